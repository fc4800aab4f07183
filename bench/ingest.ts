import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import path from "node:path";
import { performance } from "node:perf_hooks";
import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import { parse } from "ltx";
import type { Page } from "playwright-core";
import { queueXml, userXml } from "../src/exchange/core-api/xml.ts";
import { type Exchange, startExchange } from "../src/exchange/start.ts";
import type { Snapshot } from "../src/main/core-api/facts.ts";
import { parseQueue, parseUser } from "../src/main/core-api/parse-entities.ts";
import { parseEventMessage } from "../src/main/core-api/parse-notification.ts";
import { createIngest } from "../src/main/ingest/create-ingest.ts";
import { createPublisher } from "../src/main/publish/create-publisher.ts";
import { openStore } from "../src/main/store/open-store.ts";
import { systemClock } from "../src/main/support/clock.ts";
import { createLog } from "../src/main/support/log.ts";
import type { UserId } from "../src/shared/model/ids.ts";
import { COMPASS_BASE, openCompassClient } from "../test/support/compass-client.ts";
import { quietExchange } from "../test/support/stage.ts";
import type { BenchResult } from "./run.ts";
import { createStanzaReader } from "./support/read-stanza.ts";
import { queueTraffic, type Traffic } from "./support/stanzas.ts";

const USERS = 5_000;
const QUEUES = 200;
const LIVE_CALLS = 1_000;
const STANZAS = 20_000;
const ROUNDS = 8;
/** About what one read of a busy socket brings. */
const STANZAS_PER_TURN = 20;
const LEAST_RATIO = 10;
/** Longer than anything gathers. */
const SETTLED_MS = 500;
const FOLLOWED = [
  "colleagues",
  "queues",
  "callers",
  "own-calls",
  "live-calls",
  "tallies",
  "quarters",
] as const;

/** How many notifications a second one core parses, applies, writes to SQLite and publishes; beside it the platform's own client library. */
export async function ingest(): Promise<BenchResult> {
  console.log(
    `${USERS} users, ${QUEUES} queues, ${LIVE_CALLS} live calls; ${STANZAS} distinct notifications of calls, the better of each side's\n` +
      `${ROUNDS} rounds in turn.\n` +
      "ours: text → stanza → facts → SQLite file → streams with followers, in one Node process.\n" +
      "peer: the same texts through DOMParser and compass.js' own handler in Chromium; it changes its model and writes nothing.\n" +
      `${availableParallelism()} cores, load before ${loadavg()[0]?.toFixed(1)}.`,
  );
  const exchange = await startExchange({
    ...quietExchange,
    domain: COMPASS_BASE,
    users: USERS,
    queues: QUEUES,
  });
  const compass = await openCompassClient(exchange);
  try {
    await compass.signIn(exchange.credentials(exchange.operator));
    const traffic = queueTraffic(exchange.pbx.company, {
      live: LIVE_CALLS,
      count: STANZAS,
      now: Date.now(),
      from: `pubsub.uc.${COMPASS_BASE}`,
      to: `${exchange.operator}@uc.${COMPASS_BASE}/bench`,
    });
    const snapshot = snapshotOf(exchange);
    const parsing: number[] = [];
    const storing: number[] = [];
    const whole: number[] = [];
    const peer: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      parsing.push(parseAll(traffic));
      storing.push(await applyAll(traffic, snapshot, false));
      whole.push(await applyAll(traffic, snapshot, true));
      peer.push(await modelAll(compass.page, traffic));
    }
    const rate = (tookMs: readonly number[]) => Math.round((STANZAS / Math.min(...tookMs)) * 1000);
    const [ours, theirs] = [rate(whole), rate(peer)];
    const ratio = Math.round((ours / theirs) * 10) / 10;
    const shareOf = (ms: number) => Math.round((ms / Math.min(...whole)) * 100);
    return {
      bench: "ingest",
      ours,
      peer: theirs,
      ratio,
      unit: "notifications/s",
      limits: { ratio: LEAST_RATIO },
      ok: ratio >= LEAST_RATIO,
      unpublished: rate(storing),
      sharesPercent: {
        parse: shareOf(Math.min(...parsing)),
        applyAndWrite: shareOf(Math.min(...storing) - Math.min(...parsing)),
        publish: shareOf(Math.min(...whole) - Math.min(...storing)),
      },
    };
  } finally {
    await compass.close();
    await exchange.close();
  }
}

