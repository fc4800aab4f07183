import type { Callpoint } from "../../shared/model/feed.ts";
import type { CallId, QueueId, UserId } from "../../shared/model/ids.ts";
import type { StoredCall, StoredPhoneCall } from "./rows.ts";

/**
 * The calls that go on, by their id and by everything that they are asked for by. They are in memory alone: nobody needs them after the
 * program has ended.
 */
export interface LiveCalls {
  readonly byId: ReadonlyMap<CallId, StoredCall>;
  /** With this user at either side. */
  ofUser(userId: UserId): readonly StoredCall[];
  hasCall(userId: UserId): boolean;
  ofParent(callId: CallId): readonly StoredCall[];
  /** At this queue, and not a ring of its agents; oldest first. */
  waitingIn(queueId: QueueId): readonly StoredCall[];
  /** Those of our own phone. */
  phoneCalls(): readonly StoredPhoneCall[];
  put(call: StoredCall): void;
  remove(callId: CallId): void;
  setPhoneCalls(calls: readonly StoredPhoneCall[]): void;
  /** Where it fails, the calls are as they were before it. */
  together<T>(run: () => T): T;
}

export function createLiveCalls(): LiveCalls {
  const byId = new Map<CallId, StoredCall>();
  const byUser = createGroups<UserId>();
  const byParent = createGroups<CallId>();
  const byQueue = createGroups<QueueId>();
  let phoneCalls: readonly StoredPhoneCall[] = [];
  /** As they were when what is done together began, where it changed them. */
  let before: Map<CallId, StoredCall | undefined> | null = null;

  function remember(callId: CallId): void {
    if (before && !before.has(callId)) before.set(callId, byId.get(callId));
  }

  function put(call: StoredCall): void {
    remove(call.callId);
    byId.set(call.callId, call);
    for (const userId of usersOf(call)) byUser.add(userId, call);
    if (call.parentCallId !== null) byParent.add(call.parentCallId, call);
    else if (call.destination.kind === "queue") byQueue.add(call.destination.queueId, call);
  }

  function remove(callId: CallId): void {
    remember(callId);
    const call = byId.get(callId);
    if (!call) return;
    byId.delete(callId);
    for (const userId of usersOf(call)) byUser.remove(userId, call);
    if (call.parentCallId !== null) byParent.remove(call.parentCallId, call);
    else if (call.destination.kind === "queue") byQueue.remove(call.destination.queueId, call);
  }

  return {
    byId,
    ofUser: (userId) => [...byUser.of(userId)],
    hasCall: (userId) => byUser.of(userId).size > 0,
    ofParent: (callId) => [...byParent.of(callId)],
    waitingIn: (queueId) => [...byQueue.of(queueId)].sort(byEntry),
    phoneCalls: () => phoneCalls,
    put,
    remove,
    setPhoneCalls(calls) {
      phoneCalls = calls;
    },
    together(run) {
      const [outer, phoneCallsBefore] = [before, phoneCalls];
      const own = new Map<CallId, StoredCall | undefined>();
      before = own;
      try {
        const result = run();
        before = outer;
        for (const [callId, call] of own) if (outer && !outer.has(callId)) outer.set(callId, call);
        return result;
      } catch (cause) {
        before = outer;
        for (const [callId, call] of own)
          if (call) put(call);
          else remove(callId);
        phoneCalls = phoneCallsBefore;
        throw cause;
      }
    },
  };
}

const userOf = (point: Callpoint): readonly UserId[] => (point.kind === "user" ? [point.userId] : []);
const usersOf = ({ source, destination }: StoredCall) => [...userOf(source), ...userOf(destination)];

function byEntry(one: StoredCall, other: StoredCall): number {
  const [a, b] = [one.queue?.enteredAt ?? 0, other.queue?.enteredAt ?? 0];
  return a - b || (one.callId < other.callId ? -1 : 1);
}

const none: ReadonlySet<StoredCall> = new Set();

function createGroups<Key>() {
  const groups = new Map<Key, Set<StoredCall>>();
  return {
    of: (key: Key): ReadonlySet<StoredCall> => groups.get(key) ?? none,
    add(key: Key, call: StoredCall) {
      const group = groups.get(key);
      if (group) group.add(call);
      else groups.set(key, new Set([call]));
    },
    remove(key: Key, call: StoredCall) {
      const group = groups.get(key);
      group?.delete(call);
      if (group?.size === 0) groups.delete(key);
    },
  };
}
