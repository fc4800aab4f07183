import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import Database from "better-sqlite3";
import type { Keeping, NotWritten } from "../../shared/model/storage.ts";
import type { Log } from "../support/log.ts";
import { codeOf, NewerSchema, troubleAtOpening, troubleOf } from "./file-trouble.ts";
import { takeOver } from "./take-over.ts";

/** A database file, and what works on it. */
export interface DatabaseFile<Parts> {
  /** Its path, or ":memory:". */
  readonly file: string;
  /** One step per version of the schema. */
  readonly migrations: readonly string[];
  parts(database: Database.Database): Parts;
  /** Whether the rows of this table are taken over from a file that is damaged, as far as they can be read. */
  saves(table: string): boolean;
  readonly log: Log;
  readonly now: () => number;
}

export interface Opened<Parts> {
  readonly database: Database.Database;
  readonly parts: Parts;
  readonly keeping: Keeping;
}

/**
 * Opens a database file at the newest schema; an older file is copied before it is changed. A file that is damaged is renamed, and a
 * new one takes its place with what can be saved; `shred` removes it. Where the disk is full, or the file locked, not to be written or of a newer version, it is
 * left alone, and the program goes on in memory with what it can read of it.
 */
export function openDatabase<Parts>(options: DatabaseFile<Parts>): Opened<Parts> {
  const { file } = options;
  try {
    if (file !== ":memory:") mkdirSync(dirname(file), { recursive: true });
    return openFile(options, { how: "kept" });
  } catch (cause) {
    return openInstead(options, troubleAtOpening(cause), cause, () => readFileSync(file));
  }
}

/** The same for a file that failed while it was open; it is closed. null: the cause tells nothing of the file. */
export function openAfter<Parts>(
  options: DatabaseFile<Parts>,
  failed: Database.Database,
  cause: unknown,
): Opened<Parts> | null {
  const trouble = troubleOf(cause);
  if (trouble === null || failed.memory) return null;
  const content = trouble === "damaged" ? null : readable(() => failed.serialize());
  failed.close();
  return openInstead(options, trouble, cause, () => content);
}

/**
 * Makes sure that the disk no longer holds what was deleted: neither the file nor copies of it that were made or set aside before
 * this instant, into which nobody can look. Secure deletion alone does not: where SQLite balances its trees, copies stay in unused parts
 * of pages. Rebuilding takes about half a second for a hundred megabytes.
 */
export function shred(database: Database.Database, setAsideBefore: number): void {
  if (database.memory) return;
  database.exec("VACUUM");
  database.pragma("wal_checkpoint(TRUNCATE)");
  removeSetAside(database, setAsideBefore);
}

/** Removes copies of the file that were made or set aside before this instant. */
export function removeSetAside(database: Database.Database, setAsideBefore: number): void {
  if (database.memory) return;
  const folder = dirname(database.name);
  for (const mark of [setAsideMark, copyMark]) {
    const start = basename(database.name) + mark;
    for (const name of readdirSync(folder))
      if (name.startsWith(start) && Number.parseInt(name.slice(start.length), 10) < setAsideBefore)
        rmSync(join(folder, name));
  }
}

const setAsideMark = ".unusable-";
const copyMark = ".before-";
/** Another program that looks into the file, a backup say, is done by then. The windows wait too. */
const lockedAtMostMs = 1_000;

function openInstead<Parts>(
  options: DatabaseFile<Parts>,
  trouble: NotWritten | "damaged",
  cause: unknown,
  content: () => Buffer | null,
): Opened<Parts> {
  const { file, log, now } = options;
  const told = `${basename(file)}: ${codeOf(cause)}`;
  if (trouble !== "damaged") {
    log.warn("store", `${told} (${trouble}); nothing more of this run is kept`);
    return openInMemory(options, trouble, trouble === "newer-version" ? () => null : content);
  }
  log.warn("store", `${told}; the file is damaged: it is set aside and rebuilt`);
  try {
    const aside = setAside(file, now());
    return openFile(options, { how: "anew" }, (database) => takeOver(aside, database, options.saves));
  } catch (again) {
    log.warn("store", `${basename(file)}: ${codeOf(again)}; nothing of this run is kept`);
    const because = troubleAtOpening(again);
    return openInMemory(options, because === "damaged" ? "unknown" : because, () => null);
  }
}

function openFile<Parts>(
  options: DatabaseFile<Parts>,
  keeping: Keeping,
  fill?: (database: Database.Database) => void,
): Opened<Parts> {
  return prepared(new Database(options.file, { timeout: lockedAtMostMs }), options, keeping, fill);
}

function openInMemory<Parts>(
  options: DatabaseFile<Parts>,
  because: NotWritten,
  content: () => Buffer | null,
): Opened<Parts> {
  const keeping: Keeping = { how: "memory", because };
  const inMemory = (source: Buffer | string) => prepared(new Database(source), options, keeping);
  return readable(() => soundCopy(content(), inMemory)) ?? inMemory(":memory:");
}

/** What was read while another program writes may be half of two states. */
function soundCopy<Parts>(
  content: Buffer | null,
  open: (content: Buffer) => Opened<Parts>,
): Opened<Parts> | null {
  if (content === null) return null;
  // A write-ahead log (SQLite's file format, 1.3.1) needs a file.
  content.fill(1, 18, 20);
  const opened = open(content);
  if (opened.database.pragma("quick_check(1)", { simple: true }) === "ok") return opened;
  opened.database.close();
  return null;
}

/** Where nothing can be read, the program does without. */
function readable<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

function prepared<Parts>(
  database: Database.Database,
  { migrations, parts, now }: DatabaseFile<Parts>,
  keeping: Keeping,
  fill: (database: Database.Database) => void = () => {},
): Opened<Parts> {
  try {
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = NORMAL");
    // Deleted content is overwritten with zeros, and rebuilding a file leaves no copy of it elsewhere on the disk.
    database.pragma("secure_delete = ON");
    database.pragma("temp_store = MEMORY");
    const version = Number(database.pragma("user_version", { simple: true }));
    if (version > 0 && version < migrations.length && !database.memory) keepCopy(database, now());
    database.transaction(() => {
      if (version > migrations.length) throw new NewerSchema(`schema ${version} is newer than this program`);
      for (const step of migrations.slice(version)) database.exec(step);
      database.pragma(`user_version = ${migrations.length}`);
    })();
    fill(database);
    return { database, keeping, parts: parts(database) };
  } catch (cause) {
    database.close();
    throw cause;
  }
}

/** Half a copy is worth nothing. */
function keepCopy(database: Database.Database, now: number): void {
  const copy = database.name + copyMark + now;
  try {
    database.prepare("VACUUM INTO ?").run(copy);
  } catch (cause) {
    rmSync(copy, { force: true });
    throw cause;
  }
}

/** Answers where it is now. */
function setAside(file: string, now: number): string {
  const aside = file + setAsideMark + now;
  for (const part of ["", "-wal", "-shm"]) if (existsSync(file + part)) renameSync(file + part, aside + part);
  return aside;
}
