import type { PhoneCall } from "../../shared/model/calls.ts";
import type { PhoneCallId, QueueId } from "../../shared/model/ids.ts";
import type { CallFlowSwitch } from "../../shared/model/queue.ts";
import type { CompanyDirectory, Fact, OwnCallRecord, Snapshot, VisitRecord } from "../core-api/facts.ts";
import type { Store } from "../store/rows.ts";
import { type Touched, untouched } from "../store/touched.ts";
import type { Clock } from "../support/clock.ts";
import type { Log } from "../support/log.ts";
import { createTurns } from "../support/take-turns.ts";
import { createFactApplier } from "./apply-fact.ts";
import { huntGhosts } from "./hunt-ghosts.ts";
import { keepAgentStates } from "./keep-agent-states.ts";
import { createHistoryKeeper } from "./keep-history.ts";
import { createLedger } from "./keep-ledger.ts";
import { matchCalls } from "./match-calls.ts";
import { mergeOwnCallRecord } from "./merge-own-call-record.ts";
import { mergeVisitRecord } from "./merge-visit-record.ts";
import { createServerClock } from "./server-clock.ts";
import { eachOf, storeSnapshot } from "./store-snapshot.ts";
import { createTombstones } from "./tombstones.ts";

/** Under a load that fills the processor, storing rests this many times as long as it took: larger transactions cost less a fact. */
const restPerWork = 4;
/** However long it seems to have taken: the machine's clock may be set at any time. */
const longestRestMs = 20;

/**
 * Brings what the core and the phone say into the store. Facts that arrive within one tick are one short transaction, a little more under load;
 * whatever comes twice, late or in the wrong order leaves the store as if it had come once and in order.
 */
export interface Ingest {
  /**
   * Replaces everything that the feed told before: what the snapshot does not have is gone. A large one takes turns with everything else;
   * whatever is told meanwhile follows it. Resolves when it is in the store, or a later one took its place; rejects where it cannot be.
   */
  snapshot(snapshot: Snapshot): Promise<void>;
  facts(facts: readonly Fact[]): void;
  companyDirectory(directory: CompanyDirectory): void;
  switches(switches: readonly CallFlowSwitch[]): void;
  /** What the core's files know of visits: fills the gaps of the ledger. */
  visitRecords(records: readonly VisitRecord[]): void;
  /** What the core's files know of calls of mine: fills the gaps of the history. */
  ownCalls(records: readonly OwnCallRecord[]): void;
  /** The calls of our own phone, all of them, each time that one changes. */
  phoneCalls(calls: readonly PhoneCall[]): void;
  /** Our phone is about to hang up: while a call rings, that declines it. */
  hangingUp(phoneCallId: PhoneCallId): void;
  /** Forgets the company: for signing out. */
  clear(): void;
  close(): void;
}

