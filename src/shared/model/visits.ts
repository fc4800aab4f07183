import { z } from "zod";
import { QueueId } from "./ids.ts";

const Count = z.int().nonnegative();
const Sum = z.int().nonnegative();

/** How callers left a queue otherwise than to an agent or by hanging up: each counted by itself. */
const Others = z
  .object({
    "timed-out": Count,
    full: Count,
    "join-empty": Count,
    "leave-empty": Count,
    "exit-key": Count,
    "transferred-out": Count,
    unknown: Count,
  })
  .readonly();

/**
 * A queue visit: one caller's stay in one queue.
 *
 *     waiting ──┬── an agent takes the call ──────────────► answered
 *               ├── the caller hangs up ──────────────────► abandoned
 *               ├── the queue lets go of the call ────────► timed-out, full, join-empty, leave-empty, exit-key
 *               ├── the call goes elsewhere ──────────────► transferred-out
 *               └── it is gone and nobody saw it go ──────► unknown
 *
 * The first outcome stays, but for what a later word of the core tells better: the reason why a queue let go of a call, and
 * what became of an unknown one.
 */
export const VisitState = z.enum(["waiting", "answered", "abandoned", ...Others.unwrap().keyof().options]);
export type VisitState = z.infer<typeof VisitState>;

/**
 * The outcome in the core's word for why a queue let go of a call. How the files spell it is documented, how the feed does is not
 * (core API section 6): the letters tell.
 */
export function outcomeOfExit(reason: string | null): Exclude<VisitState, "waiting"> {
  const letters = (reason ?? "").toLowerCase().replace(/[^a-z]/g, "");
  if (letters.startsWith("key")) return "exit-key";
  switch (letters) {
    case "maxlen":
      return "full";
    case "maxwaittime":
      return "timed-out";
    case "joinempty":
      return "join-empty";
    case "leavewhenempty":
    case "leaveempty":
      return "leave-empty";
    default:
      return "unknown";
  }
}

/** The sums of a set of visits: of these sets may be made larger ones, but never of their rates. */
export const Tally = z
  .object({
    /** Visits that started. */
    offered: Count,
    answered: Count,
    /** Answered within the queue's service level time. */
    answeredInTime: Count,
    /** Left by the caller before an answer, short abandons included. */
    abandoned: Count,
    /** Abandoned within the queue's service level time, short abandons included. */
    abandonedInTime: Count,
    /** Abandoned within five seconds: shown by themselves, and no part of a rate. */
    shortAbandoned: Count,
    others: Others,
    /** Waits until an answer. */
    answeredWaitMs: Sum,
    /** All waits that are over, and how many: how long one lasted that nobody saw end is not known. */
    waits: Count,
    waitMs: Sum,
    /** Answered calls that are over with a known end, and how long agent and caller were connected, hold included. */
    talks: Count,
    talkMs: Sum,
    /** Wrap-ups that followed answered calls and are over, and how long they lasted. */
    wrapUps: Count,
    wrapUpMs: Sum,
    /** Visits of which some is known from the core's files only: nobody here saw it happen. */
    rebuilt: Count,
  })
  .readonly();
export type Tally = z.infer<typeof Tally>;

export const emptyTally: Tally = {
  offered: 0,
  answered: 0,
  answeredInTime: 0,
  abandoned: 0,
  abandonedInTime: 0,
  shortAbandoned: 0,
  others: {
    "timed-out": 0,
    full: 0,
    "join-empty": 0,
    "leave-empty": 0,
    "exit-key": 0,
    "transferred-out": 0,
    unknown: 0,
  },
  answeredWaitMs: 0,
  waits: 0,
  waitMs: 0,
  talks: 0,
  talkMs: 0,
  wrapUps: 0,
  wrapUpMs: 0,
  rebuilt: 0,
};

/** The figures of several queues together: sums weigh each rate by what it is a rate of. */
export function combine(tallies: readonly Tally[]): Tally {
  return tallies.reduce(
    (sum, tally) => ({
      offered: sum.offered + tally.offered,
      answered: sum.answered + tally.answered,
      answeredInTime: sum.answeredInTime + tally.answeredInTime,
      abandoned: sum.abandoned + tally.abandoned,
      abandonedInTime: sum.abandonedInTime + tally.abandonedInTime,
      shortAbandoned: sum.shortAbandoned + tally.shortAbandoned,
      others: {
        "timed-out": sum.others["timed-out"] + tally.others["timed-out"],
        full: sum.others.full + tally.others.full,
        "join-empty": sum.others["join-empty"] + tally.others["join-empty"],
        "leave-empty": sum.others["leave-empty"] + tally.others["leave-empty"],
        "exit-key": sum.others["exit-key"] + tally.others["exit-key"],
        "transferred-out": sum.others["transferred-out"] + tally.others["transferred-out"],
        unknown: sum.others.unknown + tally.others.unknown,
      },
      answeredWaitMs: sum.answeredWaitMs + tally.answeredWaitMs,
      waits: sum.waits + tally.waits,
      waitMs: sum.waitMs + tally.waitMs,
      talks: sum.talks + tally.talks,
      talkMs: sum.talkMs + tally.talkMs,
      wrapUps: sum.wrapUps + tally.wrapUps,
      wrapUpMs: sum.wrapUpMs + tally.wrapUpMs,
      rebuilt: sum.rebuilt + tally.rebuilt,
    }),
    emptyTally,
  );
}

