import type { Callpoint, FeedCall, FeedUser, Membership } from "../../shared/model/feed.ts";
import type { CallId, Instant, QueueId, UserId } from "../../shared/model/ids.ts";
import type { Fact, PropertyChanges } from "../core-api/facts.ts";
import type { Store, StoredCall } from "../store/rows.ts";
import type { Touched } from "../store/touched.ts";
import type { Log } from "../support/log.ts";
import type { HistoryKeeper } from "./keep-history.ts";
import type { Ledger } from "./keep-ledger.ts";
import { rememberCall } from "./remember-call.ts";
import type { ServerClock } from "./server-clock.ts";
import { createToldEntries } from "./told-entries.ts";
import type { createTombstones } from "./tombstones.ts";

/** Applies facts to the store one after the other, and collects what they touched. */
export function createFactApplier(parts: {
  store: Store;
  ledger: Ledger;
  history: HistoryKeeper;
  serverClock: ServerClock;
  tombstones: ReturnType<typeof createTombstones>;
  log: Log;
}) {
  const { store, ledger, history, serverClock, tombstones, log } = parts;
  const toldEntries = createToldEntries();
  const unknownTypes = new Set<string>();
  /** A status replaces the whole of the one before: one that was said earlier than that comes late, or again. */
  const statusSaidAt = new Map<UserId, Instant>();
  const isLate = (userId: UserId, saidAt: Instant | null) => {
    const late = saidAt !== null && saidAt < (statusSaidAt.get(userId) ?? saidAt);
    if (saidAt !== null && !late) statusSaidAt.set(userId, saidAt);
    return late;
  };

  /** The status that holds, where this was said before it. */
  const laterStatus = (userId: UserId, saidAt: Instant | null) => {
    const user = isLate(userId, saidAt) ? store.user(userId) : null;
    return user && { status: user.status, statusLabel: user.statusLabel, wrapUp: user.wrapUp };
  };

  const localCall = (call: FeedCall, now: Instant): FeedCall => ({
    ...call,
    source: serverClock.callpoint(call.source, now),
    destination: serverClock.callpoint(call.destination, now),
  });
  const keepCall = (call: FeedCall, now: Instant): StoredCall => {
    const before = store.call(call.callId);
    const after = rememberCall(before, localCall(call, now), now);
    store.putCall(after);
    const enteredAt = toldEntries.sameStay(call) ? before?.queue?.enteredAt : undefined;
    if (enteredAt !== undefined && enteredAt !== after.queue?.enteredAt) ledger.entryMoved(after, enteredAt);
    return after;
  };
  const localWrapUp = (wrapUp: FeedUser["wrapUp"]): FeedUser["wrapUp"] =>
    wrapUp && { ...wrapUp, endsAt: wrapUp.endsAt === null ? null : serverClock.toLocal(wrapUp.endsAt) };
  const localUser = (user: FeedUser): FeedUser => ({ ...user, wrapUp: localWrapUp(user.wrapUp) });

  function batch(facts: readonly { fact: Fact; heardAt: Instant }[]) {
    const userIds = new Set<UserId>();
    const queueIds = new Set<QueueId>();
    const callIds = new Set<CallId>();
    let everything = false;
    let calls = false;
    let historyToo = false;
    let snapshotNeeded = false;
    let doubtful = false;

    const touchCallpoint = (point: Callpoint) => {
      if (point.kind === "user") userIds.add(point.userId);
      if (point.kind === "queue") queueIds.add(point.queueId);
    };
    const touchQueues = (ids: readonly QueueId[]) => {
      for (const queueId of ids) queueIds.add(queueId);
    };
    const touchCall = (call: FeedCall) => {
      calls = true;
      callIds.add(call.callId);
      for (const each of [call, ...store.agentRings(call.callId)]) {
        touchCallpoint(each.source);
        touchCallpoint(each.destination);
      }
    };
    const putCall = (call: FeedCall, now: Instant) => {
      if (tombstones.has(call.callId)) return;
      const before = store.call(call.callId);
      if (before) touchCall(before);
      const after = keepCall(call, now);
      touchCall(after);
      const visited = ledger.call(after, now);
      touchQueues(visited);
      if (history.call(after, visited.length > 0, now)) historyToo = true;
    };
    const endCall = (callId: CallId, reason: string | null, now: Instant) => {
      tombstones.add(callId);
      toldEntries.remove(callId);
      const before = store.call(callId);
      const visited = ledger.ended(callId, reason, now);
      touchQueues(visited);
      if (history.ended(callId, reason, visited.length > 0, now)) historyToo = true;
      if (!before) return;
      touchCall(before);
      store.removeCall(callId);
    };
    const putUser = (user: FeedUser, now: Instant) => {
      const before = store.user(user.userId);
      const wrapUpAfter = before?.wrapUp?.callId ?? null;
      if (wrapUpAfter !== null && user.wrapUp?.callId !== wrapUpAfter)
        touchQueues(ledger.wrapUpEnded(wrapUpAfter, user.userId, now));
      store.putUser(user);
      userIds.add(user.userId);
      // A name or extension also shows where others talk with this user.
      if (before?.name !== user.name || before.extensions.join() !== user.extensions.join())
        everything = true;
    };
    const changeUser = (userId: UserId, now: Instant, change: (user: FeedUser) => FeedUser) => {
      const user = store.user(userId);
      if (user) putUser(change(user), now);
      else snapshotNeeded = true;
    };

    const putMembership = (membership: Membership) => {
      store.putMembership(membership);
      userIds.add(membership.userId);
      queueIds.add(membership.queueId);
    };
    const removeMembership = ({ queueId, userId }: Pick<Membership, "queueId" | "userId">) => {
      store.removeMembership(queueId, userId);
      userIds.add(userId);
      queueIds.add(queueId);
    };

    const exitQueue = ({ callId, reason, saidAt }: Fact & { kind: "queue-exit" }, now: Instant) => {
      const visited = ledger.exit(callId, reason, now, saidAt === null ? now : serverClock.past(saidAt, now));
      touchQueues(visited);
      if (visited.length > 0 && history.visits(callId)) historyToo = true;
    };

    const apply = (fact: Fact, now: Instant): void => {
      switch (fact.kind) {
        case "call":
          putCall(fact.call, now);
          break;
        case "call-ended":
          endCall(fact.callId, fact.reason, now);
          break;
        case "queue-exit":
          exitQueue(fact, now);
          break;
        // Callpoints are the truth of who waits where (core API, hazard 11).
        case "call-step":
        case "queue-call-entered":
        case "queue-call-left":
          break;
        case "queue":
          if (store.queue(fact.queue.queueId)?.name !== fact.queue.name) everything = true;
          store.putQueue(fact.queue);
          queueIds.add(fact.queue.queueId);
          fact.members.forEach(putMembership);
          break;
        case "queue-changed": {
          const name = fact.changes.get("name");
          if (!store.queue(fact.queueId)) snapshotNeeded = true;
          else if (name !== undefined) {
            store.putQueue({ queueId: fact.queueId, name: name || fact.queueId });
            everything = true;
          }
          break;
        }
        case "queue-gone":
          store.membersOf(fact.queueId).forEach(removeMembership);
          store.removeQueue(fact.queueId);
          everything = true;
          break;
        case "member":
          putMembership(fact.membership);
          break;
        case "member-gone":
          removeMembership(fact);
          break;
        case "user":
          putUser({ ...localUser(fact.user), ...laterStatus(fact.user.userId, fact.saidAt) }, now);
          fact.memberships.forEach(putMembership);
          break;
        case "user-made":
          snapshotNeeded ||= store.user(fact.userId) === null;
          break;
        case "user-changed":
          changeUser(fact.userId, now, (user) => ({ ...user, ...userChanges(user, fact.changes) }));
          break;
        case "user-gone":
          store.membershipsOf(fact.userId).forEach(removeMembership);
          store.removeUser(fact.userId);
          everything = true;
          break;
        case "user-status":
          // Where the core's clock was set back it only seems late.
          if (isLate(fact.userId, fact.saidAt))
            doubtful ||= store.user(fact.userId)?.status !== fact.status.status;
          else
            changeUser(fact.userId, now, (user) => ({
              ...user,
              ...fact.status,
              wrapUp: localWrapUp(fact.status.wrapUp),
            }));
          break;
        case "unknown":
          if (!unknownTypes.has(fact.type))
            log.warn("ingest", `a notification was not understood: ${fact.type}`);
          unknownTypes.add(fact.type);
          break;
        default:
          fact satisfies never;
      }
    };

    for (const { fact, heardAt } of facts) {
      if (fact.saidAt !== null) serverClock.heard(fact.saidAt, heardAt);
      apply(fact, heardAt);
    }
    const touched: Touched = {
      everything,
      userIds,
      queueIds,
      calls,
      callIds,
      switches: false,
      history: historyToo,
    };
    return { touched, snapshotNeeded, doubtful };
  }

  return {
    batch,
    /** Puts a call into the store by this machine's clock. */
    keepCall,
    localUser,
    /** A snapshot is newer than all that was said. */
    restart: () => statusSaidAt.clear(),
  };
}

/** The properties of a user that we show; the feed may tell others. */
function userChanges({ userId }: FeedUser, changes: PropertyChanges): Partial<FeedUser> {
  const name = changes.get("name");
  const loggedIn = changes.get("loggedIn");
  return {
    ...(name !== undefined && { name: name || userId }),
    ...(loggedIn !== undefined && { loggedIn: loggedIn === "true" }),
  };
}
