import { expect, test } from "vitest";
import { annoyingMos, meanOpinionScore } from "./call-quality.ts";

test("a call on a good local network is as good as a telephone can be", () => {
  expect(meanOpinionScore({ jitterMs: 2, lossPercent: 0, roundTripMs: 10 })).toBe(4.4);
});

test("loss and delay each bring a call below what people put up with", () => {
  expect(meanOpinionScore({ jitterMs: 5, lossPercent: 1, roundTripMs: 40 })).toBeGreaterThan(annoyingMos);
  expect(meanOpinionScore({ jitterMs: 5, lossPercent: 12, roundTripMs: 40 })).toBeLessThan(annoyingMos);
  expect(meanOpinionScore({ jitterMs: 10, lossPercent: 0, roundTripMs: 800 })).toBeLessThan(annoyingMos);
});

test("the score stays on its scale however bad the call, also where no round trip is known", () => {
  expect(meanOpinionScore({ jitterMs: 5_000, lossPercent: 100, roundTripMs: null })).toBe(1);
});