/** What the exchange's phone component answers to a client that signs in. */
function snapshotOf({ pbx, operator }: Exchange): Snapshot {
  const users = [...pbx.company.users.values()];
  const parsedUsers = users.flatMap((user) => parseUser(parse(userXml(user, `uc.${COMPASS_BASE}`))) ?? []);
  const queues = [...pbx.company.queues.values()].flatMap(
    (queue) => parseQueue(parse(queueXml(queue, [], `uc.${COMPASS_BASE}`))) ?? [],
  );
  return {
    company: "bench",
    me: (users.find(({ username }) => username === operator)?.id ?? null) as UserId | null,
    users: parsedUsers.map(({ user }) => user),
    queues: queues.map(({ queue }) => queue),
    memberships: queues.flatMap(({ members }) => members),
    calls: [],
    serverAheadMs: 0,
  };
}

function parseAll({ stanzas }: Traffic): number {
  const read = createStanzaReader();
  const began = performance.now();
  for (const stanza of stanzas) parseEventMessage(read(stanza));
  return performance.now() - began;
}

/**
 * From the first text until the last change was written and, where it is published, has reached the followers: without the time at the
 * end in which the process only waits for the timers that gather changes, since it could work on more notifications in it.
 */
async function applyAll(traffic: Traffic, snapshot: Snapshot, published: boolean): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), "binnacle-bench-"));
  const clock = systemClock;
  const log = createLog((line) => console.error(line), clock.now);
  const store = openStore({ file: path.join(folder, "live.sqlite"), log, now: clock.now });
  const publisher = createPublisher({
    store,
    clock,
    log,
    timeZone: "Europe/Amsterdam",
    noteOf: () => "",
    colleagueNoteOf: () => "",
    serviceLevelOf: () => null,
    answersByItself: () => false,
  });
  let tookMs = 0;
  let began = performance.eventLoopUtilization();
  const reached = () => {
    tookMs = performance.eventLoopUtilization(began).active;
  };
  const { facts, ...ingest } = createIngest({
    store,
    clock,
    log,
    touched(touched) {
      reached();
      if (published) publisher.touched(touched);
    },
    snapshotNeeded: () => console.error("a notification named somebody unknown"),
  });
  for (const stream of FOLLOWED) publisher.follow(stream, reached);
  const read = createStanzaReader();
  const feed = async (stanzas: readonly string[]) => {
    for (let at = 0; at < stanzas.length; at += STANZAS_PER_TURN) {
      for (const stanza of stanzas.slice(at, at + STANZAS_PER_TURN)) facts(parseEventMessage(read(stanza)));
      await nextTurn();
    }
    await pause(SETTLED_MS);
  };
  void ingest.snapshot(snapshot);
  await feed(traffic.before);
  began = performance.eventLoopUtilization();
  await feed(traffic.stanzas);
  ingest.close();
  publisher.close();
  store.close();
  rmSync(folder, { recursive: true });
  return tookMs;
}

/** The library's own model, which the real connection has filled with users and queues. */
function modelAll(page: Page, { before, stanzas }: Traffic): Promise<number> {
  return page.evaluate(
    ([first, texts]) => {
      const { connection, $ } = window as unknown as {
        connection: { _onReceivePubsub(message: unknown): void };
        $(element: Element): unknown;
      };
      const parser = new DOMParser();
      const take = (text: string) =>
        connection._onReceivePubsub($(parser.parseFromString(text, "text/xml").documentElement));
      for (const text of first ?? []) take(text);
      const began = performance.now();
      for (const text of texts ?? []) take(text);
      return performance.now() - began;
    },
    [before, stanzas],
  );
}
