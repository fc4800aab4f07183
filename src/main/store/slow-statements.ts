import type { Log } from "../support/log.ts";

const slowMs = 50;
const toldEveryMs = 60_000;

/** Tells the log of what took more than 50 ms, by its name and at most once a minute. */
export function createSlowStatements(log: Log, now: () => number): (name: string, tookMs: number) => void {
  const toldAt = new Map<string, number>();
  return (name, tookMs) => {
    if (tookMs <= slowMs) return;
    const last = toldAt.get(name);
    if (last !== undefined && now() - last < toldEveryMs) return;
    toldAt.set(name, now());
    log.info("store", `slow: ${name} took ${Math.round(tookMs)} ms`);
  };
}
