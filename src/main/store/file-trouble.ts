import Database from "better-sqlite3";
import type { NotWritten } from "../../shared/model/storage.ts";

/** The file was written by a newer version of the program. */
export class NewerSchema extends Error {}

/** What an error tells of the file that it came of; null where it tells of a bug instead. */
export function troubleOf(cause: unknown): NotWritten | "damaged" | null {
  if (cause instanceof NewerSchema) return "newer-version";
  const code = codeOf(cause);
  // The index of the write-ahead log could not grow.
  if (code === "SQLITE_IOERR_SHMSIZE" || code === "ENOSPC") return "disk-full";
  if (/^E(ACCES|PERM|ROFS)$/.test(code)) return "read-only";
  if (!(cause instanceof Database.SqliteError)) return null;
  switch (/^SQLITE_[A-Z]+/.exec(code)?.[0]) {
    case "SQLITE_FULL":
      return "disk-full";
    case "SQLITE_BUSY":
    case "SQLITE_LOCKED":
    case "SQLITE_PROTOCOL":
      return "locked";
    case "SQLITE_READONLY":
    case "SQLITE_PERM":
    case "SQLITE_CANTOPEN":
      return "read-only";
    case "SQLITE_CORRUPT":
    case "SQLITE_NOTADB":
      return "damaged";
    case "SQLITE_IOERR":
      return "unknown";
    default:
      return null;
  }
}

/** The same of an error while a file is opened: there, tables that are not as they should be are damage as well. */
export function troubleAtOpening(cause: unknown): NotWritten | "damaged" {
  return troubleOf(cause) ?? (/^SQLITE_(ERROR|SCHEMA|MISMATCH)/.test(codeOf(cause)) ? "damaged" : "unknown");
}

/** For the log: what the system calls it, without any path. */
export const codeOf = (cause: unknown): string =>
  cause instanceof Error ? ("code" in cause ? String(cause.code) : cause.message) : String(cause);
