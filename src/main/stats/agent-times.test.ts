import { expect, test } from "vitest";
import type { UserId } from "../../shared/model/ids.ts";
import { agentTimes } from "./agent-times.ts";

const [anna, mark] = ["u-anna", "u-mark"] as [UserId, UserId];

test("an agent's times are those within the span, and his occupancy leaves out the time in which he took no calls", () => {
  const stays = [
    { userId: anna, state: "available", beganAt: 0, endedAt: 400 },
    { userId: anna, state: "in-call", beganAt: 400, endedAt: 700 },
    { userId: anna, state: "wrap-up", beganAt: 700, endedAt: 800 },
    { userId: anna, state: "no-calls", beganAt: 800, endedAt: 1_500 },
    { userId: anna, state: "no-queue-calls", beganAt: 1_500, endedAt: 1_600 },
    { userId: anna, state: "in-call", beganAt: 1_600, endedAt: null },
    { userId: mark, state: "no-calls", beganAt: 500, endedAt: null },
  ] as const;
  expect(agentTimes(stays, 300, 1_700)).toEqual([
    {
      ...{
        userId: anna,
        inCallMs: 400,
        wrapUpMs: 100,
        availableMs: 100,
        noQueueCallsMs: 100,
        noCallsMs: 700,
      },
      occupancy: 500 / 700,
    },
    {
      ...{ userId: mark, inCallMs: 0, wrapUpMs: 0, availableMs: 0, noQueueCallsMs: 0, noCallsMs: 1_200 },
      occupancy: null,
    },
  ]);
});
