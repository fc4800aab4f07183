import { expect, test } from "vitest";
import type { HistoryEntry } from "../../../shared/model/history.ts";
import { CallId, HistoryId } from "../../../shared/model/ids.ts";
import type { Party } from "../../../shared/model/party.ts";
import { callsByNumber, endText, historyFilters, outcomeText, passes, sequelText } from "./history-words.ts";

const party: Party = {
  kind: "external",
  name: "Sanne de Vries",
  number: "+31612345678",
  displayNumber: "+31 6 12 34 56 78",
  userId: null,
};

const entry = (rest: Partial<HistoryEntry>): HistoryEntry => ({
  historyId: HistoryId.parse("h"),
  callId: CallId.parse("c"),
  direction: "incoming",
  party,
  dialled: null,
  queue: null,
  startedAt: 0,
  outcome: "talked",
  missedBecause: null,
  answeredBy: null,
  rangMs: null,
  waitedMs: null,
  talkedMs: null,
  endedBy: "unknown",
  note: "",
  ...rest,
});

const words = (rest: Partial<HistoryEntry>) => [
  outcomeText("en", entry(rest)),
  sequelText("en", entry(rest)),
];

test("how a call went is said in words, with what became of it", () => {
  expect(words({})).toEqual(["Incoming", null]);
  expect(words({ endedBy: "transferred" })).toEqual(["Incoming", "transferred"]);
  expect(words({ outcome: "declined" })).toEqual(["Declined", null]);
  expect(words({ direction: "outgoing", outcome: "unanswered" })).toEqual(["Outgoing, no answer", null]);
  expect(words({ direction: "outgoing", outcome: "unanswered", endedBy: "busy" })).toEqual([
    "Outgoing, busy",
    null,
  ]);
});

test("a missed call says why it was missed, and who answered where that is known", () => {
  const missed = { outcome: "missed" } as const;
  expect(words({ ...missed, missedBecause: "answered-by-colleague", answeredBy: "Mark Visser" })).toEqual([
    "Missed",
    "answered by Mark Visser",
  ]);
  expect(words({ ...missed, missedBecause: "answered-by-colleague" })[1]).toBe("answered by a colleague");
  expect(words({ ...missed, missedBecause: "caller-left" })[1]).toBe("caller hung up");
  expect(words({ ...missed, missedBecause: "forwarded" })[1]).toBe("forwarded");
});

test("who hung up is said as seen from here, whoever called", () => {
  expect(endText("en", entry({ endedBy: "caller" }))).toBe("Hung up by the other side");
  expect(endText("en", entry({ endedBy: "called" }))).toBe("Hung up here");
  expect(endText("en", entry({ direction: "outgoing", endedBy: "caller" }))).toBe("Hung up here");
  expect(endText("en", entry({ direction: "outgoing", endedBy: "called" }))).toBe(
    "Hung up by the other side",
  );
});

test("a missed call is an incoming one too", () => {
  const missed = entry({ outcome: "missed" });
  expect(historyFilters.filter((filter) => passes(filter, missed))).toEqual(["all", "incoming", "missed"]);
});

test("calls are counted by number, not by what is hidden", () => {
  const hidden = entry({ party: { ...party, number: null } });
  expect([...callsByNumber([entry({}), hidden, entry({}), hidden])]).toEqual([["+31612345678", 2]]);
});
