import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import Database from "better-sqlite3";
import type { Log } from "../support/log.ts";

/**
 * Opens a database file (or ":memory:") at the newest schema. A file that cannot be used (corrupt, or written by a newer
 * version) is renamed, and a new one takes its place, with a warning in the log; `shred` removes it.
 */
export function openDatabase(
  file: string,
  migrations: readonly string[],
  { log, now }: { log: Log; now: () => number },
): Database.Database {
  if (file !== ":memory:") mkdirSync(dirname(file), { recursive: true });
  try {
    return openAndMigrate(file, migrations);
  } catch (cause) {
    if (!isUnusable(cause)) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    log.warn("store", `a database could not be used (${reason}); it is set aside and rebuilt`);
    setAside(file, now());
    return openAndMigrate(file, migrations);
  }
}

/**
 * Makes sure that the disk no longer holds what was deleted: neither the file nor copies of it that were set aside before this
 * instant, into which nobody can look. Secure deletion alone does not: where SQLite balances its trees, copies stay in unused parts
 * of pages. Rebuilding takes about half a second for a hundred megabytes.
 */
export function shred(database: Database.Database, setAsideBefore: number): void {
  if (database.memory) return;
  database.exec("VACUUM");
  database.pragma("wal_checkpoint(TRUNCATE)");
  const folder = dirname(database.name);
  const start = basename(database.name) + setAsideMark;
  for (const name of readdirSync(folder))
    if (name.startsWith(start) && Number.parseInt(name.slice(start.length), 10) < setAsideBefore)
      rmSync(join(folder, name));
}

const setAsideMark = ".unusable-";

class NewerSchema extends Error {}

function openAndMigrate(file: string, migrations: readonly string[]): Database.Database {
  const database = new Database(file);
  try {
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = NORMAL");
    // Deleted content is overwritten with zeros, and rebuilding a file leaves no copy of it elsewhere on the disk.
    database.pragma("secure_delete = ON");
    database.pragma("temp_store = MEMORY");
    database.transaction(() => {
      const version = Number(database.pragma("user_version", { simple: true }));
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
