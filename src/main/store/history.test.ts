import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import type { CallId, HistoryId, UserId } from "../../shared/model/ids.ts";
import { createLog } from "../support/log.ts";
import type { HistoryRecord } from "./history-rows.ts";
import { openStore } from "./open-store.ts";
import type { Store } from "./rows.ts";
import { openUserData } from "./user-data.ts";

const folder = mkdtempSync(join(tmpdir(), "binnacle-history-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const options = (name: string) => ({
  file: name === ":memory:" ? name : join(folder, name),
  log: createLog(
    () => {},
    () => 0,
  ),
  now: () => 42,
});

const [anna, mark] = ["u-anna", "u-mark"] as [UserId, UserId];
const record = (startedAt: number, change: Partial<HistoryRecord> = {}): HistoryRecord => ({
  historyId: `h-${startedAt}` as HistoryId,
  callId: `c-${startedAt}` as CallId,
  direction: "incoming",
  userId: null,
  number: "31612345678",
  name: null,
  dialledNumber: null,
  queueId: null,
  startedAt,
  outcome: "missed",
  missedBecause: "caller-left",
  answeredBy: null,
  rangMs: 9_000,
  waitedMs: null,
  talkedMs: null,
  endedBy: "caller",
  rebuilt: false,
  ...change,
});

let store: Store;
beforeEach(() => {
  store = openStore(options(":memory:"));
  store.setMe(anna);
});
afterEach(() => store.close());

test("calls of mine outlive the program, and a line that is told again is the same line", () => {
  const first = openStore(options("live.db"));
  first.setMe(anna);
  first.putHistory(record(1));
  first.putHistory(record(1, { outcome: "talked", rebuilt: true }));
  first.close();
  const second = openStore(options("live.db"));
  expect(second.historyWithin(0, 10)).toEqual([record(1, { outcome: "talked", rebuilt: true })]);
  second.close();
});

test("another user's calls are not told, and nobody's are not kept", () => {
  store.putHistory(record(1));
  store.setMe(mark);
  store.putHistory(record(2));
  expect(store.historyWithin(0, 10)).toEqual([record(2)]);
  expect([store.historyOfCall(record(1).callId), store.historyWith(record(1), 5)]).toEqual([[], [record(2)]]);
  store.setMe(null);
  store.putHistory(record(3));
  expect(store.historyWithin(0, 10)).toEqual([]);
  store.setMe(anna);
  expect(store.historyWithin(0, 10)).toEqual([record(1)]);
});

test("earlier calls are found by number, however it is prefixed, or by colleague, newest first", () => {
  store.putHistory(record(1, { number: "0612345678" }));
  store.putHistory(record(2, { number: "+31612345678" }));
  store.putHistory(record(3, { number: null }));
  store.putHistory(record(4, { number: "214", userId: mark }));
  const earlier = (number: string | null, userId: UserId | null = null, limit = 5) =>
    store.historyWith({ number, userId }, limit).map(({ startedAt }) => startedAt);
  expect(earlier("0031612345678")).toEqual([2, 1]);
  expect(earlier("31612345678", null, 1)).toEqual([2]);
  expect(earlier("214", mark)).toEqual([4]);
  expect(earlier(null)).toEqual([]);
});

test("the history is one company's: another's begins empty", () => {
  store.setLedgerOf("https://rest.example.net/company/500");
  store.putHistory(record(1));
  store.setLedgerOf("https://rest.example.net/company/500");
  expect(store.historyWithin(0, 10)).toHaveLength(1);
  store.setLedgerOf("https://rest.example.net/company/501");
  expect(store.historyWithin(0, 10)).toEqual([]);
});

test("a note of a call outlives the program and every rebuild of the cache, until it is emptied", () => {
  const call = "c-1" as CallId;
  const first = openUserData(options("user.db"));
  expect(first.note(call)).toBe("");
  first.writeNote(call, "wants an offer", 1);
  first.writeNote(call, "wants an offer by Friday", 2);
  first.close();
  const second = openUserData(options("user.db"));
  expect(second.note(call)).toBe("wants an offer by Friday");
  second.writeNote(call, " \n", 3);
  expect(second.note(call)).toBe("");
  second.close();
});
