import type { Database } from "better-sqlite3";
import type { CallId, Instant } from "../../shared/model/ids.ts";
import { shred } from "./open-database.ts";
import { toldRow } from "./personal-tables.ts";

/** What people wrote of calls, as far as it is about somebody. */
export interface PersonalNotes {
  /** As they are stored. */
  notesOf(callIds: readonly CallId[]): readonly Record<string, unknown>[];
  /** Answers how many there were; they are gone for good. */
  eraseNotesOf(callIds: readonly CallId[], now: Instant): number;
  /** Removes notes that were written before this instant, for good. */
  keepSince(instant: Instant): void;
}

export function createPersonalNotes(database: Database): PersonalNotes {
  const ofThese = "call_id IN (SELECT value FROM json_each(?))";
  const read = database.prepare<[string]>(`SELECT * FROM notes WHERE ${ofThese}`);
  const erase = database.prepare(`DELETE FROM notes WHERE ${ofThese}`);
  const removeBefore = database.prepare("DELETE FROM notes WHERE written_at < ?");
  return {
    notesOf: (callIds) => read.all(JSON.stringify(callIds)).map(toldRow),
    eraseNotesOf(callIds, now) {
      const { changes } = erase.run(JSON.stringify(callIds));
      shred(database, now);
      return changes;
    },
    keepSince(instant) {
      removeBefore.run(instant);
      shred(database, instant);
    },
  };
}
