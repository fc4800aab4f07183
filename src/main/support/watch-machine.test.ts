import { expect, onTestFinished, test } from "vitest";
import { createHandClock } from "./hand-clock.ts";
import { watchMachine } from "./watch-machine.ts";

/** A machine whose clock and addresses are set by hand. */
function machine() {
  const clock = createHandClock();
  let addresses = ["192.0.2.7"];
  let sleptMs = 0;
  let changes = 0;
  const stop = watchMachine({
    // While a machine sleeps its clock goes on, but no timer runs.
    clock: { now: () => clock.now() + sleptMs, after: clock.after },
    addresses: () => addresses,
    changed: () => changes++,
  });
  onTestFinished(stop);
  return {
    clock,
    stop,
    changes: () => changes,
    sleep: (durationMs: number) => {
      sleptMs += durationMs;
    },
    moveTo: (...there: string[]) => {
      addresses = there;
    },
  };
}

test("a machine that just runs has nothing to tell", () => {
  const { clock, changes } = machine();
  clock.advance(60 * 60_000);
  expect(changes()).toBe(0);
});

test("a machine that wakes up, or comes to another network or to one at all, tells it once and soon", () => {
  const { clock, changes, sleep, moveTo } = machine();
  sleep(8 * 60 * 60_000);
  clock.advance(2_000);
  expect(changes()).toBe(1);
  moveTo();
  clock.advance(2_000);
  expect(changes()).toBe(2);
  moveTo("198.51.100.4", "2001:db8::4");
  clock.advance(60_000);
  expect(changes()).toBe(3);
});

test("timers that are a little late are no sleep, and whoever stopped watching hears nothing", () => {
  const { clock, changes, sleep, stop } = machine();
  sleep(1_000);
  clock.advance(2_000);
  expect(changes()).toBe(0);
  stop();
  sleep(60_000);
  clock.advance(60_000);
  expect(changes()).toBe(0);
});
