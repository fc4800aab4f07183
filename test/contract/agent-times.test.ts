import { afterEach, beforeEach, expect, test } from "vitest";
import {
  call1,
  ended,
  feedUser,
  mark,
  me,
  ring1,
  second,
  seconds,
  snapshot,
  testIngest,
} from "../../src/main/ingest/test-ingest.ts";
import { agentTimes } from "../../src/main/stats/agent-times.ts";
import type { UserStatus } from "../../src/shared/model/colleague.ts";
import type { CallId } from "../../src/shared/model/ids.ts";

let parts: ReturnType<typeof testIngest>;
beforeEach(() => {
  parts = testIngest();
});
afterEach(() => parts.close());

const status = (to: UserStatus, wrapUpOf: CallId | null = null) =>
  parts.hear({
    ...{ kind: "user-status", userId: mark },
    status: { status: to, statusLabel: null, wrapUp: wrapUpOf && { callId: wrapUpOf, endsAt: null } },
  });
const began = () => parts.store.agentStaysWithin(0, parts.clock.now() + 1)[0]?.beganAt ?? 0;
const timesOf = (userId = mark) => {
  const now = parts.clock.now();
  const times = agentTimes(parts.store.agentStaysWithin(0, now), 0, now).find(
    (each) => each.userId === userId,
  );
  return (
    times && [
      ...[times.availableMs, times.inCallMs, times.wrapUpMs, times.noQueueCallsMs, times.noCallsMs].map(
        seconds,
      ),
    ]
  );
};

test("an agent is available, rings, talks, has a caller on hold, wraps up and has a break, each for its time", () => {
  const { clock, hear, hearCall, external, inSales, atUser } = parts;
  clock.advance(10 * second);
  hearCall(call1, external(), inSales());
  hearCall(ring1, inSales(), atUser(mark, "ringing"), call1);
  clock.advance(5 * second);
  hearCall(call1, external(), atUser(mark, "answered"));
  hear(ended(ring1));
  clock.advance(30 * second);
  hearCall(call1, external(), atUser(mark, "inactive"));
  clock.advance(10 * second);
  status("no-queue-calls", call1);
  hear(ended(call1));
  clock.advance(20 * second);
  status("no-queue-calls");
  clock.advance(7 * second);
  status("no-calls");
  clock.advance(60 * second);
  expect(timesOf()).toEqual([15, 40, 20, 7, 60]);
  hear({ kind: "user-changed", userId: mark, changes: new Map([["loggedIn", "false"]]) });
  clock.advance(300 * second);
  expect(timesOf()).toEqual([15, 40, 20, 7, 60]);
  expect(timesOf(me)?.[0]).toBeGreaterThan(400);
});

test("what agents were at in an outage nobody knows, but a snapshot in between takes nothing away", async () => {
  const { clock, store, ingest } = parts;
  const heard = () => store.transaction("listened", () => store.putListened(began(), clock.now()));
  clock.advance(100 * second);
  heard();
  clock.advance(5 * second);
  await ingest.snapshot(snapshot());
  expect(timesOf()).toEqual([105, 0, 0, 0, 0]);
  heard();
  clock.advance(600 * second);
  await ingest.snapshot(
    snapshot({
      users: [feedUser(me, "Anna Bakker", "200"), { ...feedUser(mark, "Mark", "214"), status: "no-calls" }],
    }),
  );
  clock.advance(30 * second);
  expect(timesOf()).toEqual([105, 0, 0, 0, 30]);
  expect(timesOf(me)).toEqual([135, 0, 0, 0, 0]);
  ingest.clear();
  clock.advance(50 * second);
  expect(timesOf(me)).toEqual([105, 0, 0, 0, 0]);
});

test("agents' times are kept as long as other records, are removed with the colleague's, and with another company", async () => {
  const { clock, store, ingest } = parts;
  status("no-calls");
  clock.advance(second);
  status("available");
  store.eraseRecordsOf({ userId: mark }, clock.now());
  expect(timesOf()).toBeUndefined();
  status("no-calls");
  clock.advance(10 * second);
  status("available");
  clock.advance(10 * second);
  expect(timesOf()?.at(-1)).toBe(10);
  store.keepSince(clock.now());
  expect(timesOf()).toEqual([10, 0, 0, 0, 0]);
  await ingest.snapshot(snapshot({ company: "https://rest.example.net/company/501" }));
  clock.advance(3 * second);
  expect(timesOf(me)).toEqual([3, 0, 0, 0, 0]);
});
