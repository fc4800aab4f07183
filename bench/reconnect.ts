import { fork } from "node:child_process";
import { once } from "node:events";
import { availableParallelism, loadavg } from "node:os";
import path from "node:path";
import { simulatedLeg } from "../src/exchange/demo/simulated-leg.ts";
import { type Exchange, startExchange } from "../src/exchange/start.ts";
import { COMPASS_BASE, openCompassClient } from "../test/support/compass-client.ts";
import { quietExchange } from "../test/support/stage.ts";
import type { BenchResult } from "./run.ts";
import type { SignedIn, SignIns } from "./support/client-process.ts";

const USERS = 5_000;
const QUEUES = 200;
const CALLS = 1_000;
const ROUNDS = 5;
const LIMITS = { tookMs: 2_000, blockedMs: 50 };

/** From the socket until the whole company is in the cache and the streams; beside it the platform's own client library. */
export async function reconnect(): Promise<BenchResult> {
  console.log(
    `${USERS} users, ${QUEUES} queues, ${CALLS} live calls; ${ROUNDS} times each, medians.\n` +
      "ours: from the beginning of the sign-in until everything is in SQLite and in the streams, in a process of its own.\n" +
      "again: the same once more, until it is in SQLite; blocked and longest turn are of both, the turn by processor time.\n" +
      "peer: compass.js in Chromium, from connect() until it says that it is connected and its model is full.\n" +
      `${availableParallelism()} cores, load before ${loadavg()[0]?.toFixed(1)}.`,
  );
  const exchange = await startExchange({
    ...quietExchange,
    domain: COMPASS_BASE,
    users: USERS,
    queues: QUEUES,
  });
  try {
    callMany(exchange);
    const account = exchange.credentials(exchange.operator);
    const ours = await signInMeasured({
      server: exchange.address,
      ...account,
      rounds: ROUNDS,
      colleagues: USERS,
      liveCalls: CALLS,
    });
    const theirs: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) theirs.push(await compassSignIn(exchange, account));
    const [tookMs, peer] = [median(ours.map((one) => one.tookMs)), median(theirs)];
    const blockedMs = median(ours.map((one) => one.blockedMs));
    const againMs = median(ours.map((one) => one.againMs));
    const longestTurnMs = median(ours.map((one) => one.longestTurnMs));
    return {
      bench: "reconnect",
      ours: tookMs,
      peer,
      ratio: Math.round((peer / tookMs) * 100) / 100,
      unit: "ms",
      limits: LIMITS,
      ok: tookMs <= LIMITS.tookMs && blockedMs <= LIMITS.blockedMs,
      blockedMs,
      longestTurnMs,
      againMs,
    };
  } finally {
    await exchange.close();
  }
}

function callMany({ pbx }: Exchange): void {
  const numbers = [...pbx.company.externalNumbers.values()];
  for (let n = 0; n < CALLS; n += 1) {
    const dialled = numbers[n % QUEUES]?.number;
    if (dialled === undefined) throw new Error("a queue has no number");
    pbx.callFromOutside({ leg: simulatedLeg("calling"), number: `3161${1_000_000 + n}`, name: "", dialled });
  }
}

async function signInMeasured(signIns: SignIns): Promise<readonly SignedIn[]> {
  const child = fork(path.join(import.meta.dirname, "support/client-process.ts"));
  const answered = once(child, "message");
  child.send(signIns);
  const [answers] = (await Promise.race([
    answered,
    once(child, "exit").then(() => Promise.reject(new Error("the client's process ended without an answer"))),
  ])) as [readonly SignedIn[]];
  return answers;
}

async function compassSignIn(
  exchange: Exchange,
  account: { readonly username: string; readonly password: string },
): Promise<number> {
  const compass = await openCompassClient(exchange);
  try {
    const began = performance.now();
    await compass.signIn(account);
    return performance.now() - began;
  } finally {
    await compass.close();
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return Math.round(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN);
}
