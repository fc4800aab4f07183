import type { Clock } from "./clock.ts";

/** A clock that stands still until it is advanced; what falls due on the way runs in order of time. */
export interface TestClock extends Clock {
  advance(ms: number): void;
}

export function testClock(start = 1_700_000_000_000): TestClock {
  let now = start;
  let count = 0;
  const timers = new Map<number, { readonly at: number; readonly run: () => void }>();
  return {
    now: () => now,
    after(delayMs, run) {
      const id = ++count;
      timers.set(id, { at: now + Math.max(0, delayMs), run });
      return () => timers.delete(id);
    },
    advance(ms) {
      const end = now + ms;
      for (;;) {
        const due = [...timers].filter(([, { at }]) => at <= end);
        const first = due.reduce<(typeof due)[number] | null>(
          (chosen, timer) => (chosen && chosen[1].at <= timer[1].at ? chosen : timer),
          null,
        );
        if (!first) break;
        timers.delete(first[0]);
        now = Math.max(now, first[1].at);
        first[1].run();
      }
      now = end;
    },
  };
}
