import type { Explanation, Figure, LeftOutBecause } from "../../shared/model/explanation.ts";
import { ratesOf, type ServiceLevelFormula, type Tally } from "../../shared/model/visits.ts";
import type { Visit } from "../store/visit-rows.ts";
import { shortAbandonMs, tallyOf, waitOf } from "./tally.ts";

const mostVisits = 500;

/** How a figure came of these visits, which are those of a span, oldest first. */
export function explain(
  visits: readonly Visit[],
  how: { figure: Figure; formula: ServiceLevelFormula; serviceLevelMs: number },
): Omit<Explanation, "from" | "to"> {
  const { figure, formula, serviceLevelMs } = how;
  const sums = tallyOf(visits, serviceLevelMs);
  const judged = visits.map((visit) => ({ visit, leftOut: leftOutOf(visit, how) }));
  const counted = judged.filter(({ leftOut }) => leftOut === null).length;
  return {
    formula: figure === "service-level" ? `formula.service-level.${formula}` : `formula.${figure}`,
    serviceLevelMs,
    sums,
    value: figureOf(sums, figure, formula),
    counted,
    leftOut: visits.length - counted,
    visits: judged
      .slice(-mostVisits)
      .reverse()
      .map(({ visit, leftOut }) => ({
        callId: visit.callId,
        enteredAt: visit.enteredAt,
        outcome: visit.state,
        waitMs: waitOf(visit),
        leftOut,
      })),
  };
}

function figureOf(sums: Tally, figure: Figure, formula: ServiceLevelFormula): number | null {
  const rates = ratesOf(sums, formula);
  switch (figure) {
    case "offered":
    case "answered":
    case "abandoned":
      return sums[figure];
    case "short-abandons":
      return sums.shortAbandoned;
    case "other-outcomes":
      return Object.values(sums.others).reduce((total, each) => total + each, 0);
    case "abandon-rate":
      return rates.abandonRate;
    case "service-level":
      return rates.serviceLevel;
    case "answer-speed":
      return rates.answerSpeedMs;
    case "average-wait":
      return rates.averageWaitMs;
    case "handle-time":
      return rates.handleMs;
    default:
      return figure satisfies never;
  }
}

/** Why the visit is not one of those that the figure counts, or is a rate or an average of. */
function leftOutOf(
  visit: Visit,
  { figure, formula, serviceLevelMs }: Parameters<typeof explain>[1],
): LeftOutBecause | null {
  const { state } = visit;
  const waitMs = waitOf(visit);
  const abandonedWithin = (ms: number) => state === "abandoned" && waitMs !== null && waitMs <= ms;
  const only = (wanted: boolean) => (wanted ? null : state === "waiting" ? "still-waiting" : "other-outcome");
  switch (figure) {
    case "offered":
      return null;
    case "answered":
    case "answer-speed":
      return only(state === "answered");
    case "abandoned":
      return only(state === "abandoned");
    case "short-abandons":
      return only(abandonedWithin(shortAbandonMs));
    case "other-outcomes":
      return only(state !== "waiting" && state !== "answered" && state !== "abandoned");
    case "average-wait":
      if (waitMs !== null) return null;
      return state === "waiting" ? "still-waiting" : "wait-unknown";
    case "handle-time":
      if (visit.talkEndedAt !== null && visit.leftAt !== null) return null;
      return state === "answered" ? "talk-not-over" : only(false);
    case "abandon-rate":
      return abandonedWithin(shortAbandonMs) ? "short-abandon" : null;
    case "service-level":
      switch (formula) {
        case "default":
          return abandonedWithin(shortAbandonMs) ? "short-abandon" : null;
        case "answered":
          return only(state === "answered");
        case "late-abandons":
          return abandonedWithin(serviceLevelMs) ? "abandoned-in-time" : null;
        case "offered":
        case "abandons-in-time":
          return null;
        default:
          return formula satisfies never;
      }
    default:
      return figure satisfies never;
  }
}