/** What a tally says; null: there is nothing that it could say it of. */
export interface Rates {
  /** Of 1: (abandoned − short) ÷ (offered − short). */
  readonly abandonRate: number | null;
  /** Of 1, by the formula that was asked for. */
  readonly serviceLevel: number | null;
  /** ASA: how long those waited who were answered. */
  readonly answerSpeedMs: number | null;
  readonly averageWaitMs: number | null;
  /** The part of AHT that the calls themselves tell: talk and hold. */
  readonly averageTalkMs: number | null;
  /**
   * AHT: talk, hold and wrap-up ÷ answered calls that are over; what is above `averageTalkMs` is its wrap-up. A call without a wrap-up
   * counts with none, and so does one whose wrap-up still runs or ended unseen: there it may be too low, never too high.
   */
  readonly handleMs: number | null;
}

/**
 * How a service level may be counted. Callers who left otherwise than by hanging up are part of what was offered in each of them, but
 * for `answered`.
 *
 *     default           answered in time ÷ (offered − short abandons)
 *     answered          answered in time ÷ answered
 *     offered           answered in time ÷ offered
 *     late-abandons     answered in time ÷ (offered − abandoned in time)
 *     abandons-in-time  (answered + abandoned in time) ÷ offered
 */
export const ServiceLevelFormula = z.enum([
  "default",
  "answered",
  "offered",
  "late-abandons",
  "abandons-in-time",
]);
export type ServiceLevelFormula = z.infer<typeof ServiceLevelFormula>;

/** How many visits the service level counts as in time, and of how many. */
export function serviceLevelParts(
  tally: Tally,
  formula: ServiceLevelFormula,
): { readonly inTime: number; readonly of: number } {
  const { offered, answered, answeredInTime, abandonedInTime, shortAbandoned } = tally;
  switch (formula) {
    case "default":
      return { inTime: answeredInTime, of: offered - shortAbandoned };
    case "answered":
      return { inTime: answeredInTime, of: answered };
    case "offered":
      return { inTime: answeredInTime, of: offered };
    case "late-abandons":
      return { inTime: answeredInTime, of: offered - abandonedInTime };
    case "abandons-in-time":
      return { inTime: answeredInTime + abandonedInTime, of: offered };
    default:
      return formula satisfies never;
  }
}

export function ratesOf(tally: Tally, formula: ServiceLevelFormula = "default"): Rates {
  const counted = tally.offered - tally.shortAbandoned;
  const { inTime, of } = serviceLevelParts(tally, formula);
  return {
    abandonRate: ratio(tally.abandoned - tally.shortAbandoned, counted),
    serviceLevel: ratio(inTime, of),
    answerSpeedMs: ratio(tally.answeredWaitMs, tally.answered),
    averageWaitMs: ratio(tally.waitMs, tally.waits),
    averageTalkMs: ratio(tally.talkMs, tally.talks),
    handleMs: ratio(tally.talkMs + tally.wrapUpMs, tally.talks),
  };
}

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

/** One queue's figures; visits belong to the span in which they started. */
export const QueueTallies = z
  .object({
    queueId: QueueId,
    /** An answer within this time is in time. */
    serviceLevelMs: z.int().positive(),
    today: Tally,
    last15Minutes: Tally,
    last30Minutes: Tally,
    last60Minutes: Tally,
  })
  .readonly();
export type QueueTallies = z.infer<typeof QueueTallies>;

/** One queue's offered calls per quarter hour of the wall clock: 96 numbers. */
export const QueueQuarters = z
  .object({
    queueId: QueueId,
    today: z.array(Count).readonly(),
    /** The same weekday of last week; null: nothing is known of that day. */
    lastWeek: z.array(Count).readonly().nullable(),
  })
  .readonly();
export type QueueQuarters = z.infer<typeof QueueQuarters>;
