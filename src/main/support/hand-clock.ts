import type { Clock } from "./clock.ts";

/** A clock that tests drive: nothing happens until `advance`. */
export interface HandClock extends Clock {
  /** Moves time on and runs what falls due, in order. */
  advance(durationMs: number): void;
  /** The machine's clock is set: no time passes, and what falls due stays as far away. */
  setBy(differenceMs: number): void;
}

export function createHandClock(startAt = 1_700_000_000_000): HandClock {
  let now = startAt;
  let timers: { dueAt: number; run: () => void }[] = [];
  return {
    now: () => now,
    after(delayMs, run) {
      const timer = { dueAt: now + delayMs, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
    advance(durationMs) {
      const end = now + durationMs;
      for (;;) {
        const next = timers.filter((each) => each.dueAt <= end).sort((a, b) => a.dueAt - b.dueAt)[0];
        if (!next) break;
        timers = timers.filter((each) => each !== next);
        now = Math.max(now, next.dueAt);
        next.run();
      }
      // It may have been set meanwhile.
      now = Math.max(now, end);
    },
    setBy(differenceMs) {
      now += differenceMs;
      for (const timer of timers) timer.dueAt += differenceMs;
    },
  };
}
