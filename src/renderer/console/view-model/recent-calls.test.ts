import { expect, test } from "vitest";
import type { HistoryEntry } from "../../../shared/model/history.ts";
import { CallId, HistoryId, UserId } from "../../../shared/model/ids.ts";
import type { Party } from "../../../shared/model/party.ts";
import { callBackTarget, recentCalls } from "./recent-calls.ts";

const outside = (number: string | null): Party => ({
  kind: number === null ? "hidden" : "external",
  name: null,
  number,
  displayNumber: number,
  userId: null,
});

const entry = (id: string, party: Party): HistoryEntry => ({
  historyId: HistoryId.parse(id),
  callId: CallId.parse(id),
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
});

test("a colleague is called back as such, others by their number, and nobody who withheld it", () => {
  const userId = UserId.parse("u1");
  expect(callBackTarget(entry("1", { ...outside("214"), userId }))).toEqual({ userId });
  expect(callBackTarget(entry("1", outside("+31612345678")))).toEqual({ number: "+31612345678" });
  expect(callBackTarget(entry("1", outside(null)))).toBe(null);
});

test("each of the last people is there once, with the newest call, and no more of them than there is room for", () => {
  const history = [
    entry("newest", outside("+31612345678")),
    entry("hidden", outside(null)),
    entry("older", outside("+31612345678")),
    entry("other", outside("+31201234567")),
    entry("third", outside("+31207654321")),
  ];
  expect(recentCalls(history, 2).map((call) => call.entry.historyId)).toEqual(["newest", "other"]);
});
