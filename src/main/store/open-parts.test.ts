import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { createLog } from "../support/log.ts";
import { openParts } from "./open-parts.ts";

let folder = "";
let file = "";
let lines: string[] = [];
let now = 0;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "binnacle-parts-"));
  file = path.join(folder, "user.sqlite");
  lines = [];
  now = 0;
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

const parts = (database: Database.Database) => ({
  write: (text: string) => database.prepare("INSERT INTO notes VALUES (?)").run(text).changes,
  texts: () => database.prepare<[], string>("SELECT text FROM notes").pluck().all(),
  erase: () => database.prepare("DELETE FROM notes").run().changes,
  set: (pragma: string) => database.pragma(pragma),
  take(ms: number) {
    now += ms;
  },
});

function open() {
  const log = createLog(
    (line) => lines.push(line),
    () => 0,
  );
  const migrations = ["CREATE TABLE notes (text TEXT) STRICT"];
  const opened = openParts({ file, migrations, parts, saves: () => true, log, now: () => now }, ["erase"]);
  onTestFinished(() => opened.close());
  let heard = 0;
  opened.onKeeping(() => {
    heard += 1;
  });
  return { ...opened, heard: () => heard };
}

/** A colleague's program that writes for longer than anybody waits. */
function lock(): void {
  const other = new Database(file);
  other.exec("BEGIN IMMEDIATE");
  onTestFinished(() => void other.close());
}

test.each([
  ["the disk is full", "disk-full", (notes: ReturnType<typeof open>) => notes.set("max_page_count = 2")],
  [
    "nothing may be written any more",
    "read-only",
    (notes: ReturnType<typeof open>) => notes.set("query_only = ON"),
  ],
  ["another program has the file locked", "locked", lock],
] as const)(
  "when %s, what is written goes on in memory with all that there was, and it is said once",
  (_, because, fail) => {
    const notes = open();
    notes.write("before");
    expect(notes.keeping()).toEqual({ how: "kept" });
    fail(notes);
    const long = "long ".repeat(2_000);
    expect(notes.write(long)).toBe(1);
    notes.transaction("two", () => {
      notes.write("one");
      notes.write("two");
    });
    expect(notes.texts()).toEqual(["before", long, "one", "two"]);
    expect(notes.keeping()).toEqual({ how: "memory", because });
    expect(notes.heard()).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(
      new RegExp(`user.sqlite: SQLITE_\\w+ \\(${because}\\); nothing more of this run is kept`),
    );
  },
);

test("a transaction that the file fails in the middle of is done as a whole", () => {
  const notes = open();
  notes.set("max_page_count = 2");
  notes.transaction("many", () => {
    for (let each = 0; each < 100; each++) notes.write("long ".repeat(100));
  });
  expect(notes.texts()).toHaveLength(100);
});

test("what must be gone from the disk is not said to be when only the memory forgot it", () => {
  const notes = open();
  notes.write("about somebody");
  lock();
  expect(() => notes.erase()).toThrow("locked");
  expect(notes.keeping()).toEqual({ how: "kept" });
});

test.each(["read", "write"])("damage that the first %s finds sets the file aside for a new one", (kind) => {
  const first = open();
  first.write("lost");
  first.close();
  writeFileSync(file, readFileSync(file).fill("damage", 4_096));
  const notes = open();
  expect(notes.keeping()).toEqual({ how: "kept" });
  if (kind === "read") expect(notes.texts()).toEqual([]);
  notes.write("now");
  expect(notes.keeping()).toEqual({ how: "anew" });
  notes.close();
  expect(open().texts()).toEqual(["now"]);
  expect(readFileSync(path.join(folder, "user.sqlite.unusable-0"), "latin1")).toContain("damage");
});

test("of a file that is damaged in one place, what lies before it is taken over", () => {
  const first = open();
  const texts = Array.from({ length: 60 }, (_, each) => `note ${each} ${"long ".repeat(200)}`);
  for (const text of texts) first.write(text);
  first.close();
  const content = readFileSync(file);
  writeFileSync(file, content.fill("damage", content.length / 2, content.length / 2 + 8_192));
  const notes = open();
  expect(notes.texts().length).toBeGreaterThan(10);
  expect(notes.texts()).toEqual(texts.slice(0, notes.texts().length));
  expect(notes.keeping()).toEqual({ how: "anew" });
  notes.write("now");
  expect(notes.texts().at(-1)).toBe("now");
});

test("a bug is not taken for a broken file", () => {
  const notes = open();
  expect(() =>
    notes.transaction("bug", () => {
      notes.write("half");
      throw new Error("a bug");
    }),
  ).toThrow("a bug");
  expect(() => notes.write(null as never)).not.toThrow();
  expect(() => notes.write(new Date() as never)).toThrow(TypeError);
  expect(notes.texts()).toEqual([null]);
  expect(notes.keeping()).toEqual({ how: "kept" });
});

test("what is slow is told by its name, once a minute and never with what was written", () => {
  const notes = open();
  notes.take(50);
  expect(lines).toEqual([]);
  notes.take(51);
  notes.take(70);
  notes.transaction("three steps", () => {
    for (let each = 0; each < 3; each++) notes.take(30);
    notes.write("a secret");
  });
  expect(lines.map((line) => line.replace(/^\S+ /, ""))).toEqual([
    "info store: slow: take took 51 ms",
    "info store: slow: three steps took 90 ms",
  ]);
  notes.take(60_000);
  expect(lines).toHaveLength(3);
});
