/** Time as an argument: the wall clock in the product, a hand-driven one in tests. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs once after this many milliseconds; the answer cancels it. */
  after(delayMs: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
