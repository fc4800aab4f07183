import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import Database from "better-sqlite3";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { createLog } from "../support/log.ts";
import { openDatabase, shred } from "./open-database.ts";

const made = ["CREATE TABLE notes (text TEXT) STRICT"];
const changed = [...made, "ALTER TABLE notes ADD COLUMN written_at INTEGER"];

let folder = "";
let file = "";
let lines: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "binnacle-database-"));
  file = path.join(folder, "user.sqlite");
  lines = [];
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

const open = (migrations: readonly string[], of = file) => {
  const log = createLog(
    (line) => lines.push(line),
    () => 0,
  );
  const opened = openDatabase({
    file: of,
    migrations,
    parts: () => null,
    saves: () => true,
    log,
    now: () => 42,
  });
  onTestFinished(() => void opened.database.close());
  return opened;
};
const inMemory = (because: string) => ({ how: "memory", because });
const texts = (database: Database.Database) => database.prepare("SELECT text FROM notes").pluck().all();
const copies = () => readdirSync(folder).filter((name) => name.includes(".before-"));

function writeAndClose(): void {
  const { database } = open(made);
  database.exec("INSERT INTO notes VALUES ('kept')");
  database.close();
}

test("what people entered is copied before a new version changes its form, and once only", () => {
  writeAndClose();
  expect(texts(open(changed).database)).toEqual(["kept"]);
  open(changed);
  expect(copies()).toEqual(["user.sqlite.before-42"]);
  const copy = new Database(path.join(folder, "user.sqlite.before-42"), { readonly: true });
  expect(copy.pragma("user_version", { simple: true })).toBe(1);
  expect(texts(copy)).toEqual(["kept"]);
  copy.close();
});

test("a new file, or one of this version, is not copied", () => {
  writeAndClose();
  open(made);
  expect(copies()).toEqual([]);
});

test("a copy goes with what is shredded once it is old enough", () => {
  writeAndClose();
  const { database } = open(changed);
  shred(database, 42);
  expect(copies()).toHaveLength(1);
  shred(database, 43);
  expect(copies()).toEqual([]);
});

test("a change of form that fails leaves what was entered as it was, and the program runs in memory", () => {
  writeAndClose();
  writeAndClose();
  const { keeping } = open([...made, "CREATE UNIQUE INDEX one_each ON notes (text)"]);
  expect(keeping).toEqual(inMemory("unknown"));
  expect(texts(open(made).database)).toEqual(["kept", "kept"]);
});

test("a file that another program has locked is left alone, and the program runs in memory", () => {
  writeAndClose();
  const other = new Database(file);
  other.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; INSERT INTO notes VALUES ('of another')");
  const { database, keeping } = open(changed);
  expect(keeping).toEqual(inMemory("locked"));
  database.exec("INSERT INTO notes VALUES ('now', 1)");
  expect(texts(database)).toEqual(["kept", "now"]);
  other.exec("COMMIT");
  expect(texts(other)).toEqual(["kept", "of another"]);
  other.close();
  expect(lines.at(-1)).toContain("user.sqlite: SQLITE_BUSY (locked); nothing more of this run is kept");
  expect(copies()).toEqual([]);
});

test("where no file can be, the program runs in memory", () => {
  mkdirSync(file);
  expect(open(made).keeping).toEqual(inMemory("read-only"));
  const occupied = path.join(folder, "occupied");
  writeFileSync(occupied, "a file where a folder should be");
  expect(open(made, path.join(occupied, "user.sqlite")).keeping).toEqual(inMemory("unknown"));
  expect(readFileSync(occupied, "utf8")).toContain("a file");
  expect(lines).toHaveLength(2);
});
