import { describe, expect, test } from "vitest";
import { dayAfter, dayAt } from "../../shared/model/calendar.ts";
import type { CallId, QueueId, UserId } from "../../shared/model/ids.ts";
import { combine, emptyTally, ratesOf, ServiceLevelFormula } from "../../shared/model/visits.ts";
import type { Visit } from "../store/visit-rows.ts";
import { quarterCounter } from "./quarters.ts";
import { tallyOf } from "./tally.ts";

const t0 = Date.parse("2026-03-04T10:00:00Z");
const amsterdam = "Europe/Amsterdam";

const visit = (change: Partial<Visit>): Visit => ({
  callId: "c" as CallId,
  queueId: "q" as QueueId,
  enteredAt: t0,
  callerNumber: null,
  state: "waiting",
  leftAt: null,
  agentId: null,
  talkEndedAt: null,
  wrapUpEndedAt: null,
  open: false,
  rebuilt: false,
  ...change,
});
const answered = (waitMs: number, talkMs: number | null) =>
  visit({
    state: "answered",
    agentId: "u" as UserId,
    leftAt: t0 + waitMs,
    talkEndedAt: talkMs === null ? null : t0 + waitMs + talkMs,
  });
const abandoned = (waitMs: number) => visit({ state: "abandoned", leftAt: t0 + waitMs });

describe("the figures", () => {
  test("count the service level by each formula", () => {
    const tally = tallyOf(
      [
        answered(10_000, null),
        answered(30_000, null),
        abandoned(4_000),
        abandoned(15_000),
        abandoned(40_000),
      ],
      20_000,
    );
    const levels = ServiceLevelFormula.options.map((formula) => [
      formula,
      ratesOf(tally, formula).serviceLevel,
    ]);
    expect(Object.fromEntries(levels)).toEqual({
      default: 1 / 4,
      answered: 1 / 2,
      offered: 1 / 5,
      "late-abandons": 1 / 3,
      "abandons-in-time": 3 / 5,
    });
    for (const formula of ServiceLevelFormula.options)
      expect(ratesOf(emptyTally, formula).serviceLevel).toBeNull();
  });

  test("are those of the definitions: short abandons are no part of a rate", () => {
    const tally = tallyOf(
      [
        answered(10_000, 60_000),
        answered(20_000, null),
        answered(30_000, 90_000),
        abandoned(4_000),
        abandoned(40_000),
      ],
      20_000,
    );
    expect(tally).toMatchObject({
      offered: 5,
      answered: 3,
      answeredInTime: 2,
      abandoned: 2,
      shortAbandoned: 1,
    });
    expect(ratesOf(tally)).toEqual({
      abandonRate: 1 / 4,
      serviceLevel: 2 / 4,
      answerSpeedMs: 20_000,
      averageWaitMs: 20_800,
      averageTalkMs: 75_000,
      handleMs: 75_000,
    });
  });

  test("count the wrap-up after a call into the time that its handling took", () => {
    const call = answered(10_000, 60_000);
    const wrappedUp = { ...call, wrapUpEndedAt: t0 + 10_000 + 60_000 + 15_000 };
    const runs = answered(10_000, null);
    const tally = tallyOf([wrappedUp, call, runs], 20_000);
    expect(tally).toMatchObject({ answered: 3, talks: 2, wrapUps: 1, wrapUpMs: 15_000 });
    expect(ratesOf(tally)).toMatchObject({ averageTalkMs: 60_000, handleMs: 67_500 });
  });

  test("say of how many visits nobody here saw all", () => {
    const tally = tallyOf([abandoned(10_000), { ...abandoned(10_000), rebuilt: true }], 20_000);
    expect(combine([tally, tally])).toMatchObject({ offered: 4, rebuilt: 2 });
  });

  test("say nothing where there is nothing to say it of", () => {
    const nothing = {
      abandonRate: null,
      serviceLevel: null,
      answerSpeedMs: null,
      averageWaitMs: null,
      averageTalkMs: null,
      handleMs: null,
    };
    expect(ratesOf(tallyOf([], 20_000))).toEqual(nothing);
    expect(ratesOf(tallyOf([abandoned(1_000)], 20_000))).toEqual({ ...nothing, averageWaitMs: 1_000 });
    expect(ratesOf(combine([]))).toEqual(nothing);
  });

  test("of several queues weigh each by what happened in it", () => {
    const small = tallyOf([answered(60_000, 10_000)], 20_000);
    const large = tallyOf(
      [1, 2, 3].map(() => answered(10_000, 30_000)),
      20_000,
    );
    expect(ratesOf(combine([small, large, emptyTally]))).toMatchObject({
      serviceLevel: 3 / 4,
      answerSpeedMs: 22_500,
      averageTalkMs: 25_000,
    });
  });
});

describe("days and their quarter hours", () => {
  const hours = (timeZone: string, noon: string) => {
    const day = dayAt(Date.parse(noon), timeZone);
    return {
      date: day.date,
      from: new Date(day.startsAt).toISOString(),
      hours: (day.endsAt - day.startsAt) / 3_600_000,
    };
  };

  test.each([
    [amsterdam, "2026-03-04T12:00Z", "2026-03-04", "2026-03-03T23:00:00.000Z", 24],
    [amsterdam, "2026-03-29T12:00Z", "2026-03-29", "2026-03-28T23:00:00.000Z", 23],
    [amsterdam, "2026-10-25T12:00Z", "2026-10-25", "2026-10-24T22:00:00.000Z", 25],
    ["America/Los_Angeles", "2026-03-08T20:00Z", "2026-03-08", "2026-03-08T08:00:00.000Z", 23],
    ["Pacific/Auckland", "2026-04-05T00:00Z", "2026-04-05", "2026-04-04T11:00:00.000Z", 25],
    ["Pacific/Auckland", "2026-09-27T00:00Z", "2026-09-27", "2026-09-26T12:00:00.000Z", 23],
    ["America/Santiago", "2026-09-06T15:00Z", "2026-09-06", "2026-09-06T04:00:00.000Z", 23],
    ["Asia/Kathmandu", "2026-03-04T12:00Z", "2026-03-04", "2026-03-03T18:15:00.000Z", 24],
  ])("in %s the day of %s begins at its own midnight", (timeZone, noon, date, from, length) => {
    expect(hours(timeZone, noon)).toEqual({ date, from, hours: length });
  });

  test("the same weekday of last week begins at midnight though the clocks were changed in between", () => {
    const day = dayAt(Date.parse("2026-03-30T12:00Z"), amsterdam);
    expect(dayAfter(day, -7, amsterdam)).toMatchObject({
      date: "2026-03-23",
      startsAt: Date.parse("2026-03-22T23:00:00Z"),
    });
  });

  test("every day has 96 quarters: skipped ones stay empty, doubled ones count together", () => {
    const counted = (...instants: string[]) => {
      const entries = instants.map((at) => Date.parse(at));
      const day = dayAt(entries[0] ?? 0, amsterdam);
      const counts = quarterCounter(day, amsterdam)(entries);
      expect(counts).toHaveLength(96);
      return counts.flatMap((count, quarter) => (count > 0 ? [[quarter, count]] : []));
    };
    expect(counted("2026-03-29T00:59Z", "2026-03-29T01:00Z", "2026-03-29T21:59Z")).toEqual([
      [7, 1],
      [12, 1],
      [95, 1],
    ]);
    expect(
      counted("2026-10-25T00:30Z", "2026-10-25T01:30Z", "2026-10-25T22:59Z", "2026-10-25T23:00Z"),
    ).toEqual([
      [10, 2],
      [95, 1],
    ]);
  });
});
