import { expect, test } from "vitest";
import { seededRandom } from "../pbx/random.ts";
import { demoCompany } from "./company.ts";
import { regularCustomers } from "./customers.ts";
import { lastWeek } from "./last-week.ts";

/** Thursday, a quarter past two. */
const now = new Date(2026, 2, 5, 14, 15).getTime();
const weekdays = ["2026-02-26", "2026-02-27", "2026-03-02", "2026-03-03", "2026-03-04"];

function week(seed = 1, at = now) {
  const random = seededRandom(seed);
  const { company, operator } = demoCompany({ users: 0, queues: 0, ringMs: 20_000 }, random);
  const customers = regularCustomers(random, []);
  const past = lastWeek({ company, customers, operator, seed, now: at });
  return { company, operator, customers, past };
}

test("a weekday has 400 to 600 queue calls within opening hours, a Saturday fewer, and days outside the week none", () => {
  const { past } = week();
  for (const day of weekdays) {
    const { calls, visits } = past.of(day);
    expect(visits.length).toBeGreaterThanOrEqual(400);
    expect(visits.length).toBeLessThanOrEqual(600);
    const hours = calls.map(({ startedAt }) => new Date(startedAt).getHours());
    expect([Math.min(...hours), Math.max(...hours)]).toEqual([8, 17]);
  }
  const saturday = past.of("2026-02-28").visits.length;
  expect(saturday).toBeGreaterThan(100);
  expect(saturday).toBeLessThan(300);
  for (const day of ["2026-02-25", "2026-03-06", "today"]) expect(past.of(day).calls).toEqual([]);
});

test("every queue has calls, most are taken by one of its agents soon, and some callers give up", () => {
  const { past, company } = week();
  const visits = weekdays.flatMap((day) => past.of(day).visits);
  for (const { id, members } of company.queues.values()) {
    const own = visits.filter(({ queueId }) => queueId === id);
    const taken = own.filter(({ agent }) => agent !== null);
    expect(taken.length / own.length).toBeGreaterThan(0.7);
    for (const { agent } of taken) expect(members.has(agent?.userId ?? "")).toBe(true);
    const waits = taken.map(({ enteredAt, leftAt }) => (leftAt ?? 0) - enteredAt).sort((a, b) => a - b);
    expect(waits[Math.floor(waits.length / 2)]).toBeLessThan(20_000);
  }
  expect(visits.filter(({ agent }) => agent === null).length / visits.length).toBeGreaterThan(0.02);
});

test("the files of a day agree with each other, and nobody talks with two at once", () => {
  const { calls, visits, callSteps } = week().past.of("2026-03-04");
  expect(new Set(calls.map(({ id }) => id)).size).toBe(calls.length);
  for (const { call, agent, enteredAt, leftAt } of visits) {
    expect(calls).toContain(call);
    expect([enteredAt, leftAt]).toEqual([call.startedAt, call.answeredAt ?? call.endedAt]);
    expect([...call.users.keys()]).toEqual(agent ? [agent.userId] : []);
  }
  for (const { call, agent } of visits) {
    const steps = callSteps.filter(({ callId }) => callId === call.id);
    expect(steps.map(({ destination }) => destination.place.type)).toEqual(
      agent ? ["Dialplan", "Queue", "User", "User"] : ["Dialplan", "Queue", "Queue"],
    );
    expect(steps.at(-1)).toMatchObject({ at: call.endedAt, reason: call.reason, state: "DISCONNECTED" });
  }
  expect(new Set(callSteps.map(({ id }) => id)).size).toBe(callSteps.length);
  const talks = new Map<string, { from: number; until: number }[]>();
  for (const { users, answeredAt, endedAt } of calls) {
    if (answeredAt === null || endedAt === null) continue;
    for (const id of users.keys())
      talks.set(id, [...(talks.get(id) ?? []), { from: answeredAt, until: endedAt }]);
  }
  for (const own of talks.values()) {
    own.sort((a, b) => a.from - b.from);
    for (const [at, { until }] of own.entries())
      expect(until).toBeLessThanOrEqual(own[at + 1]?.from ?? Number.POSITIVE_INFINITY);
  }
});

test("today is told until now, and calls that would not be over yet are left out", () => {
  const { calls, visits } = week().past.of("2026-03-05");
  expect(visits.length).toBeGreaterThan(200);
  for (const { endedAt } of calls) expect(endedAt).toBeLessThanOrEqual(now);
  expect(Math.max(...calls.map(({ endedAt }) => endedAt ?? 0))).toBeGreaterThan(now - 10 * 60_000);
});

test("every day the operator took calls, missed some, called others, and talked with customers who call again", () => {
  const { past, operator, customers } = week();
  const regulars = new Set(customers.map(({ number }) => number));
  for (const day of [...weekdays, "2026-03-05"]) {
    const own = past.of(day).calls.flatMap((call) => {
      const part = call.users.get(operator.id);
      return part ? [{ ...call, ...part, talked: part.answeredAt !== null }] : [];
    });
    const talked = own.filter((call) => call.talked && call.incoming);
    expect(talked.length).toBeGreaterThan(20);
    expect(talked.some(({ from }) => from.type === "External" && regulars.has(from.number))).toBe(true);
    const conversations = new Set(own.flatMap((call) => (call.talked ? [call.id] : [])));
    const missed = own.filter(({ incoming, id, parentId }) => incoming && !conversations.has(parentId ?? id));
    expect(missed.length).toBeGreaterThan(0);
    expect(own.filter((call) => call.talked && !call.incoming).length).toBeGreaterThan(0);
  }
});

test("also early in the morning today has calls already", () => {
  const early = new Date(2026, 2, 5, 6, 15).getTime();
  const { past, operator } = week(1, early);
  const own = past.of("2026-03-05").calls.filter(({ users }) => users.has(operator.id));
  expect(own.length).toBeGreaterThan(5);
  expect(
    Math.min(...past.of("2026-03-04").calls.map(({ startedAt }) => new Date(startedAt).getHours())),
  ).toBe(8);
});

test("the same seed gives the same week in whatever order it is asked for, another seed another", () => {
  const [one, same, other] = [week(7), week(7), week(8)];
  const days = [...weekdays].reverse();
  const story = ({ past }: ReturnType<typeof week>, of: readonly string[]) =>
    new Map(of.map((day) => [day, past.of(day).calls.map(({ id, endedAt }) => `${id} ${endedAt}`)]));
  const told = story(one, weekdays);
  for (const [day, calls] of story(same, days)) expect(calls).toEqual(told.get(day));
  expect(story(other, weekdays)).not.toEqual(told);
  expect(one.past.of("2026-03-04")).toBe(one.past.of("2026-03-04"));
});
