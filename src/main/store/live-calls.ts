import type { Callpoint } from "../../shared/model/feed.ts";
import type { CallId, QueueId, UserId } from "../../shared/model/ids.ts";
import type { StoredCall } from "./rows.ts";

/** Calls by their id and by everything that they are asked for by. */
export interface LiveCalls {
  readonly byId: ReadonlyMap<CallId, StoredCall>;
  /** With this user at either side. */
  ofUser(userId: UserId): readonly StoredCall[];
  hasCall(userId: UserId): boolean;
  ofParent(callId: CallId): readonly StoredCall[];
  /** At this queue, and not a ring of its agents; oldest first. */
  waitingIn(queueId: QueueId): readonly StoredCall[];
  put(call: StoredCall): void;
  remove(callId: CallId): void;
}

export function createLiveCalls(): LiveCalls {
  const byId = new Map<CallId, StoredCall>();
  const byUser = createGroups<UserId>();
  const byParent = createGroups<CallId>();
  const byQueue = createGroups<QueueId>();

  function remove(callId: CallId): void {
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
    put(call) {
      remove(call.callId);
      byId.set(call.callId, call);
      for (const userId of usersOf(call)) byUser.add(userId, call);
      if (call.parentCallId !== null) byParent.add(call.parentCallId, call);
      else if (call.destination.kind === "queue") byQueue.add(call.destination.queueId, call);
    },
    remove,
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
