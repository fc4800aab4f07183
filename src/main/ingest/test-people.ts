import type { UserStatus } from "../../shared/model/colleague.ts";
import type { FeedQueue, FeedUser, Membership } from "../../shared/model/feed.ts";
import type { CallId, QueueId, UserId } from "../../shared/model/ids.ts";
import { feedUser, me } from "./test-ingest.ts";
import { type Happenings, type Platform, pick } from "./test-platform.ts";

/** The users, queues and memberships of the platform in little. */
export function createTestPeople({ say, wireNow, nextNumber }: Platform) {
  const users = new Map<UserId, FeedUser>([[me, feedUser(me, "Anna Bakker", "200")]]);
  const queues = new Map<QueueId, FeedQueue>();
  const memberships = new Map<string, Membership>();

  const key = ({ queueId, userId }: Pick<Membership, "queueId" | "userId">) => `${queueId} ${userId}`;
  /** Before somebody or a queue is gone, it may be told that the memberships are, or not. */
  const dropMembers = (of: (each: Membership) => boolean, told: boolean) => {
    for (const { queueId, userId } of [...memberships.values()].filter(of)) {
      memberships.delete(key({ queueId, userId }));
      if (told) say({ kind: "member-gone", queueId, userId });
    }
  };

  const happenings = {
    "user made"(which) {
      const number = nextNumber();
      const userId = `u-${number % 9}` as UserId;
      if (users.has(userId)) return;
      const user = feedUser(userId, `User ${number}`, `${300 + number}`);
      users.set(userId, user);
      say(which % 3 === 0 ? { kind: "user-made", userId } : { kind: "user", user, memberships: [] });
    },
    "user gone"(which, other) {
      const userId = pick(users.keys(), other);
      if (!userId || userId === me) return;
      dropMembers((each) => each.userId === userId, which % 2 === 0);
      users.delete(userId);
      say({ kind: "user-gone", userId });
    },
    "user changed"(which, other) {
      const user = pick(users.values(), other);
      if (!user) return;
      const change = which % 2 === 0 ? { name: `Name ${which}` } : { loggedIn: which % 4 === 1 };
      users.set(user.userId, { ...user, ...change });
      const changes = new Map(Object.entries(change).map(([name, value]) => [name, String(value)]));
      say({ kind: "user-changed", userId: user.userId, changes });
    },
    status(which, other) {
      const user = pick(users.values(), other);
      if (!user) return;
      const wrapUp = which % 4 === 0 ? { callId: `c-${which}` as CallId, endsAt: wireNow() + 30_000 } : null;
      const status = { status: statuses[which % 3] ?? null, statusLabel: null, wrapUp };
      users.set(user.userId, { ...user, ...status });
      say({ kind: "user-status", userId: user.userId, status });
    },
    "queue made"() {
      const number = nextNumber();
      const queue = { queueId: `q-${number % 5}` as QueueId, name: `Queue ${number}` };
      if (queues.has(queue.queueId)) return;
      queues.set(queue.queueId, queue);
      say({ kind: "queue", queue, members: [] });
    },
    "queue gone"(which, other) {
      const queueId = pick(queues.keys(), other);
      if (!queueId || queues.size === 1) return;
      dropMembers((each) => each.queueId === queueId, which % 2 === 0);
      queues.delete(queueId);
      say({ kind: "queue-gone", queueId });
    },
    "queue renamed"(which, other) {
      const queue = pick(queues.values(), other);
      if (!queue) return;
      const name = `Queue name ${which}`;
      queues.set(queue.queueId, { ...queue, name });
      say({ kind: "queue-changed", queueId: queue.queueId, changes: new Map([["name", name]]) });
    },
    member(which, other) {
      const queueId = pick(queues.keys(), other);
      const userId = pick(users.keys(), which);
      if (!queueId || !userId) return;
      const membership = { queueId, userId, priority: 1 + (which % 3) };
      memberships.set(key(membership), membership);
      say({ kind: "member", membership });
    },
    "member gone"(which) {
      const gone = pick(memberships.values(), which);
      dropMembers((each) => each === gone, true);
    },
  } satisfies Happenings;

  return { users, queues, memberships, happenings };
}

const statuses: readonly UserStatus[] = ["available", "no-queue-calls", "no-calls"];
