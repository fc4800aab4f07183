import type { Membership } from "../../shared/model/feed.ts";
import type { QueueId, UserId } from "../../shared/model/ids.ts";

/** Who serves which queue. */
export interface LiveMemberships {
  /** By queue. */
  ofUser(userId: UserId): readonly Membership[];
  ofQueue(queueId: QueueId): Iterable<Membership>;
  all(): readonly Membership[];
  get(queueId: QueueId, userId: UserId): Membership | undefined;
  put(membership: Membership): void;
  remove(queueId: QueueId, userId: UserId): void;
}

export function createLiveMemberships(): LiveMemberships {
  const byQueue = new Map<QueueId, Map<UserId, Membership>>();
  const byUser = new Map<UserId, Map<QueueId, Membership>>();
  /** A row of every colleague is made of it, far more often than it changes. */
  const sorted = new Map<UserId, readonly Membership[]>();

  return {
    ofUser(userId) {
      const known = sorted.get(userId);
      if (known) return known;
      const found = [...(byUser.get(userId)?.values() ?? [])].sort((a, b) =>
        a.queueId < b.queueId ? -1 : 1,
      );
      sorted.set(userId, found);
      return found;
    },
    ofQueue: (queueId) => byQueue.get(queueId)?.values() ?? [],
    all: () => [...byQueue.values()].flatMap((members) => [...members.values()]),
    get: (queueId, userId) => byQueue.get(queueId)?.get(userId),
    put(membership) {
      const { queueId, userId } = membership;
      within(byQueue, queueId).set(userId, membership);
      within(byUser, userId).set(queueId, membership);
      sorted.delete(userId);
    },
    remove(queueId, userId) {
      byQueue.get(queueId)?.delete(userId);
      byUser.get(userId)?.delete(queueId);
      sorted.delete(userId);
    },
  };
}

function within<Key, Inner, Value>(groups: Map<Key, Map<Inner, Value>>, key: Key): Map<Inner, Value> {
  const group = groups.get(key) ?? new Map<Inner, Value>();
  groups.set(key, group);
  return group;
}
