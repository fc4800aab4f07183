import type { Day } from "../../shared/model/calendar.ts";
import type { CallId, Instant } from "../../shared/model/ids.ts";
import type { CsvRow } from "./csv.ts";
import { idOf } from "./parse-entities.ts";

/** The manual and the tools that read the files (core API section 10) spell the columns of ids differently. */
export const callIdOf = (row: CsvRow): CallId | null => idOf(row.get("call_id") ?? row.get("callid"));
export const parentIdOf = (row: CsvRow): CallId | null =>
  idOf(row.get("parent_id") ?? row.get("parent_callid"));

/** A local time with the offset of the column `timezone`; null: none, or not a time. */
export const timeOf = (row: CsvRow, column: string): Instant | null =>
  parsed(`${row.get(column)?.replace(" ", "T")}${row.get("timezone") ?? ""}`);

/**
 * In milliseconds of the core's own place: the events' times have no offset, so that they can only be compared with each other and with
 * the local times of the files. null: none, or not a time.
 */
export const localTimeOf = (row: CsvRow, column: string): number | null =>
  parsed(`${row.get(column)?.replace(" ", "T")}Z`);

/** No visit and no wrap-up is expected to go on this long after midnight. */
const intoNextDayMs = 2 * 60 * 60_000;

/** Asks for the events of what began on a day. */
export const eventsOf = (day: Day): Readonly<Record<"startTime" | "endTime", string>> => ({
  startTime: String(Math.floor(day.startsAt / 1000)),
  endTime: String(Math.ceil((day.endsAt + intoNextDayMs) / 1000)),
});

/** How much whole seconds and their rounding may put the files' accounts of one moment apart. */
export const roundedMs = 2_000;

function parsed(text: string): number | null {
  const time = Date.parse(text);
  return Number.isNaN(time) ? null : time;
}
