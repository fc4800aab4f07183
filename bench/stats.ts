import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import path from "node:path";
import { createFollowers } from "../src/main/publish/row-stream.ts";
import { createStatistics, type Statistics } from "../src/main/publish/statistics.ts";
import { tallyOf } from "../src/main/stats/tally.ts";
import { openStore } from "../src/main/store/open-store.ts";
import type { Store } from "../src/main/store/rows.ts";
import { untouched } from "../src/main/store/touched.ts";
import type { Visit } from "../src/main/store/visit-rows.ts";
import { createHandClock, type HandClock } from "../src/main/support/hand-clock.ts";
import { createLog } from "../src/main/support/log.ts";
import type { CallId, QueueId, UserId } from "../src/shared/model/ids.ts";
import type { QueueTallies } from "../src/shared/model/visits.ts";
import type { BenchResult } from "./run.ts";

const QUEUES = 200;
const VISITS = 100_000;
const ROUNDS = 15;
const LIMITS = { everyFigureMs: 50, oneVisitMs: 1 };
const NOW = Date.parse("2026-03-04T17:00:00+01:00");
const SINCE = Date.parse("2026-03-04T00:00:00+01:00");
const MINUTE_MS = 60_000;
const SERVICE_LEVEL_MS = 20_000;

/** How soon the figures of a busy day are there, and how soon they follow one visit; beside it a plain recount of rows in memory. */
export async function stats(): Promise<BenchResult> {
  console.log(
    `${QUEUES} queues, ${VISITS} visits of today in a SQLite file; ${ROUNDS} times each, medians.\n` +
      "ours: from the file to every figure and chart of every queue; and from a visit that ended to its queue's figures.\n" +
      "peer: the same sums of today and of the last 15, 30 and 60 minutes, recounted in JavaScript over visits that are in memory already.\n" +
      `${availableParallelism()} cores, load before ${loadavg()[0]?.toFixed(1)}.`,
  );
  const folder = mkdtempSync(path.join(tmpdir(), "binnacle-bench-"));
  const clock = createHandClock(NOW);
  const log = createLog((line) => console.error(line), clock.now);
  const store = openStore({ file: path.join(folder, "live.sqlite"), log, now: clock.now });
  try {
    const visits = Array.from({ length: VISITS }, (_, n) => visitNumber(n));
    store.transaction("test", () => {
      for (let n = 0; n < QUEUES; n += 1) store.putQueue({ queueId: queueNumber(n), name: `Queue ${n}` });
      for (const visit of visits) store.addVisit(visit);
    });
    const everyFigure: number[] = [];
    const oneVisit: number[] = [];
    const peer: number[] = [];
    let complete = true;
    for (let round = 0; round < ROUNDS; round += 1) {
      const began = performance.now();
      const statistics = createStatistics({
        store,
        clock,
        log,
        timeZone: "Europe/Amsterdam",
        serviceLevelOf: () => SERVICE_LEVEL_MS,
        followers: () => createFollowers((cause) => console.error(cause)),
      });
      everyFigure.push(performance.now() - began);
      oneVisit.push(changeOne(store, statistics, clock, round));
      const recounting = performance.now();
      const counted = recount(store.queueIds(), visits);
      peer.push(performance.now() - recounting);
      complete &&= figuresOf(statistics).every(
        ({ queueId, today }) => today.offered === counted.get(queueId),
      );
      statistics.close();
    }
    const [everyFigureMs, oneVisitMs, peerMs] = [median(everyFigure), median(oneVisit), median(peer)];
    return {
      bench: "stats",
      ours: everyFigureMs,
      peer: peerMs,
      ratio: Math.round((peerMs / everyFigureMs) * 100) / 100,
      unit: "ms",
      limits: LIMITS,
      ok: complete && everyFigureMs <= LIMITS.everyFigureMs && oneVisitMs <= LIMITS.oneVisitMs,
      oneVisitMs,
      oneVisitByRecountMs: peerMs,
      complete,
    };
  } finally {
    store.close();
    rmSync(folder, { recursive: true });
  }
}

const queueNumber = (n: number) => `queue-${n % QUEUES}` as QueueId;

function visitNumber(n: number): Visit {
  const enteredAt = SINCE + Math.floor((n / VISITS) * (NOW - SINCE));
  const answered = n % 7 > 1;
  const leftAt = enteredAt + ((n * 7919) % 60_000);
  return {
    callId: `call-${n}` as CallId,
    queueId: queueNumber(n),
    enteredAt,
    callerNumber: `+31201${String(n).padStart(6, "0")}`,
    state: answered ? "answered" : "abandoned",
    leftAt,
    agentId: answered ? (`user-${n % 1_000}` as UserId) : null,
    talkEndedAt: answered ? leftAt + 180_000 : null,
    wrapUpEndedAt: answered ? leftAt + 200_000 : null,
    open: false,
    rebuilt: false,
  };
}

/** What is measured ends with the frame: gathering, which is waiting, takes no time of this clock. */
function changeOne(store: Store, statistics: Statistics, clock: HandClock, round: number): number {
  const queueId = queueNumber(round);
  const last = store.visitsOf(queueId, SINCE, NOW).at(-1);
  if (!last) throw new Error("the queue has no visits");
  let sent = 0;
  const unfollow = statistics.tallies.follow(() => {
    sent += 1;
  });
  store.changeVisit({ ...last, rebuilt: !last.rebuilt });
  const began = performance.now();
  statistics.touched({ ...untouched, queueIds: new Set([queueId]) });
  clock.advance(250);
  const tookMs = performance.now() - began;
  unfollow();
  if (sent !== 2) throw new Error("the change did not reach the figures");
  return tookMs;
}

function recount(queueIds: readonly QueueId[], visits: readonly Visit[]): Map<QueueId, number> {
  const byQueue = new Map(queueIds.map((queueId) => [queueId, [] as Visit[]]));
  for (const visit of visits) byQueue.get(visit.queueId)?.push(visit);
  const offered = new Map<QueueId, number>();
  for (const [queueId, own] of byQueue) {
    for (const minutes of [15, 30, 60])
      tallyOf(
        own.filter((visit) => visit.enteredAt > NOW - minutes * MINUTE_MS),
        SERVICE_LEVEL_MS,
      );
    offered.set(queueId, tallyOf(own, SERVICE_LEVEL_MS).offered);
  }
  return offered;
}

function figuresOf(statistics: Statistics): readonly QueueTallies[] {
  let rows: readonly unknown[] = [];
  statistics.tallies.follow((frame) => {
    if (frame.kind === "rows") rows = frame.rows;
  })();
  return rows as readonly QueueTallies[];
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return Math.round((sorted[Math.floor(sorted.length / 2)] ?? Number.NaN) * 100) / 100;
}
