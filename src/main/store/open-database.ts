import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import Database from "better-sqlite3";
import type { Log } from "../support/log.ts";

/**
 * Opens a database file (or ":memory:") at the newest schema; an older file is copied before it is changed. A file that cannot be
 * used (corrupt, or written by a newer version) is renamed, and a new one takes its place, with a warning in the log; `shred`
 * removes it. Where the disk is full, locked or not to be written, the file is left alone and the program goes on in memory:
 * `database.memory` tells.
 */
export function openDatabase(
  file: string,
  migrations: readonly string[],
  { log, now }: { log: Log; now: () => number },
): Database.Database {
  try {
    if (file !== ":memory:") mkdirSync(dirname(file), { recursive: true });
    return openAndMigrate(file, migrations, now());
  } catch (cause) {
    const unusable = isUnusable(cause);
    const reason = cause instanceof Error ? cause.message : String(cause);
    log.warn(
      "store",
      unusable
        ? `a database could not be used (${reason}); it is set aside and rebuilt`
        : `${basename(file)} could not be opened (${reason}); nothing is kept of this run`,
    );
    if (!unusable) return openAndMigrate(":memory:", migrations, now());
    setAside(file, now());
    return openAndMigrate(file, migrations, now());
  }
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

class NewerSchema extends Error {}

function openAndMigrate(file: string, migrations: readonly string[], now: number): Database.Database {
  const database = new Database(file, { timeout: lockedAtMostMs });
  try {
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = NORMAL");
    // Deleted content is overwritten with zeros, and rebuilding a file leaves no copy of it elsewhere on the disk.
    database.pragma("secure_delete = ON");
    database.pragma("temp_store = MEMORY");
    const version = Number(database.pragma("user_version", { simple: true }));
    if (version > 0 && version < migrations.length) keepCopy(database, now);
    database.transaction(() => {
      if (version > migrations.length) throw new NewerSchema(`schema ${version} is newer than this program`);
      for (const step of migrations.slice(version)) database.exec(step);
      database.pragma(`user_version = ${migrations.length}`);
    })();
    return database;
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

/** A full disk or a missing right is no reason to rename a sound file. */
function isUnusable(cause: unknown): boolean {
  if (cause instanceof NewerSchema) return true;
  return (
    cause instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB|ERROR|SCHEMA|MISMATCH)/.test(cause.code)
  );
}

function setAside(file: string, now: number): void {
  for (const part of ["", "-wal", "-shm"])
    if (existsSync(file + part)) renameSync(file + part, file + setAsideMark + now + part);
}
