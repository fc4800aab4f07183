import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CallId, UserId } from "../../shared/model/ids.ts";
import {
  call1,
  ended,
  feedCall,
  feedUser,
  mark,
  me,
  piet,
  ring1,
  sales,
  second,
  seconds,
  snapshot,
  testIngest,
} from "./test-ingest.ts";

let parts: ReturnType<typeof testIngest>;
beforeEach(() => {
  parts = testIngest();
});
afterEach(() => parts.close());

const history = () => parts.history();
const touchedHistory = () => parts.batches.some((batch) => batch.history);
const over = (callId: CallId, reason = "DESTINATION_HANGUP") => ended(callId, reason);

let rings = 0;
/** The queue rings this agent for that long; the end's reason tells by whom it was ended. */
function round(agent: UserId, forMs: number, reason = "SOURCE_HANGUP"): void {
  const ring = `${call1}/r${rings++}` as CallId;
  parts.hearCall(ring, parts.inSales(), parts.atUser(agent, "ringing"), call1);
  parts.clock.advance(forMs);
  parts.hear(over(ring, reason));
}
const waits = () => parts.hearCall(call1, parts.external(), parts.inSales());
const answeredBy = (agent: UserId) =>
  parts.hearCall(call1, parts.external(), parts.atUser(agent, "answered"));

describe("a caller whom a queue offered to me", () => {
  test("and whom I did not take is missed", () => {
    const { clock, hear, hearCall, external, inSales } = parts;
    hearCall(call1, external(), parts.dialplan("31201234567"));
    hearCall(call1, external(), inSales());
    clock.advance(5 * second);
    round(me, 20 * second);
    clock.advance(5 * second);
    expect(history()).toEqual([]);
    hear(ended(call1));
    expect(history()).toMatchObject([
      {
        historyId: call1,
        direction: "incoming",
        number: "31612345678",
        dialledNumber: "31201234567",
        queueId: sales,
        outcome: "missed",
        missedBecause: "caller-left",
        answeredBy: null,
        talkedMs: null,
        endedBy: "caller",
        rebuilt: false,
      },
    ]);
    expect(seconds(history()[0]?.rangMs)).toBe(20);
    expect(seconds(history()[0]?.waitedMs)).toBe(30);
    expect(touchedHistory()).toBe(true);
  });

  test("and whom I declined is not missed", () => {
    waits();
    round(me, 20 * second);
    round(me, 3 * second, "DESTINATION_HANGUP");
    parts.hear(ended(call1));
    expect(history()).toMatchObject([{ outcome: "declined", missedBecause: null }]);
  });

  test("is missed where I declined an earlier round than the last, or was busy", () => {
    waits();
    round(me, 3 * second, "DESTINATION_HANGUP");
    round(me, 3 * second, "DESTINATION_BUSY");
    parts.hear(ended(call1));
    expect(history()).toMatchObject([{ outcome: "missed" }]);
  });

  test("counts once, however many rounds the queue rang me", () => {
    waits();
    const ring = (agent: UserId, n: number) => {
      parts.hearCall(`${ring1}${n}` as CallId, parts.inSales(), parts.atUser(agent, "ringing"), call1);
      return over(`${ring1}${n}` as CallId, "SOURCE_HANGUP");
    };
    for (const n of [1, 2, 3]) {
      const ends = [ring(me, n * 10), ring(mark, n * 10 + 1)];
      parts.clock.advance(15 * second);
      parts.hear(...ends);
      parts.clock.advance(2 * second);
    }
    parts.hear(ended(call1));
    expect(history()).toMatchObject([{ outcome: "missed", missedBecause: "caller-left" }]);
    expect(seconds(history()[0]?.rangMs)).toBe(45);
  });

  test("counts each round where the queue offers one by one", () => {
    waits();
    round(me, 15 * second);
    round(mark, 15 * second);
    round(me, 15 * second);
    round(mark, 5 * second);
    answeredBy(mark);
    expect(history()).toMatchObject([
      { outcome: "missed", missedBecause: "answered-by-colleague", answeredBy: mark },
      { outcome: "missed", missedBecause: "answered-by-colleague", answeredBy: mark },
    ]);
    expect(history().map(({ rangMs }) => seconds(rangMs))).toEqual([15, 15]);
  });

  test("one by one, and whom I took in the last round, is missed in the first and talked with in the last", () => {
    waits();
    round(me, 15 * second);
    round(mark, 15 * second);
    round(me, 4 * second);
    answeredBy(me);
    parts.clock.advance(60 * second);
    parts.hear(ended(call1));
    expect(history()).toMatchObject([
      { outcome: "missed", missedBecause: "no-answer", talkedMs: null },
      { outcome: "talked", missedBecause: null, endedBy: "caller" },
    ]);
    expect(new Set(history().map((line) => line.historyId)).size).toBe(2);
  });

  test("and whom a colleague answered is missed for that reason, and by whom", () => {
    waits();
    round(me, 8 * second);
    answeredBy(mark);
    const lines = [{ outcome: "missed", missedBecause: "answered-by-colleague", answeredBy: mark }];
    expect(history()).toMatchObject(lines);
    parts.clock.advance(60 * second);
    parts.hear(ended(call1));
    expect(history()).toMatchObject(lines);
  });

  test("and of whom the queue let go is missed", () => {
    waits();
    round(me, 8 * second);
    parts.hear(over(call1), { kind: "queue-exit", callId: call1, reason: "max_waittime" });
    expect(history()).toMatchObject([{ outcome: "missed", missedBecause: "queue-ended" }]);
  });

  test("and with whom I talked is one line, written when he and I part", () => {
    waits();
    round(me, 8 * second);
    answeredBy(me);
    parts.clock.advance(90 * second);
    expect(history()).toEqual([]);
    answeredBy(mark);
    expect(history()).toMatchObject([{ outcome: "talked", endedBy: "transferred", queueId: sales }]);
    expect(seconds(history()[0]?.talkedMs)).toBe(90);
    parts.clock.advance(90 * second);
    parts.hear(ended(call1));
    expect(seconds(history()[0]?.talkedMs)).toBe(90);
  });

  test("and who comes back into the queue with the same call has a line for each stay", () => {
    for (const agent of [mark, me]) {
      waits();
      round(me, 8 * second);
      answeredBy(agent);
      parts.clock.advance(60 * second);
    }
    parts.hear(ended(call1));
    expect(history()).toMatchObject([{ outcome: "missed" }, { outcome: "talked", endedBy: "caller" }]);
  });

  test("but never offered to me, as in wrap-up, is not missed", () => {
    waits();
    round(mark, 8 * second);
    parts.hear(ended(call1));
    expect(history()).toEqual([]);
    expect(touchedHistory()).toBe(false);
  });

  test("and who was gone after an outage is not missed unless the ledger learns that he was", () => {
    const { store, ingest, clock } = parts;
    waits();
    round(me, 8 * second);
    clock.advance(30 * second);
    void ingest.snapshot(snapshot());
    expect(history()).toEqual([]);
    const enteredAt = store.visitsOfCall(call1)[0]?.enteredAt ?? 0;
    const record = { callId: call1, queueId: sales, enteredAt, callerNumber: "31612345678", wrapUpMs: null };
    ingest.visitRecords([{ ...record, waitMs: 20_000, state: "answered", agentId: mark, talkMs: 9_000 }]);
    expect(history()).toMatchObject([
      { missedBecause: "answered-by-colleague", answeredBy: mark, number: "31612345678", rebuilt: true },
    ]);
  });

  test("and with whom I talked into an outage was talked with, but nobody knows for how long", () => {
    waits();
    answeredBy(me);
    parts.clock.advance(30 * second);
    void parts.ingest.snapshot(snapshot());
    expect(history()).toMatchObject([{ outcome: "talked", talkedMs: null, endedBy: "unknown" }]);
  });
});

