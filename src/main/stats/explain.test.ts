import fc from "fast-check";
import { expect, test } from "vitest";
import { english } from "../../shared/messages/english.ts";
import { Figure, Span } from "../../shared/model/explanation.ts";
import type { CallId, QueueId } from "../../shared/model/ids.ts";
import { ServiceLevelFormula, serviceLevelParts, type Tally, VisitState } from "../../shared/model/visits.ts";
import type { Visit } from "../store/visit-rows.ts";
import { explain } from "./explain.ts";
import { spanAt } from "./spans.ts";

const t0 = Date.parse("2026-03-04T10:00:00Z");
const serviceLevelMs = 20_000;

const visit = (
  name: string,
  state: VisitState,
  waitMs: number | null,
  talkMs: number | null = null,
): Visit => ({
  callId: name as CallId,
  queueId: "q" as QueueId,
  enteredAt: t0,
  callerNumber: null,
  state,
  leftAt: waitMs === null ? null : t0 + waitMs,
  agentId: null,
  talkEndedAt: waitMs === null || talkMs === null ? null : t0 + waitMs + talkMs,
  wrapUpEndedAt: null,
  open: false,
  rebuilt: false,
});

const visits = [
  visit("soon", "answered", 5_000, 60_000),
  visit("talking", "answered", 30_000),
  visit("short", "abandoned", 4_000),
  visit("in time", "abandoned", 15_000),
  visit("late", "abandoned", 40_000),
  visit("full", "full", 0),
  visit("lost", "unknown", null),
  visit("waiting", "waiting", null),
];

const leftOut = (figure: Figure, formula: ServiceLevelFormula = "default") =>
  Object.fromEntries(
    explain(visits, { figure, formula, serviceLevelMs })
      .visits.filter((each) => each.leftOut !== null)
      .map((each) => [each.callId, each.leftOut]),
  );

test("a figure names the visits that it leaves out, and why", () => {
  expect(leftOut("offered")).toEqual({});
  expect(leftOut("abandon-rate")).toEqual({ short: "short-abandon" });
  expect(leftOut("service-level")).toEqual({ short: "short-abandon" });
  expect(leftOut("service-level", "late-abandons")).toEqual({
    short: "abandoned-in-time",
    "in time": "abandoned-in-time",
  });
  expect(leftOut("average-wait")).toEqual({ lost: "wait-unknown", waiting: "still-waiting" });
  expect(leftOut("handle-time")).toMatchObject({ talking: "talk-not-over", late: "other-outcome" });
  expect(leftOut("handle-time")).not.toHaveProperty("soon");
});

test("an explanation says the formula, its value and sums, and lists the newest visits first", () => {
  const explained = explain(visits, { figure: "service-level", formula: "default", serviceLevelMs });
  expect(explained).toMatchObject({ value: 1 / 7, counted: 7, leftOut: 1, sums: { offered: 8 } });
  expect(explained.visits[0]).toMatchObject({ callId: "waiting", outcome: "waiting", waitMs: null });
  const many = explain(
    Array.from({ length: 700 }, (_, n) => visit(`${n}`, "answered", 1_000)),
    { figure: "answered", formula: "default", serviceLevelMs },
  );
  expect([many.counted, many.visits.length, many.visits[0]?.callId]).toEqual([700, 500, "699"]);
});

test("every formula has its words", () => {
  for (const figure of Figure.options)
    for (const formula of ServiceLevelFormula.options)
      expect(english).toHaveProperty([explain([], { figure, formula, serviceLevelMs }).formula]);
});

/** What the formula divides by, or the count itself. */
function wholeOf(sums: Tally, figure: Figure, formula: ServiceLevelFormula, value: number | null) {
  if (figure === "service-level") return serviceLevelParts(sums, formula).of;
  if (figure === "abandon-rate") return sums.offered - sums.shortAbandoned;
  if (figure === "answer-speed") return sums.answered;
  if (figure === "average-wait") return sums.waits;
  return figure === "handle-time" ? sums.talks : value;
}

test("as many visits are counted as the formula divides by, whatever happened", () => {
  const some = fc.record({
    state: fc.constantFrom(...VisitState.options),
    waitMs: fc.option(fc.nat({ max: 40_000 })),
    talkMs: fc.option(fc.nat({ max: 40_000 })),
  });
  fc.assert(
    fc.property(
      fc.array(some),
      fc.constantFrom(...Figure.options),
      fc.constantFrom(...ServiceLevelFormula.options),
      (those, figure, formula) => {
        const explained = explain(
          those.map(({ state, waitMs, talkMs }, n) =>
            visit(`${n}`, state, waitMs, state === "answered" ? talkMs : null),
          ),
          { figure, formula, serviceLevelMs },
        );
        expect(explained.counted).toBe(wholeOf(explained.sums, figure, formula, explained.value));
        expect(explained.counted + explained.leftOut).toBe(those.length);
      },
    ),
  );
});

test("a week begins on Monday and days at midnight, also where clocks go forward", () => {
  const sunday = Date.parse("2026-03-29T10:00:00Z");
  const hours = Span.options.map((span) => {
    const { from, to } = spanAt(span, sunday, "Europe/Amsterdam");
    return [span, (to - from) / 3_600_000];
  });
  expect(Object.fromEntries(hours)).toEqual({
    last15Minutes: 0.25,
    last30Minutes: 0.5,
    last60Minutes: 1,
    today: 23,
    thisWeek: 7 * 24 - 1,
  });
  expect(spanAt("thisWeek", sunday, "Europe/Amsterdam").from).toBe(Date.parse("2026-03-22T23:00:00Z"));
});
