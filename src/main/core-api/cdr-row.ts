import type { CallId, Instant } from "../../shared/model/ids.ts";
import { idOf } from "./parse-entities.ts";

/** A line of one of the core's files (core API section 10), by the names in its header. */
export type CdrRow = ReadonlyMap<string, string>;

/** The manual and the tools that read the files spell the columns of ids differently. */
export const callIdOf = (row: CdrRow): CallId | null => idOf(row.get("call_id") ?? row.get("callid"));
export const parentIdOf = (row: CdrRow): CallId | null =>
  idOf(row.get("parent_id") ?? row.get("parent_callid"));

/** A local time with the offset of the column `timezone`; null: none, or not a time. */
export function timeOf(row: CdrRow, column: string): Instant | null {
  const time = Date.parse(`${row.get(column)?.replace(" ", "T")}${row.get("timezone") ?? ""}`);
  return Number.isNaN(time) ? null : time;
}
