import { emptyTally, type Tally, type VisitState } from "../../shared/model/visits.ts";
import type { CountedVisit } from "../store/visit-rows.ts";

/** Of a queue for which nobody chose another. */
export const defaultServiceLevelMs = 20_000;
/** Who hangs up within it is no part of a rate. */
export const shortAbandonMs = 5_000;

/** null: the visit waits, or nobody saw when its wait was over. */
export const waitOf = ({ leftAt, enteredAt }: Pick<CountedVisit, "leftAt" | "enteredAt">): number | null =>
  leftAt === null ? null : Math.max(0, leftAt - enteredAt);

/** The sums of these visits, whatever span and queue they are of. */
export function tallyOf(visits: readonly CountedVisit[], serviceLevelMs: number): Tally {
  const tally = { ...emptyTally, others: { ...emptyTally.others } };
  for (const visit of visits) {
    const waitMs = waitOf(visit);
    tally.offered += 1;
    if (visit.rebuilt) tally.rebuilt += 1;
    if (waitMs !== null) {
      tally.waits += 1;
      tally.waitMs += waitMs;
    }
    count(tally, visit.state, waitMs, serviceLevelMs);
    if (visit.talkEndedAt !== null && visit.leftAt !== null) {
      tally.talks += 1;
      tally.talkMs += Math.max(0, visit.talkEndedAt - visit.leftAt);
    }
    if (visit.wrapUpEndedAt !== null && visit.talkEndedAt !== null) {
      tally.wrapUps += 1;
      tally.wrapUpMs += Math.max(0, visit.wrapUpEndedAt - visit.talkEndedAt);
    }
  }
  return tally;
}

type Sums = { -readonly [K in keyof Tally]: Tally[K] } & {
  others: { -readonly [K in keyof Tally["others"]]: number };
};

function count(tally: Sums, state: VisitState, waitMs: number | null, serviceLevelMs: number): void {
  switch (state) {
    case "waiting":
      return;
    case "answered":
      tally.answered += 1;
      tally.answeredWaitMs += waitMs ?? 0;
      if (waitMs !== null && waitMs <= serviceLevelMs) tally.answeredInTime += 1;
      return;
    case "abandoned":
      tally.abandoned += 1;
      if (waitMs !== null && waitMs <= shortAbandonMs) tally.shortAbandoned += 1;
      if (waitMs !== null && waitMs <= serviceLevelMs) tally.abandonedInTime += 1;
      return;
    case "timed-out":
    case "full":
    case "join-empty":
    case "leave-empty":
    case "exit-key":
    case "transferred-out":
    case "unknown":
      tally.others[state] += 1;
      return;
    default:
      state satisfies never;
  }
}
