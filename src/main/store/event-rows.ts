import type { Database } from "better-sqlite3";
import type { CallId, Instant } from "../../shared/model/ids.ts";
import type { Log } from "../support/log.ts";
import { troubleOf } from "./file-trouble.ts";
import { openAfter, openDatabase, removeSetAside, shred } from "./open-database.ts";

/** Changes that were kept together. */
export interface EventRow {
  /** When the first of them happened. */
  readonly at: Instant;
  /** Rows of one number need none before them, once they are whole. */
  readonly stretch: number;
  /** With this row the stretch has told all that was so. */
  readonly whole: boolean;
  /** Nothing can have happened between the row before and this one that was not kept. */
  readonly follows: boolean;
  readonly changes: Uint8Array;
}

/** The file of the event log. Rows are in the order in which they were written, whatever the clock said. */
export interface EventRows {
  /** false: there is no file to keep anything in. */
  isKept(): boolean;
  /** Hears when the file was found damaged: it is set aside, and a new one is empty. One listener. */
  onLost(listener: () => void): void;
  add(row: EventRow): void;
  /** 0: there is none. */
  lastStretch(): number;
  /** What is needed to know how things were then, oldest first; null where that is not known. */
  leadingTo(instant: Instant): readonly EventRow[] | null;
  /** 0: there is none. */
  lastSeq(): number;
  /** Some rows after this one; 0 is before all. */
  after(seq: number): readonly (EventRow & { readonly seq: number })[];
  replace(seq: number, changes: Uint8Array): void;
  /** The oldest stretch, and when its last row began; null: there is none. */
  oldest(): { readonly stretch: number; readonly lastAt: Instant } | null;
  remove(stretch: number): void;
  /** Removes the stretches that ended before this instant, for good. */
  keepSince(instant: Instant): void;
  /** What the rows take of the disk. */
  bytes(): number;
  /** Gives back to the disk a part of what is removed; answers whether there was any. */
  giveBack(): boolean;
  /** Makes sure that the disk no longer holds what was removed or replaced. */
  shred(setAsideBefore: Instant): void;
  /** From here on the log is theirs: another's is removed for good. Answers whether there was one. */
  setLogOf(owner: string, now: Instant): boolean;
  /** Calls that go on of which nobody is named any more. */
  unnamed(): readonly CallId[];
  putUnnamed(callId: CallId): void;
  removeUnnamed(callId: CallId): void;
  close(): void;
}

export function openEventRows(options: { file: string; log: Log; now: () => number }): EventRows {
  // Half of the changes would make a past that never was.
  const saves = (table: string) => table !== "changes";
  const file = { ...options, migrations: eventMigrations, parts: rowsIn, saves };
  let opened = openDatabase(file);
  let listener = () => {};

  function method<K extends keyof Rows>(name: K) {
    const ask = (given: never[]) => (opened.parts[name] as (...given: never[]) => unknown)(...given);
    return (...given: never[]) => {
      try {
        return ask(given);
      } catch (cause) {
        const next = troubleOf(cause) === "damaged" ? openAfter(file, opened.database, cause) : null;
        if (!next) throw cause;
        opened = next;
        listener();
        // What was to be added stood on what is lost.
        return name === "add" ? undefined : ask(given);
      }
    };
  }

  const names = Object.keys(opened.parts) as (keyof Rows)[];
  return {
    // Each name has the method that it had.
    ...(Object.fromEntries(names.map((name) => [name, method(name)])) as unknown as Rows),
    isKept: () => opened.keeping.how !== "memory",
    onLost(heard) {
      listener = heard;
    },
    close: () => void opened.database.close(),
  };
}

type Rows = Omit<EventRows, "isKept" | "onLost" | "close">;
type StoredRow = Omit<EventRow, "whole" | "follows"> & { seq: number; whole: number; follows: number };

const rowFrom = (row: StoredRow) => ({ ...row, whole: row.whole === 1, follows: row.follows === 1 });

