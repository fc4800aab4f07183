import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, expect, test } from "vitest";
import { defaultBoard } from "../../shared/model/board.ts";
import type { FeedUser } from "../../shared/model/feed.ts";
import { type CallId, QueueId, type UserId } from "../../shared/model/ids.ts";
import { defaultSettings } from "../../shared/model/product-state.ts";
import { createLog } from "../support/log.ts";
import { openStore } from "./open-store.ts";
import { openUserData } from "./user-data.ts";

const folder = mkdtempSync(join(tmpdir(), "binnacle-store-"));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lines: string[] = [];
const log = createLog(
  (line) => lines.push(line),
  () => 0,
);
const open = (file = ":memory:") => openStore({ file, log, now: () => 42 });

const user = (id: string, name: string, extension: string, email: string | null = null): FeedUser => ({
  userId: id as UserId,
  name,
  extensions: [extension],
  email,
  loggedIn: true,
  status: "available",
  statusLabel: null,
  wrapUp: null,
});

test("yesterday's directory is there at the start, yesterday's calls are not", () => {
  const file = join(folder, "cache.db");
  const before = open(file);
  before.putUser(user("1", "Mark Visser", "214"));
  const point = { state: "answered", createdAt: 1, answeredAt: null } as const;
  before.putCall({
    callId: "c" as CallId,
    parentCallId: null,
    source: { ...point, kind: "other", type: "x", number: null, name: null },
    destination: { ...point, kind: "user", userId: "1" as UserId, name: null },
    dialledNumber: null,
    queue: null,
  });
  expect(before.callsOf("1" as UserId)).toHaveLength(1);
  before.close();
  const after = open(file);
  expect(after.userIds()).toEqual(["1"]);
  expect(after.calls()).toEqual([]);
  after.close();
});

test("a cache that is no database at all is set aside and rebuilt", () => {
  const file = join(folder, "deep", "cache.db");
  open(file).close();
  writeFileSync(file, "not a database ".repeat(500));
  const store = open(file);
  expect(store.userIds()).toEqual([]);
  expect(store.keeping()).toEqual({ how: "anew" });
  store.close();
  expect(readdirSync(join(folder, "deep"))).toContain("cache.db.unusable-42");
  expect(lines.at(-1)).toContain("set aside");
});

test("what a newer program wrote is left alone for it, and this one runs in memory", () => {
  const file = join(folder, "newer.db");
  openUserData({ file, log, now: () => 42 }).close();
  const newer = new Database(file);
  newer.pragma("user_version = 999");
  newer.close();
  const userData = openUserData({ file, log, now: () => 42 });
  expect(userData.keeping()).toEqual({ how: "memory", because: "newer-version" });
  expect(userData.changeSettings({ language: "nl" }).language).toBe("nl");
  userData.close();
  const again = new Database(file);
  expect(again.pragma("user_version", { simple: true })).toBe(999);
  expect(again.prepare("SELECT count(*) FROM settings").pluck().get()).toBe(0);
  again.close();
});

test("settings are English and the system's theme until somebody changes them, and outlive the program", () => {
  const file = join(folder, "user.db");
  const first = openUserData({ file, log, now: () => 42 });
  expect(first.settings()).toEqual(defaultSettings);
  const change = { language: "nl", retentionDays: 30 } as const;
  expect(first.changeSettings(change)).toEqual({ ...defaultSettings, ...change });
  first.close();
  const second = openUserData({ file, log, now: () => 42 });
  expect(second.settings()).toEqual({ ...defaultSettings, ...change });
  second.close();
});

test("the board of the wall display outlives the program, entry by entry", () => {
  const file = join(folder, "user.db");
  const first = openUserData({ file, log, now: () => 42 });
  expect(first.board()).toEqual(defaultBoard);
  first.changeBoard({ title: "Support", queueIds: [QueueId.parse("q1")] });
  first.changeBoard({ waitingLimits: { amber: 1, red: 9 } });
  first.close();
  const second = openUserData({ file, log, now: () => 42 });
  const changed = { title: "Support", queueIds: ["q1"], waitingLimits: { amber: 1, red: 9 } };
  expect(second.board()).toEqual({ ...defaultBoard, ...changed });
  second.close();
});

test("the directory is searched in any word order, without accents, best match first", () => {
  const store = open();
  store.putUser(user("1", "Mark de Visser", "214", "m.visser@example.net"));
  store.putUser(user("2", "Visser, Zoë", "221"));
  store.putUser(user("3", "Anna Bakker", "200"));
  store.putUser(user("4", "Bo Markus", "1214"));
  store.setDepartment("3" as UserId, "Visserij & Zee");
  const search = (text: string, limit = 10) => store.searchDirectory(text, limit).userIds;

  expect(search("visser")).toEqual(["2", "1", "3"]);
  expect(search("VISSER mark")).toEqual(["1"]);
  expect(search("zoe")).toEqual(["2"]);
  expect(search("21")).toEqual(["1", "4", "2"]);
  expect(search("214")).toEqual(["1", "4"]);
  expect(search("visserij zee")).toEqual(["3"]);
  expect(search("m.visser@ex")).toEqual(["1"]);
  expect(search('"*')).toEqual([]);
  expect(search("")).toEqual(["3", "4", "1", "2"]);
  expect(store.searchDirectory("visser", 1)).toEqual({ userIds: ["2"], total: 3 });

  store.putUser(user("2", "Zoë Kok", "221"));
  store.removeUser("1" as UserId);
  expect(search("visser")).toEqual(["3"]);
  store.close();
});
