import { expect, test } from "vitest";
import { alarmAbove, alarmBelow, defaultBoard, limitsAreInOrder, worstAlarm } from "./board.ts";

test("a figure alarms only beyond its limit, and a figure that is not there never", () => {
  const { waitingLimits, serviceLevelLimits } = defaultBoard;
  expect([null, 2, 3, 5, 6].map((waiting) => alarmAbove(waiting, waitingLimits))).toEqual([
    ...["calm", "calm", "amber", "amber", "red"],
  ]);
  expect([null, 0.8, 0.799, 0.6, 0.599].map((rate) => alarmBelow(rate, serviceLevelLimits))).toEqual([
    ...["calm", "calm", "amber", "amber", "red"],
  ]);
  expect(worstAlarm(["calm", "red", "amber"])).toBe("red");
});

test("limits are in order when red lies beyond amber, which for a service level is below", () => {
  expect(limitsAreInOrder(defaultBoard)).toBe(true);
  expect(limitsAreInOrder({})).toBe(true);
  expect(limitsAreInOrder({ waitingLimits: { amber: 5, red: 2 } })).toBe(false);
  expect(limitsAreInOrder({ longestWaitLimitsMs: { amber: 60_000, red: 60_000 } })).toBe(false);
  expect(limitsAreInOrder({ serviceLevelLimits: { amber: 60, red: 80 } })).toBe(false);
});

test("a share that is exactly at its limit is calm, whatever the numbers", () => {
  for (let limit = 1; limit <= 100; limit += 1)
    expect(alarmBelow(limit / 100, { amber: limit, red: 0 }), String(limit)).toBe("calm");
});
