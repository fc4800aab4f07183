import type { Database } from "better-sqlite3";
import type { Instant, UserId } from "../../shared/model/ids.ts";

/** What was written of colleagues: "back at 14:00". */
export interface ColleagueNotes {
  /** Empty: nothing. */
  colleagueNote(userId: UserId): string;
  /** Empty text removes it. */
  writeColleagueNote(userId: UserId, text: string, now: Instant): void;
}

export function createColleagueNotes(database: Database): ColleagueNotes {
  const write = database.prepare("INSERT OR REPLACE INTO colleague_notes VALUES (?, ?, ?)");
  const remove = database.prepare("DELETE FROM colleague_notes WHERE user_id = ?");
  // Thousands of rows are published at a time, and few of them have a note.
  const notes = new Map(
    database
      .prepare<[], { user_id: UserId; text: string }>("SELECT user_id, text FROM colleague_notes")
      .all()
      .map((row) => [row.user_id, row.text]),
  );
  return {
    colleagueNote: (userId) => notes.get(userId) ?? "",
    writeColleagueNote(userId, text, now) {
      if (text === "") {
        remove.run(userId);
        notes.delete(userId);
      } else {
        write.run(userId, text, now);
        notes.set(userId, text);
      }
    },
  };
}
