import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { CallId, HistoryId, QueueId, UserId } from "../../shared/model/ids.ts";
import { createHandClock } from "../support/hand-clock.ts";
import { createLog } from "../support/log.ts";
import { createPrivacy } from "./create-privacy.ts";
import type { HistoryRecord } from "./history-rows.ts";
import { openStore } from "./open-store.ts";
import { openUserData } from "./user-data.ts";
import type { Visit } from "./visit-rows.ts";

const [me, mark] = ["u-me", "u-mark"] as [UserId, UserId];
const sales = "q-sales" as QueueId;
const day = 24 * 60 * 60_000;
const [sanne, other] = ["+31612345678", "+31687654321"];

/** Two callers: each called twice, through a queue where Mark answered, and me; I wrote a note of each of the latter. */
function office() {
  const folder = mkdtempSync(path.join(tmpdir(), "binnacle-privacy-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const clock = createHandClock();
  const log = createLog(() => {}, clock.now);
  const file = (name: string) => ({ file: path.join(folder, name), log, now: clock.now });
  const store = openStore(file("live.sqlite"));
  const userData = openUserData(file("user.sqlite"));
  onTestFinished(() => {
    store.close();
    userData.close();
  });
  store.setMe(me);
  for (const [userId, name, extension] of [
    [me, "Anna Bakker", "200"],
    [mark, "Mark Visser", "214"],
  ] as const)
    store.putUser({
      ...{ userId, name, extensions: [extension], email: null, loggedIn: true },
      ...{ status: "available", statusLabel: null, wrapUp: null },
    });
  const startedAt = clock.now();
  const visit = (callId: string, callerNumber: string): Visit => ({
    ...{ callId: callId as CallId, queueId: sales, enteredAt: startedAt, callerNumber, state: "answered" },
    ...{ leftAt: startedAt + 9_000, agentId: mark, talkEndedAt: startedAt + 60_000, wrapUpEndedAt: null },
    ...{ open: false, rebuilt: false },
  });
  const line = (callId: string, number: string): HistoryRecord => ({
    ...{ historyId: callId as HistoryId, callId: callId as CallId, direction: "incoming", userId: null },
    ...{ number, name: `name of ${number}`, dialledNumber: null, queueId: null, startedAt },
    ...{ outcome: "missed", missedBecause: "answered-by-colleague", answeredBy: mark, rangMs: 9_000 },
    ...{ waitedMs: null, talkedMs: null, endedBy: "caller", rebuilt: false },
  });
  for (const [who, number] of [
    ["sanne", sanne],
    ["other", other],
  ] as const) {
    store.addVisit(visit(`${who}/queue`, number));
    store.putHistory(line(`${who}/me`, number));
    userData.writeNote(`${who}/me` as CallId, `a note of ${who}`, clock.now());
  }
  const disk = () =>
    readdirSync(folder)
      .map((name) => readFileSync(path.join(folder, name)).toString("latin1"))
      .join("\n");
  return {
    folder,
    clock,
    store,
    userData,
    visit,
    line,
    disk,
    privacy: createPrivacy(store, userData, clock),
  };
}

const rowsIn = (data: { records: readonly { table: string; rows: readonly unknown[] }[] }) =>
  Object.fromEntries(
    data.records.flatMap(({ table, rows }) => (rows.length > 0 ? [[table, rows.length]] : [])),
  );

test("the export of a number has its visits, its calls and their notes, however the number is written", () => {
  const { privacy, clock } = office();
  const data = privacy.exportOf({ number: "06 12 34 56 78" });
  expect(data).toMatchObject({
    ...{ format: "binnacle-personal-data", version: 1 },
    about: { number: "06 12 34 56 78", comparedDigits: "612345678" },
  });
  expect(rowsIn(data)).toEqual({ history: 1, notes: 1, visits: 1 });
  const text = JSON.stringify(data);
  expect(text).toContain("a note of sanne");
  expect(text).toContain(`"entered_at":"${new Date(clock.now()).toISOString()}"`);
  expect(text).not.toContain("a note of other");
});

test("the export says which tables were searched where nothing was found", () => {
  const { privacy } = office();
  const data = privacy.exportOf({ number: "+49 30 901820" });
  expect(rowsIn(data)).toEqual({});
  expect(data.records.map(({ table }) => table)).toEqual(
    expect.arrayContaining(["visits", "history", "notes"]),
  );
});

test("the export of a colleague has his entry, the calls that he answered and my calls with him", () => {
  const { privacy, store, line } = office();
  store.putHistory({ ...line("mark/me", "214"), userId: mark });
  const data = privacy.exportOf({ userId: mark });
  expect(data.about).toEqual({ userId: mark, name: "Mark Visser" });
  expect(rowsIn(data)).toEqual({ users: 1, user_extensions: 1, history: 3, visits: 2 });
});

test("what is erased of a number is on the disk no more, and its visits stay counted", () => {
  const { privacy, store, clock, disk } = office();
  expect(disk()).toContain("612345678");
  expect(privacy.erase({ number: "0612345678" })).toEqual({
    ...{ history: 1, notes: 1, contacts: 0, visits: 1, offers: 0, liveCalls: 0 },
  });
  for (const trace of ["612345678", "a note of sanne"]) expect(disk()).not.toContain(trace);
  expect(store.visitsOf(sales, 0, clock.now() + 1)).toHaveLength(2);
  expect(rowsIn(privacy.exportOf({ number: other }))).toEqual({ history: 1, notes: 1, visits: 1 });
});

test("a contact and a remark about a colleague are handed out, and erased from the disk with the number or the colleague", () => {
  const { privacy, userData, clock, disk } = office();
  const importId = userData.beginImport("book.csv", clock.now());
  const numbers = [{ label: null, number: "06-12345678" }];
  const sannes = { name: "Sanneke Voorbeeld", company: null, department: null, email: null, numbers };
  userData.putContacts(importId, [sannes], 0);
  userData.writeColleagueNote(mark, "back at fourteen", clock.now());
  expect(rowsIn(privacy.exportOf({ number: sanne }))).toMatchObject({ contacts: 1 });
  expect(rowsIn(privacy.exportOf({ userId: mark }))).toMatchObject({ colleague_notes: 1 });
  for (const trace of ["Sanneke", "sanneke", "fourteen"]) expect(disk()).toContain(trace);
  expect(privacy.erase({ number: sanne })).toMatchObject({ contacts: 1 });
  privacy.erase({ userId: mark });
  for (const trace of ["Sanneke", "sanneke", "fourteen"]) expect(disk()).not.toContain(trace);
});

test("what is erased does not come back when the core's files tell of the calls again, but a new call is written down", () => {
  const { privacy, store, visit, line, disk } = office();
  privacy.erase({ number: sanne });
  store.putHistory(line("sanne/me", sanne));
  const [known] = store.visitsOfCall("sanne/queue" as CallId);
  if (known) store.changeVisit({ ...known, callerNumber: sanne });
  expect(rowsIn(privacy.exportOf({ number: sanne }))).toEqual({});
  store.putHistory(line("sanne/again", sanne));
  store.addVisit(visit("sanne/queue again", sanne));
  expect(rowsIn(privacy.exportOf({ number: sanne }))).toEqual({ history: 1, visits: 1 });
  expect(disk()).toContain("sanne/again");
});

test("a call that goes on while its number is erased leaves no number behind when it ends", () => {
  const { privacy, store, visit, line } = office();
  const callId = "sanne/now" as CallId;
  const times = { state: "answered", createdAt: 0, answeredAt: 0 } as const;
  store.putCall({
    ...{ callId, parentCallId: null, dialledNumber: null, queue: null },
    source: { ...times, kind: "external", number: sanne, name: null },
    destination: { ...times, kind: "user", userId: me, name: null },
  });
  store.addVisit({ ...visit(callId, sanne), open: true });
  expect(privacy.erase({ number: sanne })).toMatchObject({ liveCalls: 1, visits: 2 });
  store.removeCall(callId);
  store.putHistory(line(callId, sanne));
  expect(rowsIn(privacy.exportOf({ number: sanne }))).toEqual({});
});

test("what is erased of a colleague is who answered and my calls with him; the calls stay answered", () => {
  const { privacy, store, line } = office();
  store.putHistory({ ...line("mark/me", "214"), userId: mark });
  store.addOffer({
    ...{ callId: "ring" as CallId, parentCallId: "sanne/queue" as CallId, userId: mark },
    ...{ offeredAt: 0, endedAt: 9, declined: false },
  });
  expect(privacy.erase({ userId: mark })).toEqual({
    history: 3,
    notes: 0,
    contacts: 0,
    visits: 2,
    offers: 1,
    liveCalls: 0,
  });
  expect(rowsIn(privacy.exportOf({ userId: mark }))).toEqual({ users: 1, user_extensions: 1 });
  const [visit] = store.visitsOfCall("sanne/queue" as CallId);
  expect(visit).toMatchObject({ state: "answered", agentId: null, callerNumber: sanne });
  if (visit) store.changeVisit({ ...visit, agentId: mark });
  expect(store.visitsOfCall("sanne/queue" as CallId)).toEqual([visit]);
});

test("nobody's number is erased where the number has no digits that could be compared", () => {
  const { privacy } = office();
  expect(privacy.erase({ number: "0" })).toMatchObject({ history: 0, visits: 0 });
});

test("what is too old is on the disk no more, neither of thousands of calls nor in a file that was set aside", () => {
  const { store, userData, visit, line, clock, disk, folder } = office();
  writeFileSync(path.join(folder, `live.sqlite.unusable-${clock.now()}`), "ancient +31612345678");
  // Spread over the indexes, and beside calls that stay: then SQLite moves rows between pages.
  const scattered = (at: number) => String((at * 48_271) % 99_999_989).padStart(8, "0");
  for (let batch = 0; batch < 20; batch += 1)
    store.transaction("test", () => {
      for (let at = batch * 500; at < (batch + 1) * 500; at += 1) {
        const isOld = batch < 10;
        const number = isOld ? `+777${scattered(at)}` : `+316${scattered(at)}`;
        const startedAt = clock.now() + (isOld ? 0 : day);
        const callId = `${isOld ? "ancient" : "recent"} ${scattered(at * 7)}`;
        store.addVisit({ ...visit(callId, number), enteredAt: startedAt });
        store.putHistory({ ...line(callId, number), startedAt });
      }
    });
  clock.advance(day);
  for (const kept of [store, userData]) kept.keepSince(clock.now());
  const left = disk();
  expect(left).toContain("recent");
  for (const trace of ["ancient", "+777", "a note of", "612345678"])
    expect(left.includes(trace), trace).toBe(false);
});
