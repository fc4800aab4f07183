import type { Clock } from "./clock.ts";

/** For about this long nothing else of the program has its turn. */
const turnMs = 5;

/** Long work that keeps nobody waiting: one job after the other, each in steps of a few milliseconds. */
export interface Turns {
  /**
   * Begins as soon as all jobs before it are done, which may be at once; what takes less than a turn is then done when this returns.
   * Rejects where a step fails; the steps after it are left out. Resolves also where the job is dropped.
   */
  run(steps: Iterable<() => void>): Promise<void>;
  /** Does now whatever is left. */
  finish(): void;
  /** Forgets whatever is left. */
  drop(): void;
}

export function createTurns(clock: Clock): Turns {
  const jobs: { steps: Iterator<() => void>; resolve(): void; reject(cause: unknown): void }[] = [];
  let cancel = () => {};

  function work(isOver: () => boolean): void {
    for (let [job] = jobs; job; [job] = jobs) {
      if (isOver()) {
        cancel = clock.after(0, turn);
        return;
      }
      try {
        const step = job.steps.next();
        if (!step.done) {
          step.value();
          continue;
        }
        job.resolve();
      } catch (cause) {
        job.reject(cause);
      }
      jobs.shift();
    }
  }

  function turn(): void {
    const began = clock.now();
    // The machine's clock may be set back.
    work(() => Math.abs(clock.now() - began) >= turnMs);
  }

  return {
    run: (steps) =>
      new Promise((resolve, reject) => {
        jobs.push({ steps: steps[Symbol.iterator](), resolve, reject });
        if (jobs.length === 1) turn();
      }),
    finish() {
      cancel();
      work(() => false);
    },
    drop() {
      cancel();
      for (const { resolve } of jobs.splice(0)) resolve();
    },
  };
}
