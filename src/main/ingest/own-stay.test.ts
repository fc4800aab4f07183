import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Callpoint } from "../../shared/model/feed.ts";
import type { CallId } from "../../shared/model/ids.ts";
import { call1, ended, mark, me, piet, second, seconds, testIngest } from "./test-ingest.ts";

let parts: ReturnType<typeof testIngest>;
beforeEach(() => {
  parts = testIngest();
});
afterEach(() => parts.close());

const history = () => parts.history();
const over = (callId: CallId, reason = "DESTINATION_HANGUP") => ended(callId, reason);

describe("somebody who calls me", () => {
  const rings = (state: "connecting" | "ringing" = "ringing") =>
    parts.hearCall(call1, parts.external(), parts.atUser(me, state));

  test("and hangs up before I answer is missed", () => {
    rings();
    parts.clock.advance(12 * second);
    parts.hear(ended(call1));
    expect(history()).toMatchObject([
      { historyId: call1, outcome: "missed", missedBecause: "caller-left", queueId: null, waitedMs: null },
    ]);
    expect(seconds(history()[0]?.rangMs)).toBe(12);
  });

  test("and whom our phone declined is not missed, whatever becomes of him", () => {
    const { ingest, phoneCall, hearCall, external, atUser } = parts;
    rings();
    const ringing = phoneCall({ coreCallId: call1 });
    ingest.phoneCalls([ringing]);
    ingest.hangingUp(ringing.phoneCallId);
    hearCall(call1, external(), atUser(mark, "ringing"));
    expect(history()).toMatchObject([{ outcome: "declined", missedBecause: null }]);
  });

  test("is missed where it rang long enough or I was busy", () => {
    rings();
    parts.hear(over(call1));
    const call2 = "c/2" as CallId;
    parts.hearCall(call2, parts.external(), parts.atUser(me, "connecting"));
    parts.hear(over(call2, "DESTINATION_BUSY"));
    expect(history()).toMatchObject([
      { outcome: "missed", missedBecause: "no-answer" },
      { outcome: "missed", missedBecause: "no-answer", endedBy: "busy" },
    ]);
  });

  test.each(["busy", "no answer", "unavailable"])("is missed where a forward on %s takes him on", (why) => {
    rings(why === "no answer" ? "ringing" : "connecting");
    parts.hearCall(call1, parts.external(), parts.atUser(mark, "ringing"));
    expect(history()).toMatchObject([{ outcome: "missed", missedBecause: "forwarded", answeredBy: null }]);
  });

  test("is not missed where an always-forward takes him on: he never reaches me", () => {
    parts.hearCall(call1, parts.external(), parts.dialplan("200"));
    parts.hearCall(call1, parts.external(), parts.atUser(mark, "ringing"));
    parts.hear(ended(call1));
    expect(history()).toEqual([]);
  });

  test("is not missed where my status lets nobody through: my phone never rings", () => {
    rings("connecting");
    parts.hear(over(call1));
    expect(history()).toEqual([]);
  });

  test("and for whom a colleague picks up is missed for that reason", () => {
    rings();
    parts.hearCall(call1, parts.external(), parts.atUser(mark, "answered"));
    expect(history()).toMatchObject([{ missedBecause: "answered-by-colleague", answeredBy: mark }]);
  });

  test("and talks with me until I put him through is one line, with a colleague by his id", () => {
    const { clock, hear, hearCall, atUser } = parts;
    hearCall(call1, atUser(mark, "connecting"), atUser(me, "ringing"));
    clock.advance(4 * second);
    hearCall(call1, atUser(mark, "answered"), atUser(me, "answered"));
    clock.advance(30 * second);
    hear(over(call1, "REPLACE"));
    expect(history()).toMatchObject([
      { outcome: "talked", userId: mark, number: "214", endedBy: "transferred" },
    ]);
    expect(seconds(history()[0]?.rangMs)).toBe(4);
    expect(seconds(history()[0]?.talkedMs)).toBe(30);
  });
});

describe("somebody whom I call", () => {
  const answered = (point: Callpoint): Callpoint => ({ ...point, state: "answered" });
  const dials = (callId: CallId, number: string) =>
    parts.hearCall(callId, parts.atUser(me, "connecting"), parts.dialplan(number));

  test("and who answers was talked with", () => {
    const { clock, hear, hearCall, external, atUser } = parts;
    dials(call1, "0612345678");
    hearCall(call1, atUser(me, "connecting"), { ...external(), state: "ringing" });
    clock.advance(9 * second);
    hearCall(call1, atUser(me, "answered"), external());
    clock.advance(20 * second);
    hear(over(call1));
    expect(history()).toMatchObject([
      { direction: "outgoing", outcome: "talked", number: "31612345678", rangMs: null, endedBy: "called" },
    ]);
    expect(seconds(history()[0]?.talkedMs)).toBe(20);
  });

  test("and who does not answer, or has a queue or a voice mail answer, is unanswered", () => {
    const { hear, hearCall, atUser, inSales } = parts;
    dials(call1, "214");
    hearCall(call1, atUser(me, "connecting"), atUser(mark, "ringing"));
    hear(ended(call1));
    const call2 = "c/2" as CallId;
    dials(call2, "500");
    hearCall(call2, atUser(me, "answered"), inSales());
    hear(ended(call2));
    expect(history()).toMatchObject([
      { outcome: "unanswered", userId: mark, endedBy: "caller" },
      { outcome: "unanswered", userId: null, number: "500", name: "Sales" },
    ]);
  });

  test("by click-to-dial is one call of mine, from when my own phone has answered", () => {
    const { clock, hear, hearCall, external, atUser } = parts;
    const call2 = "c/2" as CallId;
    for (const callId of [call1, call2])
      hearCall(callId, parts.dialplan("0612", "dialler"), atUser(me, "ringing"));
    hear(over(call2));
    clock.advance(5 * second);
    hearCall(call1, atUser(me, "answered"), parts.dialplan("0612"));
    hearCall(call1, atUser(me, "answered"), external());
    hear(over(call1));
    expect(history()).toMatchObject([{ direction: "outgoing", outcome: "talked", callId: call1 }]);
  });

  test("is no line of its own where it is a transfer: mine before he answers, or somebody's who sends me on", () => {
    const { hear, hearCall, external, atUser } = parts;
    dials(call1, "214");
    hearCall(call1, atUser(me, "connecting"), atUser(mark, "ringing"));
    hearCall(call1, external(), atUser(mark, "ringing"));
    hear(ended(call1));
    const [talk, sentOn] = ["c/2", "c/3"] as CallId[];
    if (!talk || !sentOn) throw new Error("two ids");
    hearCall(talk, atUser(me, "answered"), answered(atUser(mark, "answered")));
    hearCall(sentOn, atUser(me, "answered"), parts.dialplan("230"));
    hearCall(sentOn, atUser(me, "answered"), atUser(piet, "ringing"));
    hear(ended(sentOn));
    expect(history()).toEqual([]);
    hear(over(talk));
    expect(history()).toMatchObject([{ callId: talk, outcome: "talked" }]);
  });
});
