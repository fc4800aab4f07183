import { afterEach, beforeEach, expect, test } from "vitest";
import type { VisitRecord } from "../core-api/facts.ts";
import { call1, ended, feedCall, mark, me, sales, second, snapshot, testIngest } from "./test-ingest.ts";

let parts: ReturnType<typeof testIngest>;
beforeEach(() => {
  parts = testIngest();
});
afterEach(() => parts.close());

const visit = () => parts.store.visitsOfCall(call1);
const record = (change: Partial<VisitRecord>): VisitRecord => ({
  ...{ callId: call1, queueId: sales, enteredAt: visit()[0]?.enteredAt ?? 0, callerNumber: null },
  ...{ waitMs: 20_000, state: "answered", agentId: mark, talkMs: 30_000, wrapUpMs: null },
  ...change,
});
/** Somebody waits 20 s, talks with Mark for 30 s, and hangs up. */
function conversation(): void {
  const { clock, hear, hearCall, external, inSales, atUser } = parts;
  const caller = external();
  hearCall(call1, caller, inSales());
  clock.advance(20 * second - 1);
  hearCall(call1, caller, atUser(mark, "answered"));
  clock.advance(30 * second - 1);
  hear(ended(call1));
}
const listenedFrom = (from: number) =>
  parts.store.transaction("listened", () => parts.store.putListened(from, parts.clock.now()));

test("what was heard from beginning to end stands, but for what was not: the files' whole seconds know no better", () => {
  const began = parts.clock.now();
  conversation();
  listenedFrom(began);
  const before = visit();
  parts.ingest.visitRecords([record({ waitMs: 21_000, talkMs: 29_000 })]);
  expect(visit()).toEqual(before);
  parts.ingest.visitRecords([record({ waitMs: 21_000, talkMs: 29_000, wrapUpMs: 4_000 })]);
  expect(visit()).toEqual([
    { ...before[0], wrapUpEndedAt: (before[0]?.talkEndedAt ?? 0) + 4_000, rebuilt: true },
  ]);
  // The line of the agent's next status had not been written yet.
  parts.ingest.visitRecords([record({ wrapUpMs: 3_000 })]);
  expect(visit()[0]?.wrapUpEndedAt).toBe((before[0]?.talkEndedAt ?? 0) + 3_000);
});

test("a caller who was answered and handed on in an outage was answered by whom the files say, and when", async () => {
  const { clock, store, ingest, hear, hearCall, external, inSales, atUser } = parts;
  const caller = external();
  hearCall(call1, caller, inSales());
  listenedFrom(clock.now() - 1);
  clock.advance(300_000);
  const handedTo = atUser(me, "answered");
  await ingest.snapshot(snapshot({ calls: [feedCall(call1, caller, handedTo)] }));
  const since = clock.now();
  expect(visit()).toMatchObject([{ state: "answered", agentId: me, leftAt: handedTo.createdAt }]);
  clock.advance(60_000);
  hear(ended(call1));
  for (const callId of [call1, null]) {
    const wrapUp = callId && { callId, endsAt: null };
    hear({ kind: "user-status", userId: me, status: { status: null, statusLabel: null, wrapUp } });
  }
  expect(visit()[0]?.wrapUpEndedAt).not.toBeNull();
  listenedFrom(since);
  ingest.visitRecords([record({})]);
  const [after] = visit();
  const leftAt = (after?.enteredAt ?? 0) + 20_000;
  expect(after).toMatchObject({ agentId: mark, leftAt, talkEndedAt: leftAt + 30_000, rebuilt: true });
  expect(after?.wrapUpEndedAt).toBeNull();
  ingest.visitRecords([record({})]);
  expect(visit()).toEqual([after]);
  expect(store.openVisits()).toEqual([]);
});

test("a reason that was heard is not lost where the files have none, but who was answered by nobody was not", async () => {
  const { clock, ingest, hear, hearCall, external, inSales, atUser } = parts;
  const nobody = record({ state: "unknown", waitMs: 20_000, agentId: null, talkMs: null });
  const caller = external();
  hearCall(call1, caller, inSales());
  clock.advance(20_000);
  hear({ kind: "queue-exit", callId: call1, reason: "max_waittime" });
  await ingest.snapshot(snapshot());
  ingest.visitRecords([{ ...nobody, enteredAt: visit()[0]?.enteredAt ?? 0 }]);
  expect(visit()).toMatchObject([{ state: "timed-out" }]);

  clock.advance(60_000);
  hearCall(call1, caller, inSales());
  clock.advance(60_000);
  // In between the queue had let go of the call, and the dial plan rang somebody.
  await ingest.snapshot(snapshot({ calls: [feedCall(call1, caller, atUser(me, "answered"))] }));
  expect(visit()[1]).toMatchObject({ state: "answered" });
  hear(ended(call1));
  const enteredAt = visit()[1]?.enteredAt ?? 0;
  ingest.visitRecords([{ ...nobody, enteredAt }]);
  const leftAt = enteredAt + 20_000;
  expect(visit()[1]).toMatchObject({ state: "unknown", leftAt, agentId: null, talkEndedAt: null });
});