export function createIngest(options: {
  store: Store;
  clock: Clock;
  log: Log;
  /** After each batch. */
  touched(touched: Touched): void;
  /** A fact named somebody unknown: only a new snapshot can tell more. */
  snapshotNeeded(): void;
}): Ingest {
  const { store, clock, log } = options;
  const serverClock = createServerClock();
  const tombstones = createTombstones();
  const ledger = createLedger(store);
  const history = createHistoryKeeper(store);
  const agentStates = keepAgentStates(store);
  const applyFact = createFactApplier({ store, ledger, history, serverClock, tombstones, log });
  const ghosts = huntGhosts({ store, clock, log, snapshotNeeded: options.snapshotNeeded });
  let pending: { fact: Fact; heardAt: number }[] = [];
  let cancelFlush: (() => void) | null = null;
  let restUntil = Number.NEGATIVE_INFINITY;
  const turns = createTurns(clock);
  /** The snapshot that was told last. */
  let latest: Snapshot | null = null;

  const everything: Touched = { ...untouched, everything: true };

  /** In turn: whatever was told after these facts comes after them. */
  function flush(): void {
    cancelFlush?.();
    cancelFlush = null;
    if (pending.length === 0) return;
    const batch = pending;
    pending = [];
    inTurn("facts", [() => storeFacts(batch)]);
  }

  function storeFacts(batch: typeof pending): void {
    const began = clock.now();
    try {
      const { touched, snapshotNeeded, doubtful } = store.transaction("facts", () => {
        const result = applyFact.batch(batch);
        const { everything, userIds } = result.touched;
        agentStates.look(everything ? store.userIds() : userIds, clock.now());
        if (result.touched.calls) rematch(store.phoneCalls().map((each) => each.phoneCall));
        return result;
      });
      options.touched(touched);
      if (snapshotNeeded) options.snapshotNeeded();
      if (snapshotNeeded || doubtful) ghosts.doubt();
    } catch (cause) {
      // The batch left nothing behind: a snapshot brings what it would have brought.
      log.error("ingest", "a batch of facts could not be stored", cause);
      options.snapshotNeeded();
      ghosts.doubt();
    }
    restUntil = clock.now() + restPerWork * (clock.now() - began);
  }

  function inTurn(what: string, steps: Iterable<() => void>): void {
    turns.run(steps).catch((cause) => log.error("ingest", `${what} could not be stored`, cause));
  }

  function rematch(phoneCalls: readonly PhoneCall[]): void {
    const before = store.phoneCalls();
    if (phoneCalls.length === 0 && before.length === 0) return;
    store.setPhoneCalls(
      matchCalls(phoneCalls, before, {
        me: store.me(),
        call: store.call,
        callsOf: store.callsOf,
        extensionsOf: (userId) => store.user(userId)?.extensions ?? [],
      }),
    );
  }

  /** Until it is done, the windows see what was there before. A later one takes its place, also in the middle. */
  function* replaceAll(snapshot: Snapshot): Generator<() => void> {
    if (snapshot !== latest) return;
    serverClock.restart(snapshot.serverAheadMs);
    for (const { callId } of snapshot.calls) tombstones.remove(callId);
    applyFact.restart();
    const rematchAll = () => rematch(store.phoneCalls().map((each) => each.phoneCall));
    const parts = { store, ledger, history, agentStates, applyFact, clock, rematch: rematchAll };
    for (const step of storeSnapshot(parts, snapshot)) {
      if (snapshot !== latest) return;
      yield () => store.transaction("snapshot", step);
    }
    yield () => {
      ghosts.snapshotCame();
      options.touched(everything);
    };
  }

  function* setCompanyDirectory({ departments, externalNumbers }: CompanyDirectory): Generator<() => void> {
    const steps = eachOf(store.userIds(), (userId) =>
      store.setDepartment(userId, departments.get(userId) ?? null),
    );
    for (const step of steps) yield () => store.transaction("departments", step);
    yield () => store.transaction("external numbers", () => store.setExternalNumbers(externalNumbers));
    yield () => options.touched(everything);
  }

  function setSwitches(switches: readonly CallFlowSwitch[]): void {
    store.transaction("switches", () => store.setSwitches(switches));
    options.touched({ ...untouched, switches: true });
  }

  function* addVisitRecords(records: readonly VisitRecord[]): Generator<() => void> {
    const now = clock.now();
    const queueIds = new Set<QueueId>();
    const steps = eachOf(records, (record) => {
      const enteredAt = serverClock.past(record.enteredAt, now);
      const merged = mergeVisitRecord({ ...record, enteredAt }, store);
      for (const queueId of merged) queueIds.add(queueId);
      if (merged.length > 0) history.visits(record.callId);
    });
    for (const step of steps) yield () => store.transaction("visit records", step);
    // Also where no line of mine changed: callers show who helped them before.
    yield () => options.touched({ ...untouched, queueIds, history: queueIds.size > 0 });
  }

  function setPhoneCalls(calls: readonly PhoneCall[]): void {
    store.transaction("phone calls", () => rematch(calls));
    options.touched({ ...untouched, calls: true });
  }

  function addOwnCalls(records: readonly OwnCallRecord[]): void {
    const now = clock.now();
    const added = store.transaction("own calls", () =>
      records.filter((record) =>
        mergeOwnCallRecord({ ...record, startedAt: serverClock.past(record.startedAt, now) }, store),
      ),
    );
    if (added.length > 0) options.touched({ ...untouched, history: true });
  }

  /** After all that was told before. */
  const then = (what: string, steps: Iterable<() => void>) => {
    flush();
    inTurn(what, steps);
  };

  return {
    snapshot(snapshot) {
      flush();
      latest = snapshot;
      return turns.run(replaceAll(snapshot));
    },
    visitRecords: (records) => then("visit records", addVisitRecords(records)),
    ownCalls: (records) => then("own calls", [() => addOwnCalls(records)]),
    facts(facts) {
      const heardAt = clock.now();
      for (const fact of facts) pending.push({ fact, heardAt });
      const restMs = Math.min(longestRestMs, Math.max(0, restUntil - heardAt));
      cancelFlush ??= clock.after(restMs, flush);
    },
    companyDirectory: (directory) => then("the company directory", setCompanyDirectory(directory)),
    switches: (switches) => inTurn("switches", [() => setSwitches(switches)]),
    phoneCalls: (calls) => inTurn("phone calls", [() => setPhoneCalls(calls)]),
    hangingUp: (phoneCallId) => inTurn("hanging up", [() => history.hangingUp(phoneCallId)]),
    clear() {
      pending = [];
      latest = nobody;
      turns.finish();
      for (const step of replaceAll(nobody)) step();
      for (const step of setCompanyDirectory({ departments: new Map(), externalNumbers: [] })) step();
      setSwitches([]);
    },
    close() {
      ghosts.stop();
      cancelFlush?.();
      pending = [];
      turns.drop();
    },
  };
}

/** As if we were in no company. */
const nobody: Snapshot = {
  company: null,
  me: null,
  users: [],
  queues: [],
  memberships: [],
  calls: [],
  serverAheadMs: null,
};
