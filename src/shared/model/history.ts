import { z } from "zod";
import { CallId, HistoryId, Instant, QueueId } from "./ids.ts";
import { Party } from "./party.ts";

/**
 * How a call of mine went. Incoming: `talked` with me, `missed`, or `declined` by me, which is not missed. Outgoing: `talked` or
 * `unanswered`.
 */
export const CallOutcome = z.enum(["talked", "missed", "declined", "unanswered"]);
export type CallOutcome = z.infer<typeof CallOutcome>;

/** What became of a call that I missed. */
export const MissedBecause = z.enum([
  /** A colleague answered it. */
  "answered-by-colleague",
  /** The caller hung up first. */
  "caller-left",
  /** It rang long enough, or could not ring, and went on to where it is forwarded. */
  "forwarded",
  /** The queue let go of the caller. */
  "queue-ended",
  /** It rang long enough, or I was busy, and it went nowhere else as far as is known. */
  "no-answer",
]);
export type MissedBecause = z.infer<typeof MissedBecause>;

/** Who ended a conversation. */
export const EndedBy = z.enum(["caller", "called", "busy", "transferred", "unknown"]);
export type EndedBy = z.infer<typeof EndedBy>;

/** A call of my own that is over: one line of the history. One caller is one line, however often a queue offered the call. */
export const HistoryEntry = z
  .object({
    historyId: HistoryId,
    callId: CallId,
    direction: z.enum(["incoming", "outgoing"]),
    party: Party,
    dialled: z.object({ number: z.string(), name: z.string().nullable() }).readonly().nullable(),
    queue: z.object({ queueId: QueueId, name: z.string() }).readonly().nullable(),
    /** When it first rang here, or was dialled. */
    startedAt: Instant,
    outcome: CallOutcome,
    /** Of a missed call. */
    missedBecause: MissedBecause.nullable(),
    /** The colleague who answered instead. */
    answeredBy: z.string().nullable(),
    /** How long it rang here, all rounds together. */
    rangMs: z.int().nonnegative().nullable(),
    /** How long the caller was in the queue. */
    waitedMs: z.int().nonnegative().nullable(),
    talkedMs: z.int().nonnegative().nullable(),
    endedBy: EndedBy,
    /** What I wrote of it; empty: nothing. */
    note: z.string(),
  })
  .readonly();
export type HistoryEntry = z.infer<typeof HistoryEntry>;

/** An earlier call with the same caller: mine, or one that a queue brought to somebody. */
export const EarlierCall = z
  .object({
    callId: CallId,
    at: Instant,
    /** Who talked with the caller; null: nobody did, or it is not known. */
    colleagueName: z.string().nullable(),
    outcome: z.enum(["talked", "missed", "declined", "unanswered", "abandoned", "unknown"]),
    queueName: z.string().nullable(),
    note: z.string(),
  })
  .readonly();
export type EarlierCall = z.infer<typeof EarlierCall>;

/** The longest note, in characters. */
export const longestNote = 4_000;
