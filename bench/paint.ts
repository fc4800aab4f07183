import { availableParallelism, loadavg } from "node:os";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import type { ReceiveCalls } from "../src/exchange/pbx/company.ts";
import { type Exchange, startExchange } from "../src/exchange/start.ts";
import { message } from "../src/shared/messages/message.ts";
import { COMPASS_BASE, openCompassClient } from "../test/support/compass-client.ts";
import { quietExchange } from "../test/support/stage.ts";
import type { BenchResult } from "./run.ts";
import { type BuiltProduct, openBuiltProduct } from "./support/built-product.ts";
import { assertOneClock } from "./support/one-clock.ts";
import { type Percentiles, percentiles } from "./support/percentiles.ts";
import { recordModel, recordPaints, rowsInView, shownTimes, userOfRow } from "./support/seen.ts";
import { traffic, WAITING } from "./support/traffic.ts";

const USERS = 1_000;
const QUEUES = 50;
const PER_SECOND = 50;
const WARM_UP_SECONDS = 3;
const LIMITS = { p95: 50, p99: 150 };

/**
 * From a notification that the exchange sends to the row of Navigator's directory that is painted, and to the figure on the Wall
 * Display's board; beside it the time until the model of the platform's own client library has changed for the same notification of a
 * status. All are connected all the time.
 */
export async function paint(args: readonly string[]): Promise<BenchResult> {
  const { values } = parseArgs({ args: [...args], options: { seconds: { type: "string", default: "60" } } });
  const seconds = Number(values.seconds);
  if (!(seconds > 0)) throw new Error("--seconds takes a number above 0");
  console.log(
    `${USERS} users, ${QUEUES} queues, ${PER_SECOND} notifications a second for ${seconds} s (after ${WARM_UP_SECONDS} s that do not count).\n` +
      "ours: from before the exchange hands a status to its sessions until the task after the animation frame in which Navigator's row\n" +
      "      shows it (the built product in a process of its own, its directory in Chromium).\n" +
      "board: from before a caller comes to a queue or leaves it until the board, open beside Navigator, shows how many wait.\n" +
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
    return await measure(exchange, product, compass.page, seconds);
  } finally {
    await compass.close();
    await product.close();
    await exchange.close();
  }
}

async function measure(
  exchange: Exchange,
  { navigator, board }: BuiltProduct,
  theirs: Page,
  seconds: number,
): Promise<BenchResult> {
  const { company } = exchange.pbx;
  const people = [...company.users.values()].filter(({ username }) => username !== exchange.operator);
  const inView = new Set((await navigator.evaluate(rowsInView)).map(userOfRow));
  const watched = people.filter(({ id }) => inView.has(id));
  const others = people.filter(({ id }) => !inView.has(id));
  const run = (length: number) =>
    traffic(exchange.pbx, { watched, others, perSecond: PER_SECOND, seconds: length });

  await run(WARM_UP_SECONDS);
  const pages = [navigator, board, theirs];
  await assertOneClock(pages);
  const rowsPainted = await navigator.evaluateHandle(recordPaints, '[role="grid"]');
  const figuresPainted = await board.evaluateHandle(recordPaints, WAITING_FIGURE);
  const modelled = await theirs.evaluateHandle(recordModel);
  const { statuses, waiting, notifications } = await run(seconds);
  await assertOneClock(pages);

  const rows = (await rowsPainted.jsonValue()).map(({ id, text, ...times }) => ({
    ...times,
    id: userOfRow(id) ?? "",
    value: statusIn(text),
  }));
  const figures = (await figuresPainted.jsonValue()).map(({ text, ...times }) => ({
    ...times,
    id: WAITING,
    value: text,
  }));
  const models = await modelled.jsonValue();
  const painted = shownTimes(statuses, rows);
  const boardPainted = shownTimes(waiting, figures);
  const model = shownTimes(statuses, models);
  const [p, q, w] = [percentiles(painted.took), percentiles(model.took), percentiles(boardPainted.took)];
  const lost = { ours: painted.lost, board: boardPainted.lost, peer: model.lost };
  console.log(
    `${notifications} notifications in ${seconds} s; ${statuses.length} of them changed one of ${watched.length} rows in view, ` +
      `${waiting.length} the board's figure.`,
  );
  return {
    bench: "paint",
    ours: p.p95,
    peer: q.p95,
    ratio: Math.round((q.p95 / p.p95) * 1000) / 1000,
    unit: "ms",
    limits: LIMITS,
    ok: isWithinLimits(p) && isWithinLimits(w) && lost.ours + lost.board === 0,
    painted: p,
    document: percentiles(shownTimes(statuses, rows.map(asInDocument)).took),
    board: w,
    boardDocument: percentiles(shownTimes(waiting, figures.map(asInDocument)).took),
    peerModel: q,
    peerFrame: percentiles(
      shownTimes(
        statuses,
        models.map((one) => ({ ...one, at: one.frameAt })),
      ).took,
    ),
    lost,
    samples: statuses.length,
    boardSamples: waiting.length,
  };
}

const WAITING_FIGURE = `section[aria-label="${message("en", "wall.waiting")}"] .big`;

const isWithinLimits = ({ p95, p99 }: Percentiles): boolean => p95 <= LIMITS.p95 && p99 <= LIMITS.p99;

const asInDocument = <P extends { readonly inDocumentAt: number }>(one: P) => ({
  ...one,
  at: one.inDocumentAt,
});

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
