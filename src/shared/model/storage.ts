import { z } from "zod";

/** Why a file is not written. The sentence for it is the message `storage.<reason>`. */
export const NotWritten = z.enum([
  "disk-full",
  "locked",
  "read-only",
  /** A newer version of the program wrote the file. */
  "newer-version",
  "unknown",
]);
export type NotWritten = z.infer<typeof NotWritten>;

/**
 * How one of the program's files is kept. `anew`: the file was damaged; it was set aside in this run, and a new one took its place.
 * `memory`: all is in memory, and what changes is lost when the program ends; it stays so until then.
 */
export const Keeping = z.discriminatedUnion("how", [
  z.object({ how: z.literal("kept") }).readonly(),
  z.object({ how: z.literal("anew") }).readonly(),
  z.object({ how: z.literal("memory"), because: NotWritten }).readonly(),
]);
export type Keeping = z.infer<typeof Keeping>;

/** The health of both files. */
export const StorageHealth = z
  .object({
    /** What the core told: directory, figures, history. */
    live: Keeping,
    /** What people entered themselves: settings, notes, the board. */
    user: Keeping,
  })
  .readonly();
export type StorageHealth = z.infer<typeof StorageHealth>;

export const allIsKept: StorageHealth = { live: { how: "kept" }, user: { how: "kept" } };
