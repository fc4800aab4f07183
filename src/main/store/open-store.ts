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
 * that nobody has confirmed since the last run is misleading.
 */
export function openStore(options: { file: string; log: Log; now: () => number }): Store {
  const database = openDatabase(options.file, cacheMigrations, options);
  database.exec("DELETE FROM calls; DELETE FROM phone_calls;");
  return {
    ...createReader(database),
    ...createWriter(database),
    ...createVisits(database),
    ...createHistory(database),
    ...createListened(database),
    ...createPersonalRecords(database),
    close: () => void database.close(),
  };
}
