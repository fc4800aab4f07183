import fc from "fast-check";
import { expect, test } from "vitest";
import { createTestDelivery } from "./test-delivery.ts";
import { slowWithSnapshots, testIngest } from "./test-ingest.ts";
import { createTestPlatform, type Happenings } from "./test-platform.ts";

function scene(serverAheadMs: number, slow = false) {
  const parts = slow ? testIngest(slowWithSnapshots) : testIngest();
  const platform = createTestPlatform(parts.clock, serverAheadMs);
  const delivery = createTestDelivery(platform, parts, serverAheadMs);
  return { ...parts, platform, delivery };
}
type Scene = ReturnType<typeof scene>;

const { platform, delivery } = scene(0);
const oneOf = (happenings: Happenings) => fc.constantFrom(...Object.keys(happenings));
const number = fc.nat({ max: 99 });
/** Callers who come into a queue again and again are where most can go wrong. */
const often = fc.constantFrom("arrives", "to queue", "agent takes", "tell", "ask", "serve");
const step = fc.record({
  what: fc.oneof(oneOf(platform.happenings), oneOf(delivery.happenings), often),
  which: number,
  other: number,
});

/** Lets it all happen, and in the end brings what is still on its way. */
function run(each: Scene, steps: readonly { what: string; which: number; other: number }[]): void {
  const happenings: Happenings = { ...each.platform.happenings, ...each.delivery.happenings };
  each.delivery.happenings["come back"](0);
  for (const { what, which, other } of steps) {
    each.clock.advance(1_000);
    happenings[what]?.(which, other);
  }
  each.delivery.settle();
}

const byKey = <T>(all: readonly T[], key: (each: T) => string) =>
  Object.fromEntries(all.map((each) => [key(each), each]));

const comparable = (state: ReturnType<Scene["platform"]["truth"]>) => ({
  users: byKey(state.users, ({ userId }) => userId),
  queues: byKey(state.queues, ({ queueId }) => queueId),
  memberships: byKey(state.memberships, ({ queueId, userId }) => `${queueId} ${userId}`),
  calls: byKey(state.calls, ({ callId }) => callId),
  waiting: state.waiting.map((each) => each.join(" ")).sort(),
});

const stateOf = (store: Scene["store"]): ReturnType<typeof comparable> =>
  comparable({
    users: store.userIds().flatMap((userId) => {
      const { department, ...user } = store.user(userId) ?? {};
      return "userId" in user ? user : [];
    }),
    queues: store.queueIds().flatMap((queueId) => store.queue(queueId) ?? []),
    memberships: [
      ...store.queueIds().flatMap(store.membersOf),
      ...store.userIds().flatMap(store.membershipsOf),
    ],
    calls: store.calls().map(({ dialledNumber, queue, ...call }) => call),
    waiting: store
      .queueIds()
      .flatMap((queueId) => store.waitingCalls(queueId).map(({ callId }) => [queueId, callId] as const)),
  });

function expectEqual({ store, lines, platform, delivery: { lossy } }: Scene): void {
  expect(stateOf(store)).toEqual(comparable(platform.truth()));
  const visits = platform.visits();
  const live = new Set<string>(platform.truth().calls.map(({ callId }) => callId));
  expect(store.openVisits().filter(({ callId }) => !live.has(callId))).toEqual([]);
  for (const callId of new Set(visits.map((visit) => visit.callId))) {
    if (lossy.has(callId)) continue;
    const known = store.visitsOfCall(callId);
    expect(
      known.map(({ queueId, enteredAt, state, agentId }) => ({ callId, queueId, enteredAt, state, agentId })),
    ).toEqual(visits.filter((visit) => visit.callId === callId));
  }
  expect(lines.filter((line) => line.includes(" error "))).toEqual([]);
}

test("whatever comes twice, late, reordered, or is lost before a snapshot, the state ends equal to the platform's", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(0, 60_000, -60_000),
      fc.array(step, { minLength: 5, maxLength: 120, size: "max" }),
      fc.boolean(),
      (serverAheadMs, steps, slow) => {
        const each = scene(serverAheadMs, slow);
        try {
          run(each, steps);
          expectEqual(each);
        } finally {
          each.close();
        }
      },
    ),
    { numRuns: 1_000 },
  );
}, 60_000);