describe("the history", () => {
  test("is the same whatever is told twice, or again later, with a snapshot in the middle", () => {
    const { clock, store, ingest, hear, hearCall, external, atUser } = parts;
    const [ringing, talking] = [atUser(me, "ringing"), { ...atUser(me, "answered") }];
    for (const point of [ringing, ringing, talking, talking]) hearCall(call1, external(), point);
    const up = store.call(call1);
    void ingest.snapshot(snapshot({ calls: up ? [feedCall(call1, up.source, up.destination)] : [] }));
    clock.advance(20 * second);
    hearCall(call1, external(), atUser(mark, "ringing"));
    const once = history();
    expect(once).toMatchObject([{ outcome: "talked" }]);
    clock.advance(20 * second);
    hearCall(call1, external(), ringing);
    hearCall(call1, external(), talking);
    hearCall(call1, external(), atUser(mark, "answered"));
    hear(ended(call1), ended(call1));
    expect(history()).toEqual(once);
  });

  test.each([
    ["CallbackService", null, "Callback service"],
    ["CallbackService", "Utrecht", "Utrecht"],
    ["Unknown", null, null],
  ])("of what I called has the name, be it a place of kind %j that is called %j", (type, called, name) => {
    const { hear, hearCall, atUser } = parts;
    const place = { ...atUser(piet, "answered"), kind: "other", type, number: null, name: called } as const;
    hearCall(call1, atUser(me, "answered"), place);
    hear(ended(call1));
    expect(history()).toMatchObject([{ direction: "outgoing", number: null, name, userId: null }]);
  });

  test("has nothing of calls between others, and starts anew with another user", () => {
    const { ingest, hear, hearCall, external, atUser } = parts;
    hearCall(call1, external(), atUser(mark, "answered"));
    hear(ended(call1));
    expect(history()).toEqual([]);
    hearCall("c/2" as CallId, external(), atUser(me, "answered"));
    ingest.clear();
    void ingest.snapshot(snapshot({ me: piet, users: [feedUser(piet, "Piet Smit", "230")] }));
    expect(history()).toEqual([]);
  });
});
