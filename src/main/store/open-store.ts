import Database from "better-sqlite3";
import type { Log } from "../support/log.ts";
import { createHistory } from "./history.ts";
import { createListened } from "./listened.ts";
import { cacheMigrations } from "./migrations.ts";
import { openDatabase } from "./open-database.ts";
import { createPersonalRecords } from "./personal-records.ts";
import { createReader } from "./read.ts";
import type { Store } from "./rows.ts";
import { createVisits } from "./visits.ts";
import { createWriter } from "./write.ts";

/**
 * Opens the cache of the core's live state. It starts with yesterday's directory and ledger but without calls: a call
 * that nobody has confirmed since the last run is misleading. Where the disk is found full it goes on in memory with all that it
 * has, until the program ends.
 */
export function openStore(options: { file: string; log: Log; now: () => number }): Store {
  let database = openDatabase(options.file, cacheMigrations, options);
  database.exec("DELETE FROM calls; DELETE FROM phone_calls;");
  const parts = () => ({
    ...createReader(database),
    ...createWriter(database),
    ...createVisits(database),
    ...createHistory(database),
    ...createListened(database),
    ...createPersonalRecords(database),
  });

  function goOnInMemory(cause: unknown): void {
    const copy = database.serialize();
    // A write-ahead log (SQLite's file format, 1.3.1) needs a file.
    copy.fill(1, 18, 20);
    database.close();
    database = new Database(copy);
    options.log.error("store", "the disk is full; nothing more of this run is kept", cause);
    Object.assign(store, parts(), { transaction });
  }

  function transaction<T>(_: string, run: () => T): T {
    try {
      return database.transaction(run)();
    } catch (cause) {
      if (!(cause instanceof Database.SqliteError) || cause.code !== "SQLITE_FULL") throw cause;
      goOnInMemory(cause);
      return database.transaction(run)();
    }
  }

  const store: Store = { ...parts(), transaction, close: () => void database.close() };
  return store;
}
