import { expect, onTestFinished, test } from "vitest";
import type { HistoryId } from "../../shared/model/ids.ts";
import type { OwnCallRecord } from "../core-api/facts.ts";
import { call1, mark, me, sales, testIngest } from "./test-ingest.ts";

function setUp() {
  const made = testIngest();
  onTestFinished(made.close);
  const record = (change: Partial<OwnCallRecord> = {}): OwnCallRecord => ({
    callId: call1,
    direction: "incoming",
    number: "31612345678",
    name: "P. Jansen",
    dialledNumber: "31207001000",
    queueId: sales,
    startedAt: made.clock.now() - 60_000,
    outcome: "missed",
    missedBecause: "answered-by-colleague",
    answeredBy: mark,
    rangMs: 20_000,
    waitedMs: 31_000,
    talkedMs: null,
    endedBy: "caller",
    ...change,
  });
  return { ...made, record };
}

test("a call of mine from the files is in the history once, however often they are read", () => {
  const { ingest, store, batches, record } = setUp();
  batches.length = 0;
  ingest.ownCalls([record()]);
  ingest.ownCalls([record({ name: "somebody else" })]);
  expect(store.historyOfCall(call1)).toMatchObject([{ ...record(), userId: null, rebuilt: true }]);
  expect(batches.map((touched) => touched.history)).toEqual([true]);
});

test("the other side of a call within the company is the colleague with that extension", () => {
  const { ingest, store, record } = setUp();
  ingest.ownCalls([record({ number: "214", name: "Mark" })]);
  expect(store.historyOfCall(call1)).toMatchObject([{ userId: mark, number: "214" }]);
});

test("what the feed told stands, and a call that goes on is left to it", () => {
  const { ingest, store, record, hearCall, external, atUser } = setUp();
  const told = {
    ...record({ outcome: "declined", missedBecause: null }),
    historyId: "told" as HistoryId,
    userId: null,
    rebuilt: false,
  };
  store.putHistory(told);
  ingest.ownCalls([record()]);
  expect(store.historyOfCall(call1)).toEqual([told]);

  const live = "c/2" as typeof call1;
  hearCall(live, external(), atUser(me, "answered"));
  ingest.ownCalls([record({ callId: live })]);
  expect(store.historyOfCall(live)).toEqual([]);
});
