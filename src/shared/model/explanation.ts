import { z } from "zod";
import { CallId, Instant } from "./ids.ts";
import { Tally, VisitState } from "./visits.ts";

/** The times over which figures are counted: the last minutes up to now, or since a local midnight; a week begins on Monday. */
export const Span = z.enum(["last15Minutes", "last30Minutes", "last60Minutes", "today", "thisWeek"]);
export type Span = z.infer<typeof Span>;

/** The figures of a queue that can be explained. */
export const Figure = z.enum([
  "offered",
  "answered",
  "abandoned",
  "other-outcomes",
  "short-abandons",
  "abandon-rate",
  "service-level",
  "answer-speed",
  "average-wait",
  "handle-time",
]);
export type Figure = z.infer<typeof Figure>;

/** Why a visit of the span has no part in a figure. */
export const LeftOutBecause = z.enum([
  "other-outcome",
  "short-abandon",
  "abandoned-in-time",
  "still-waiting",
  "wait-unknown",
  "talk-not-over",
]);
export type LeftOutBecause = z.infer<typeof LeftOutBecause>;

/** How a figure came to be what it is. */
export const Explanation = z
  .object({
    /** The key of the message that says the formula in words. */
    formula: z.string(),
    /** The visits of the span are those that started in [from, to). */
    from: Instant,
    to: Instant,
    /** An answer within this time is in time. */
    serviceLevelMs: z.int().positive(),
    /** What the formula is filled with. */
    sums: Tally,
    /** A count, a share of 1, or milliseconds; null: there is nothing that it could be said of. */
    value: z.number().nullable(),
    /** How many visits the figure is of, how many of the span it leaves out. */
    counted: z.int().nonnegative(),
    leftOut: z.int().nonnegative(),
    /** The visits of the span, the newest first; at most 500. */
    visits: z
      .array(
        z
          .object({
            callId: CallId,
            enteredAt: Instant,
            outcome: VisitState,
            /** null: it waits, or nobody saw its wait end. */
            waitMs: z.int().nonnegative().nullable(),
            /** null: it is counted. */
            leftOut: LeftOutBecause.nullable(),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();
export type Explanation = z.infer<typeof Explanation>;
