import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import type { ReceiveCalls } from "../src/exchange/pbx/company.ts";
import { type Exchange, startExchange } from "../src/exchange/start.ts";
import { message } from "../src/shared/messages/message.ts";
import { COMPASS_BASE, openCompassClient } from "../test/support/compass-client.ts";
import { quietExchange } from "../test/support/stage.ts";
import type { BenchResult } from "./run.ts";
import { openBuiltProduct } from "./support/built-product.ts";
import { assertOneClock } from "./support/one-clock.ts";
import { percentiles } from "./support/percentiles.ts";
import { recordModel, recordPaints, rowsInView, shownTimes } from "./support/seen.ts";
import { traffic } from "./support/traffic.ts";

const USERS = 1_000;
const QUEUES = 50;
const PER_SECOND = 50;
const WARM_UP_SECONDS = 3;
const LIMITS = { p95: 50, p99: 150 };

/**
 * From a notification that the exchange sends to the row of Navigator's directory that is painted; beside it the time until the
 * model of the platform's own client library has changed for the same notification. Both clients are connected all the time.
 */
export async function paint(args: readonly string[]): Promise<BenchResult> {
  const { values } = parseArgs({ args: [...args], options: { seconds: { type: "string", default: "60" } } });
  const seconds = Number(values.seconds);
  if (!(seconds > 0)) throw new Error("--seconds takes a number above 0");
  console.log(
    `${USERS} users, ${QUEUES} queues, ${PER_SECOND} notifications a second for ${seconds} s (after ${WARM_UP_SECONDS} s that do not count).\n` +
      "ours: from before the exchange hands a status to its sessions until the task after the animation frame in which Navigator's row\n" +
      "      shows it (the built product in a process of its own, its directory in Chromium).\n" +
      "peer: from the same moment until compass.js, in a Chromium of its own, reports the change of its model; it draws nothing.\n" +
      "      peerFrame: until the end of the frame after that, the earliest that a page on top of it could have shown it.\n" +
      "One machine, one clock; steps of 0.1 ms in Chromium. " +
      `${availableParallelism()} cores, load before ${loadavg()[0]?.toFixed(1)}.`,
  );
  const exchange = await startExchange({
    ...quietExchange,
    domain: COMPASS_BASE,
    users: USERS,
    queues: QUEUES,
  });
  for (const user of exchange.pbx.company.users.values()) exchange.pbx.people.setLoggedIn(user, true);
  const product = await openBuiltProduct();
  const compass = await openCompassClient(exchange);
  try {
    const account = exchange.credentials(exchange.operator);
    await product.signIn({ server: exchange.address, ...account });
    await compass.signIn(account);
    return await measure(exchange, product.page, compass.page, seconds);
  } finally {
    await compass.close();
    await product.close();
    await exchange.close();
  }
}

async function measure(exchange: Exchange, ours: Page, theirs: Page, seconds: number): Promise<BenchResult> {
  const { company } = exchange.pbx;
  const people = [...company.users.values()].filter(({ username }) => username !== exchange.operator);
  const inView = new Set(await ours.evaluate(rowsInView));
  const watched = people.filter(({ id }) => inView.has(id));
  const others = people.filter(({ id }) => !inView.has(id));
  const run = (length: number) =>
    traffic(exchange.pbx, { watched, others, perSecond: PER_SECOND, seconds: length });

  await run(WARM_UP_SECONDS);
  await assertOneClock([ours, theirs]);
  const painted = await ours.evaluateHandle(recordPaints);
  const modelled = await theirs.evaluateHandle(recordModel);
  const { sent, notifications } = await run(seconds);
  await ours.waitForTimeout(1_000);
  await assertOneClock([ours, theirs]);

  const rows = (await painted.jsonValue()).map(({ label, ...row }) => ({ ...row, status: statusIn(label) }));
  const shown = shownTimes(sent, rows);
  const inDocument = shownTimes(
    sent,
    rows.map((row) => ({ ...row, at: row.inDocumentAt })),
  );
  const models = await modelled.jsonValue();
  const model = shownTimes(sent, models);
  const frame = shownTimes(
    sent,
    models.map((one) => ({ ...one, at: one.frameAt })),
  );
  const [p, q] = [percentiles(shown.took), percentiles(model.took)];
  const lost = { ours: shown.lost, peer: model.lost };
  console.log(
    `${notifications} notifications in ${seconds} s; ${sent.length} of them changed one of ${watched.length} rows in view.`,
  );
  return {
    bench: "paint",
    ours: p.p95,
    peer: q.p95,
    ratio: Math.round((q.p95 / p.p95) * 1000) / 1000,
    unit: "ms",
    limits: LIMITS,
    ok: p.p95 <= LIMITS.p95 && p.p99 <= LIMITS.p99 && lost.ours === 0,
    painted: p,
    document: percentiles(inDocument.took),
    peerModel: q,
    peerFrame: percentiles(frame.took),
    lost,
    samples: sent.length,
  };
}

const WORDS: Record<ReceiveCalls, string> = {
  ALL: message("en", "presence.free"),
  ONLY_DIRECT: message("en", "presence.no-queue-calls"),
  NONE: message("en", "presence.no-calls"),
};

/** The status that a row's label ends with; null: another state. */
function statusIn(label: string): string | null {
  const found = Object.entries(WORDS).find(([, words]) => label.endsWith(`, ${words}`));
  return found?.[0] ?? null;
}
