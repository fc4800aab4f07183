import type { Database } from "better-sqlite3";
import type { CallId, Instant } from "../../shared/model/ids.ts";

/** What was written of calls. */
export interface Notes {
  /** Empty: nothing was written of this call. */
  note(callId: CallId): string;
  /** Replaces what was written; empty text removes it. */
  writeNote(callId: CallId, text: string, now: Instant): void;
}

export function createNotes(database: Database): Notes {
  const read = database.prepare<[string]>("SELECT text FROM notes WHERE call_id = ?").pluck();
  const write = database.prepare("INSERT OR REPLACE INTO notes VALUES (?, ?, ?)");
  const remove = database.prepare("DELETE FROM notes WHERE call_id = ?");
  return {
    note: (callId) => String(read.get(callId) ?? ""),
    writeNote(callId, text, now) {
      if (text.trim() === "") remove.run(callId);
      else write.run(callId, text, now);
    },
  };
}
