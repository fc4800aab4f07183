import type { Database } from "better-sqlite3";
import type { Day } from "../../shared/model/calendar.ts";
import type { Instant } from "../../shared/model/ids.ts";

/** A time during which the core was listened to. */
export interface Listened {
  readonly from: Instant;
  readonly until: Instant;
  /** The core's files were read since then, so that they told of what was before it. */
  readonly filled: boolean;
}

export interface ListenedReader {
  /** Those that end after this instant, oldest first. */
  listenedSince(instant: Instant): readonly Listened[];
}

export interface ListenedWriter {
  /** A time that began at the same instant becomes this long. */
  putListened(from: Instant, until: Instant): void;
  /** The core's files of this day were read: what lay before each time that began in it is filled. */
  filesWereRead(day: Pick<Day, "startsAt" | "endsAt">): void;
}

export function createListened(database: Database): ListenedReader & ListenedWriter {
  const since = database.prepare<[number], { from: number; until: number; filled: number }>(
    `SELECT listened_from AS "from", listened_until AS until, filled FROM listened WHERE listened_until > ?
     ORDER BY listened_from`,
  );
  const put = database.prepare(
    `INSERT INTO listened VALUES (?, ?, 0)
     ON CONFLICT (listened_from) DO UPDATE SET listened_until = excluded.listened_until`,
  );
  const fill = database.prepare(
    "UPDATE listened SET filled = 1 WHERE listened_from >= ? AND listened_from < ?",
  );
  return {
    listenedSince: (instant) => since.all(instant).map((row) => ({ ...row, filled: row.filled === 1 })),
    putListened: (from, until) => void put.run(from, until),
    filesWereRead: ({ startsAt, endsAt }) => void fill.run(startsAt, endsAt),
  };
}
