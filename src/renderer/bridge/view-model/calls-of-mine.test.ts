import { expect, test } from "vitest";
import type { OwnCall } from "../../../shared/model/calls.ts";
import type { HistoryEntry } from "../../../shared/model/history.ts";
import { CallId, HistoryId } from "../../../shared/model/ids.ts";
import { ownCall } from "../../console/view-model/test-calls.ts";
import { callAtHand, lastCall } from "./calls-of-mine.ts";

const hidden = { kind: "hidden", name: null, number: null, displayNumber: null, userId: null } as const;

const call = (id: string, rest: Partial<OwnCall> = {}): OwnCall =>
  ownCall(id, { callId: CallId.parse(id), stateSince: 10, startedAt: 10, answeredAt: 10, ...rest });

const entry = (id: string, rest: Partial<HistoryEntry> = {}): HistoryEntry => ({
  historyId: HistoryId.parse(id),
  callId: CallId.parse(id),
  direction: "incoming",
  party: hidden,
  dialled: null,
  queue: null,
  startedAt: 10,
  outcome: "talked",
  missedBecause: null,
  answeredBy: null,
  rangMs: null,
  waitedMs: null,
  talkedMs: 1_000,
  endedBy: "caller",
  note: "",
  ...rest,
});

test("the last call is the newest that was talked, whatever was missed since", () => {
  const history = [entry("missed", { outcome: "missed" }), entry("talked"), entry("earlier")];
  expect(lastCall(history, null)).toMatchObject({ callId: "talked", talkedMs: 1_000, before: null });
  expect(lastCall([], null)).toBe(null);
});

test("a call that has just ended is the last one before its record is there, and keeps its context after", () => {
  const ended = call("new", { startedAt: 20, note: "invoice" });
  const older = entry("older");
  expect(lastCall([older], ended)).toMatchObject({ callId: "new", talkedMs: null, note: "invoice" });
  const recorded = entry("new", { startedAt: 20, note: "invoice 2231" });
  expect(lastCall([recorded, older], ended)).toMatchObject({
    callId: "new",
    talkedMs: 1_000,
    note: "invoice 2231",
    before: [],
  });
});

test("a call that ended long ago is not the last one, and one that the feed never knew is none", () => {
  expect(lastCall([entry("newer", { startedAt: 30 })], call("old"))).toMatchObject({ callId: "newer" });
  expect(lastCall([], call("unknown", { callId: null }))).toBe(null);
});

test("while the caller is on the way to somebody else, the call is still at hand", () => {
  const held = call("held", { state: "on-hold", stateSince: 5 });
  const away = call("away", { state: "transferring", stateSince: 6 });
  expect(callAtHand([away])).toBe(away);
  expect(callAtHand([away, held])).toBe(held);
  expect(callAtHand([])).toBe(null);
});
