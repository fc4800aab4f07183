import { expect, test } from "vitest";
import type { PhoneCall } from "../../shared/model/calls.ts";
import { createHandClock } from "../support/hand-clock.ts";
import { createRecovery } from "./recovery.ts";

function office(...audio: PhoneCall["audio"][]) {
  const clock = createHandClock();
  const told: string[] = [];
  const calls = audio.map((sound, at) => ({
    facts: () => ({ audio: sound }),
    cutOff: () => told.push(`${at} cut off`),
  }));
  const recovery = createRecovery({
    clock,
    calls: () => calls,
    review: (call) => told.push(`${calls.indexOf(call)} reviewed`),
  });
  return { clock, told, recovery };
}

test("after half a minute without exchange the calls without sound are over, and the others go on", () => {
  const { clock, told, recovery } = office("lost", "flowing");
  recovery.signallingLost();
  clock.advance(20_000);
  recovery.signallingLost();
  clock.advance(9_999);
  expect(told).toEqual([]);
  clock.advance(1);
  expect(told).toEqual(["0 cut off"]);
});

test("once the exchange is back nothing is given up any more, all calls are looked at, and it is told what it did not hear", () => {
  const { clock, told, recovery } = office("lost");
  recovery.signallingLost();
  const heard = recovery.whenBack(() => told.push("hung up"));
  recovery.signallingBack();
  recovery.signallingBack();
  heard();
  recovery.signallingBack();
  clock.advance(60_000);
  expect(told).toEqual(["hung up", "0 reviewed", "hung up", "0 reviewed", "0 reviewed"]);
});
