import type { Database } from "better-sqlite3";
import type { Log } from "../support/log.ts";
import { createAccount } from "./account.ts";
import { createAgentStates } from "./agent-states.ts";
import { showCalls } from "./call-tables.ts";
import { createHistory } from "./history.ts";
import { createListened } from "./listened.ts";
import { createLive } from "./live.ts";
import { createLiveCalls, type LiveCalls } from "./live-calls.ts";
import { cacheMigrations } from "./migrations.ts";
import { openParts } from "./open-parts.ts";
import { createPersonalRecords } from "./personal-records.ts";
import { createReader } from "./read.ts";
import type { Store, StoreReader } from "./rows.ts";
import { createVisits } from "./visits.ts";
import { createWriter } from "./write.ts";

/**
 * Opens the cache of the core's live state. It starts with yesterday's directory and ledger but without calls: a call
 * that nobody has confirmed since the last run is misleading.
 */
export function openStore(options: {
  file: string;
  log: Log;
  now: () => number;
  contactName?: StoreReader["contactName"];
}): Store {
  const { contactName = () => null } = options;
  const calls = createLiveCalls();
  const parts = (database: Database) => partsOf(database, calls);
  const store = openParts({ ...options, migrations: cacheMigrations, parts, saves }, [
    "eraseRecordsOf",
    "keepSince",
  ]);
  const transaction: Store["transaction"] = (name, run) => store.transaction(name, () => store.together(run));
  return { ...store, transaction, contactName };
}

/** Not what figures are made of: half of it would pass for the whole. */
const saves = (table: string): boolean => ["retention", "erased", "history"].includes(table);

function partsOf(database: Database, calls: LiveCalls) {
  showCalls(database, calls);
  const live = createLive(database, calls);
  const personal = createPersonalRecords(database);
  const forgetting =
    <Given extends unknown[], T>(run: (...given: Given) => T) =>
    (...given: Given): T => {
      live.forget();
      return run(...given);
    };
  return {
    ...createReader(database, live),
    ...createWriter(database, live),
    ...createVisits(database, live),
    ...createHistory(database),
    ...createAgentStates(database),
    ...createListened(database),
    ...personal,
    eraseRecordsOf: forgetting(personal.eraseRecordsOf),
    keepSince: forgetting(personal.keepSince),
    ...createAccount(database),
  };
}