function rowsIn(database: Database): Rows {
  // Only while the file is as good as empty does this take no time.
  if (database.pragma("auto_vacuum", { simple: true }) !== incremental) {
    database.pragma(`auto_vacuum = ${incremental}`);
    database.exec("VACUUM");
  }
  const columns = "seq, at, stretch, whole, follows, changes";
  const add = database.prepare(
    "INSERT INTO changes (at, stretch, whole, follows, changes) VALUES (@at, @stretch, @whole, @follows, @changes)",
  );
  const lastStretch = database.prepare("SELECT coalesce(max(stretch), 0) FROM changes").pluck();
  const lastSeq = database.prepare("SELECT coalesce(max(seq), 0) FROM changes").pluck();
  // With the plus by the index of times; without it every row from the end is read, with all that it holds.
  const lastOf = database.prepare<[Instant]>("SELECT max(+seq) FROM changes WHERE at <= ?").pluck();
  const wholeBefore = database
    .prepare<[number]>("SELECT stretch FROM changes WHERE whole AND seq <= ? ORDER BY seq DESC LIMIT 1")
    .pluck();
  const between = database.prepare<[number, number], StoredRow>(
    `SELECT ${columns} FROM changes
     WHERE seq BETWEEN (SELECT min(seq) FROM changes WHERE stretch = ?) AND ? ORDER BY seq`,
  );
  const after = database.prepare<[number], StoredRow>(
    `SELECT ${columns} FROM changes WHERE seq > ? ORDER BY seq LIMIT 10`,
  );
  const replace = database.prepare("UPDATE changes SET changes = ? WHERE seq = ?");
  const next = database.prepare<[number]>("SELECT follows FROM changes WHERE seq > ? ORDER BY seq").pluck();
  const oldest = database.prepare<[], { stretch: number; lastAt: Instant }>(
    `SELECT stretch, max(at) AS lastAt FROM changes WHERE stretch = (SELECT min(stretch) FROM changes)
     GROUP BY stretch`,
  );
  const remove = database.prepare("DELETE FROM changes WHERE stretch = ?");
  const unnamed = database.prepare("SELECT call_id FROM unnamed_calls").pluck();
  const putUnnamed = database.prepare("INSERT OR IGNORE INTO unnamed_calls VALUES (?)");
  const removeUnnamed = database.prepare("DELETE FROM unnamed_calls WHERE call_id = ?");
  const logOf = database.prepare("SELECT owner FROM log_of").pluck();
  const setLogOf = database.prepare("INSERT OR REPLACE INTO log_of VALUES (1, ?)");
  const count = (name: string) => Number(database.pragma(name, { simple: true }));

  return {
    add: (row) => void add.run({ ...row, whole: Number(row.whole), follows: Number(row.follows) }),
    lastStretch: () => Number(lastStretch.get()),
    leadingTo(instant) {
      const last = lastOf.get(instant) as number | null;
      const stretch = last === null ? null : ((wholeBefore.get(last) ?? null) as number | null);
      // A run ended then, and what happened until the next began nobody knows.
      if (last === null || stretch === null || next.get(last) === 0) return null;
      const rows = between.all(stretch, last).map(rowFrom);
      return rows.slice(1).every(({ follows }) => follows) ? rows : null;
    },
    lastSeq: () => Number(lastSeq.get()),
    after: (seq) => after.all(seq).map(rowFrom),
    replace: (seq, changes) => void replace.run(changes, seq),
    oldest: () => oldest.get() ?? null,
    remove: (stretch) => void remove.run(stretch),
    keepSince(instant) {
      const last = Number(lastStretch.get());
      let removed = false;
      for (
        let first = oldest.get();
        first && first.lastAt < instant && first.stretch < last;
        first = oldest.get()
      )
        removed = remove.run(first.stretch).changes > 0;
      // Mostly all was gone long before: no reason to rebuild a large file every night.
      if (removed) shred(database, instant);
      else removeSetAside(database, instant);
    },
    bytes: () => (count("page_count") - count("freelist_count")) * count("page_size"),
    giveBack() {
      const free = count("freelist_count");
      database.pragma("incremental_vacuum(64)");
      return count("freelist_count") < free;
    },
    shred: (setAsideBefore) => shred(database, setAsideBefore),
    setLogOf(owner, now) {
      const before = logOf.get();
      if (before === owner) return false;
      database.transaction(() => {
        if (before !== undefined) database.exec("DELETE FROM changes; DELETE FROM unnamed_calls;");
        setLogOf.run(owner);
      })();
      if (before !== undefined) shred(database, now);
      return before !== undefined;
    },
    unnamed: () => unnamed.all() as CallId[],
    putUnnamed: (callId) => void putUnnamed.run(callId),
    removeUnnamed: (callId) => void removeUnnamed.run(callId),
  };
}

/** SQLite's number for "only when it is asked to". */
const incremental = 2;

/** The schema of the event log. */
export const eventMigrations: readonly string[] = [
  `CREATE TABLE changes (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    stretch INTEGER NOT NULL,
    whole INTEGER NOT NULL,
    follows INTEGER NOT NULL,
    changes BLOB NOT NULL
  );
  CREATE INDEX changes_by_time ON changes (at);
  CREATE INDEX changes_by_stretch ON changes (stretch, at);
  CREATE TABLE unnamed_calls (call_id TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE log_of (one INTEGER PRIMARY KEY CHECK (one = 1), owner TEXT NOT NULL);`,
];
