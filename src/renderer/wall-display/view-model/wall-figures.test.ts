import { expect, test } from "vitest";
import { QueueId } from "../../../shared/model/ids.ts";
import type { Connection } from "../../../shared/model/product-state.ts";
import { courseOf } from "./quarters.ts";
import { ageOfFigures, silentSince, staleness } from "./staleness.ts";

const day = (calls: Readonly<Record<number, number>>) =>
  Array.from({ length: 96 }, (_, quarter) => calls[quarter] ?? 0);
const queueId = QueueId.parse("q1");

test("the course of a day shows working hours, and more where there were calls, summed over the queues", () => {
  const quiet = courseOf([{ queueId, today: day({}), lastWeek: null }]);
  expect([quiet.first, quiet.today.length, quiet.lastWeek]).toEqual([32, 40, null]);
  const busy = courseOf([
    { queueId, today: day({ 30: 2 }), lastWeek: day({ 77: 1 }) },
    { queueId, today: day({ 30: 3 }), lastWeek: null },
  ]);
  expect([busy.first, busy.first + busy.today.length]).toEqual([28, 80]);
  expect(busy.today[2]).toBe(5);
  expect(busy.lastWeek?.[77 - 28]).toBe(1);
});

test("figures are fresh while live, and as old as the last word of the telephone system or of the product", () => {
  const live: Connection = {
    phase: "live",
    since: 0,
    lastHeardAt: 1_000,
    nextAttemptAt: null,
    refusal: null,
    server: null,
    username: null,
    demo: false,
  };
  const lost: Connection = { ...live, phase: "lost" };
  expect(silentSince({ lostAt: null, connection: live })).toBeNull();
  expect(silentSince({ lostAt: 7_000, connection: live })).toBe(7_000);
  expect(silentSince({ lostAt: 7_000, connection: lost })).toBe(1_000);
  const ages = [null, 5_001, 5_000, -49_999].map((since) => ageOfFigures(since, 10_000));
  expect(ages.map(staleness)).toEqual(["fresh", "fresh", "fading", "fading"]);
  expect(staleness(60_000)).toBe("dead");
});
