import type { Clock } from "../pbx/clock.ts";
import type { Random } from "../pbx/random.ts";
import type { SimulatedLeg } from "./simulated-leg.ts";

/** Speaks PCMU in a loop by handing on 20 ms at a time; the answer stops it. */
export type Speak = (leg: SimulatedLeg, frames: Buffer) => () => void;

export interface Scene {
  readonly clock: Clock;
  readonly random: Random;
  readonly speak: Speak;
}

/** What goes on after a while; each is stopped when the party's leg ends. */
export interface Timers {
  after(delayMs: number, run: () => void): void;
  stop(): void;
}

export function timersOf(clock: Clock): Timers {
  const stops = new Set<() => void>();
  return {
    after(delayMs, run) {
      const stop = clock.after(delayMs, () => {
        stops.delete(stop);
        run();
      });
      stops.add(stop);
    },
    stop() {
      for (const stop of stops) stop();
      stops.clear();
    },
  };
}
