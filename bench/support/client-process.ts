import { monitorEventLoopDelay } from "node:perf_hooks";
import { setImmediate as nextTurn } from "node:timers/promises";
import { createDataPath } from "../../test/support/data-path.ts";

/** What the process of a client is told, and what it answers for each time that it signed in. */
export interface SignIns {
  readonly server: string;
  readonly username: string;
  readonly password: string;
  readonly rounds: number;
  /** How many of each make the company complete. */
  readonly colleagues: number;
  readonly liveCalls: number;
}
export interface SignedIn {
  /** From the beginning of the sign-in until everything is in the streams. */
  readonly tookMs: number;
  /** The longest time that the event loop did nothing else. */
  readonly blockedMs: number;
}

/** Resolution of the event loop's monitor: a timer that is late by more was held up. */
const resolutionMs = 5;

process.once("message", async (told: SignIns) => {
  const { server, username, password, rounds, colleagues, liveCalls } = told;
  const answers: SignedIn[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const path = createDataPath();
    const loop = monitorEventLoopDelay({ resolution: resolutionMs });
    loop.enable();
    const began = performance.now();
    const result = await path.core.signIn(server, username, password);
    if (!result.ok) throw new Error(`the sign-in was refused: ${result.refusal.code}`);
    while (path.now("colleagues").length < colleagues || path.now("live-calls").length < liveCalls)
      await nextTurn();
    const tookMs = performance.now() - began;
    loop.disable();
    answers.push({
      tookMs,
      blockedMs: loop.max / 1e6 - resolutionMs,
    });
    await path.core.signOut();
    await path.close();
  }
  process.send?.(answers, () => process.exit());
});
