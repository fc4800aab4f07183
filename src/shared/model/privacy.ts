import { z } from "zod";

/** Everything that is stored about a number or a colleague, to be handed out. Times are ISO 8601. */
export const PersonalData = z
  .object({
    format: z.literal("binnacle-personal-data"),
    version: z.literal(1),
    exportedAt: z.string(),
    /** The digits that numbers were compared by, from their end; or the colleague. */
    about: z.union([
      z.object({ number: z.string(), comparedDigits: z.string() }).readonly(),
      z.object({ userId: z.string(), name: z.string().nullable() }).readonly(),
    ]),
    /** Every table that was searched, also where nothing was found; rows as they are stored. */
    records: z
      .array(
        z
          .object({ table: z.string(), rows: z.array(z.record(z.string(), z.unknown())).readonly() })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();
export type PersonalData = z.infer<typeof PersonalData>;

const Count = z.int().nonnegative();

/** What an erasure did, in records. */
export const Erasure = z
  .object({
    /** Lines of the history that are gone. */
    history: Count,
    /** Notes that are gone. */
    notes: Count,
    /** Contacts of address books that are gone. */
    contacts: Count,
    /** Queue visits that lost the caller's number, or who answered; they stay counted. */
    visits: Count,
    /** Records of a queue ringing the colleague that are gone. */
    offers: Count,
    /** Calls that go on now: nothing personal will be written of them when they end. */
    liveCalls: Count,
  })
  .readonly();
export type Erasure = z.infer<typeof Erasure>;
