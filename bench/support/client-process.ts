import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as after, setImmediate as nextTurn } from "node:timers/promises";
import { createDataPath } from "../../test/support/data-path.ts";
import { watchTurns } from "./longest-turn.ts";

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
  /** The same once more, into a store and streams that have it all: until it is in the store. */
  readonly againMs: number;
  /** The longest time that the event loop did nothing else, in both. */
  readonly blockedMs: number;
  /** The processor time of its longest turn. */
  readonly longestTurnMs: number;
}

/** Until what REST tells of the company is in the streams too. */
const restMs = 500;
/** Resolution of the event loop's monitor: a timer that is late by more was held up. */
const resolutionMs = 5;

process.once("message", async (told: SignIns) => {
  const { server, username, password, rounds, colleagues, liveCalls } = told;
  const answers: SignedIn[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const path = createDataPath();
    const loop = monitorEventLoopDelay({ resolution: resolutionMs });
    loop.enable();
    const longestTurn = watchTurns();
    const signIn = async () => {
      const result = await path.core.signIn(server, username, password);
      if (!result.ok) throw new Error(`the sign-in was refused: ${result.refusal.code}`);
    };
    const began = performance.now();
    await signIn();
    while (path.now("colleagues").length < colleagues || path.now("live-calls").length < liveCalls)
      await nextTurn();
    const tookMs = performance.now() - began;
    await after(restMs);
    const beganAgain = performance.now();
    await signIn();
    const againMs = performance.now() - beganAgain;
    await after(restMs);
    loop.disable();
    answers.push({
      tookMs,
      againMs,
      blockedMs: loop.max / 1e6 - resolutionMs,
      longestTurnMs: longestTurn(),
    });
    await path.core.signOut();
    await path.close();
  }
  process.send?.(answers, () => process.exit());
});
