import type { CallId } from "../../shared/model/ids.ts";
import type { Snapshot } from "../core-api/facts.ts";
import type { Store } from "../store/rows.ts";
import type { Clock } from "../support/clock.ts";
import type { createFactApplier } from "./apply-fact.ts";
import type { AgentStates } from "./keep-agent-states.ts";
import type { HistoryKeeper } from "./keep-history.ts";
import type { Ledger } from "./keep-ledger.ts";

/** A step should take a millisecond or two. */
const rowsAtATime = 50;

/**
 * The steps that make the store say what a snapshot says, each to be done as a whole. Between them nothing is missing that was or will
 * be there: what the snapshot does not have goes in the last. Where it ends in the middle, the next snapshot makes good.
 */
export function* storeSnapshot(
  parts: {
    store: Store;
    ledger: Ledger;
    history: HistoryKeeper;
    agentStates: AgentStates;
    applyFact: ReturnType<typeof createFactApplier>;
    clock: Clock;
    /** The calls of our phone are matched anew. */
    rematch(): void;
  },
  snapshot: Snapshot,
): Generator<() => void> {
  const { store, ledger, history, agentStates, applyFact } = parts;
  const now = parts.clock.now();
  const { company, me, users, queues, memberships, calls } = snapshot;

  yield () => {
    store.setMe(me);
    if (company !== null) store.setLedgerOf(company);
  };
  yield* eachOf(users, (user) => store.putUser(applyFact.localUser(user)));
  yield* eachOf(queues, store.putQueue);
  yield* eachOf(memberships, store.putMembership);
  yield* eachOf(calls, (call) => {
    const remembered = applyFact.keepCall(call, now);
    const visited = ledger.call(remembered, now);
    history.call(remembered, visited.length > 0, now);
  });
  yield () => {
    const callIds = new Set<CallId>(calls.map((call) => call.callId));
    if (company !== null) ledger.onlyThese(callIds);
    history.onlyThese(callIds, now);
    store.keepOnly({
      userIds: users.map((user) => user.userId),
      queueIds: queues.map((queue) => queue.queueId),
      memberships,
      callIds: [...callIds],
    });
    parts.rematch();
    agentStates.resume(now);
  };
  yield* eachOf(
    users.map((user) => user.userId),
    (userId) => agentStates.look([userId], now),
  );
}

/** Steps that do this to some of them at a time. */
export function* eachOf<T>(all: readonly T[], run: (one: T) => void): Generator<() => void> {
  for (let from = 0; from < all.length; from += rowsAtATime)
    yield () => {
      for (const one of all.slice(from, from + rowsAtATime)) run(one);
    };
}
