import { existsSync, mkdirSync, renameSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import type { Log } from "../support/log.ts";

/**
 * Opens a database file (or ":memory:") at the newest schema. A file that cannot be used (corrupt, or written by a newer
 * version) is renamed, never deleted, and a new one takes its place, with a warning in the log.
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

class NewerSchema extends Error {}

function openAndMigrate(file: string, migrations: readonly string[]): Database.Database {
  const database = new Database(file);
  try {
    database.pragma("journal_mode = WAL");
    database.pragma("synchronous = NORMAL");
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
    if (existsSync(file + part)) renameSync(file + part, `${file}.unusable-${now}${part}`);
}
