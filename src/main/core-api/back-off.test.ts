import { expect, test } from "vitest";
import { backOffMs } from "./back-off.ts";

test("the pauses before connecting again grow from half a second to a minute, spread by chance", () => {
  expect([0, 1, 4, 7, 50].map((n) => backOffMs(n, 1))).toEqual([500, 1_000, 8_000, 60_000, 60_000]);
  expect([0, 50].map((n) => backOffMs(n, 0))).toEqual([250, 30_000]);
});
