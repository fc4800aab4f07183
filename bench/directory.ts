import { execFileSync } from "node:child_process";
import { availableParallelism, loadavg } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import type { Page } from "playwright-core";
import { startExchange } from "../src/exchange/start.ts";
import { message } from "../src/shared/messages/message.ts";
import { quietExchange } from "../test/support/stage.ts";
import type { BenchResult } from "./run.ts";
import { type BuiltProduct, openBuiltProduct } from "./support/built-product.ts";
import { makeEmptyPage, scrollFrames } from "./support/frames.ts";
import { contactsCsv } from "./support/many-contacts.ts";
import { percentiles } from "./support/percentiles.ts";
import { changeStates } from "./support/state-changes.ts";
import { recordTyped } from "./support/typed.ts";

const USERS = 10_000;
const IMPORTED_WITHIN_MS = 300_000;
const CHANGES_PER_SECOND = 100;
const LIMITS = { keystrokeP95: 30, frameMs: 32, importTurnMs: 20 };
/** Of colleagues and of people outside; each letter narrows what the one before it found. */
const WORDS = [
  "vera k",
  "bos",
  "jans",
  "kram",
  "yara",
  "huism",
  "anne",
  "coen",
  "zoe",
  "frit",
  "wout",
  "prins",
];
const ROUNDS = 3;
/** Slower than people type, so that no key meets the results of the one before. */
const BETWEEN_KEYS_MS = 200;
const SCROLL_ROUNDS = 4;
const SCROLL_SECONDS = 3;
/** Two rows in every frame. */
const SCROLL_STEP_PX = 80;

/** A directory of ten thousand whose states change, with a large address book behind it: searched and scrolled. */
export async function directory(args: readonly string[]): Promise<BenchResult> {
  const { values } = parseArgs({
    args: [...args],
    options: { contacts: { type: "string", default: "250000" } },
  });
  const contacts = Number(values.contacts);
  if (!(contacts > 0)) throw new Error("--contacts takes a number above 0");
  const before = loadavg()[0] ?? 0;
  console.log(
    `${USERS} colleagues, ${CHANGES_PER_SECOND} changes of their states a second; ${contacts} contacts imported in Navigator.\n` +
      "import: the product is asked for a page over HTTP all the time; how long it lets that wait.\n" +
      "ours: from a key until the task after the animation frame in which the last of its results are in the directory.\n" +
      `scrolled: intervals between frames while ${SCROLL_STEP_PX} px are scrolled in each; empty: a place of the same size without content\n` +
      "      in a window of its own in the same browser, in turn.\n" +
      `${availableParallelism()} cores, load before ${before.toFixed(1)}.`,
  );
  const exchange = await startExchange({ ...quietExchange, users: USERS });
  const users = [...exchange.pbx.company.users.values()];
  for (const user of users) exchange.pbx.people.setLoggedIn(user, true);
  const product = await openBuiltProduct();
  await product.board.close();
  const { navigator } = product;
  const memory = { signedIn: 0, imported: 0 };
  try {
    await product.signIn({ server: exchange.address, ...exchange.credentials(exchange.operator) });
    await navigator.locator(`[role="grid"][aria-rowcount="${users.length}"]`).waitFor();
    memory.signedIn = residentMb(product.processId);
    const imported = await importContacts(product, contacts);
    memory.imported = residentMb(product.processId);

    const colleagues = users.filter(({ username }) => username !== exchange.operator);
    const endChanges = changeStates(exchange.pbx, colleagues, CHANGES_PER_SECOND);
    const began = performance.now();
    const typed = await type(navigator);
    const scrolled = await scroll(navigator);
    const changesPerSecond = Math.round(endChanges() / ((performance.now() - began) / 1_000));

    const keystroke = percentiles(typed.took);
    const [frames, empty] = [framesOf(scrolled.ours), framesOf(scrolled.empty)];
    return {
      bench: "directory",
      ours: keystroke.p95,
      peer: empty.longestMs,
      ratio: Math.round((empty.longestMs / frames.longestMs) * 1_000) / 1_000,
      unit: "ms",
      limits: LIMITS,
      ok:
        keystroke.p95 <= LIMITS.keystrokeP95 &&
        frames.over === 0 &&
        imported.waitedMs.p99 <= LIMITS.importTurnMs,
      keystroke,
      keys: typed.took.length,
      keysWithoutOthers: typed.unchanged,
      scrolled: frames,
      empty,
      import: imported,
      changesPerSecond,
      mainMb: { ...memory, atEnd: residentMb(product.processId) },
      windowMb: await heapMb(navigator),
      load: [before, loadavg()[0] ?? 0].map((load) => Math.round(load * 10) / 10),
    };
  } finally {
    await product.close();
    await exchange.close();
  }
}

/** As a person does it. */
async function importContacts({ navigator, address }: BuiltProduct, count: number) {
  const buffer = Buffer.from(contactsCsv(count));
  await navigator.getByRole("button", { name: message("en", "settings.title") }).click();
  await navigator.getByRole("button", { name: message("en", "contacts.open") }).click();
  const dialog = navigator.getByRole("dialog", { name: message("en", "contacts.title") });
  await dialog
    .locator("input[type=file]")
    .setInputFiles({ name: "customers.csv", mimeType: "text/csv", buffer });
  const run = dialog.getByRole("button", { name: message("en", "contacts.import"), exact: true });
  await run.waitFor();
  const waited: number[] = [];
  let done = false;
  const began = performance.now();
  const asking = (async () => {
    while (!done) {
      const asked = performance.now();
      await (await fetch(address)).arrayBuffer();
      waited.push(performance.now() - asked);
      await pause(5);
    }
  })();
  await run.click();
  await dialog.getByText(`${count.toLocaleString("en")} new`).waitFor({ timeout: IMPORTED_WITHIN_MS });
  await run.waitFor({ state: "detached", timeout: IMPORTED_WITHIN_MS });
  await dialog
    .getByRole("button", { name: message("en", "contacts.choose-file"), disabled: false })
    .waitFor({ timeout: IMPORTED_WITHIN_MS });
  const tookS = Math.round((performance.now() - began) / 100) / 10;
  done = true;
  await asking;
  await navigator.keyboard.press("Escape");
  await navigator.keyboard.press("Escape");
  return { tookS, waitedMs: { ...percentiles(waited), longest: Math.round(Math.max(...waited) * 10) / 10 } };
}

async function type(navigator: Page) {
  const recorded = await navigator.evaluateHandle(recordTyped);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const word of WORDS) {
      for (const key of word) {
        await navigator.keyboard.press(key === " " ? "Space" : key);
        await pause(BETWEEN_KEYS_MS);
      }
      await navigator.getByRole("row", { selected: true }).waitFor();
      await navigator.keyboard.press("Escape");
      await pause(BETWEEN_KEYS_MS);
    }
  }
  const typed = await recorded.jsonValue();
  const took = typed.flatMap(({ tookMs }) => tookMs ?? []);
  return { took, unchanged: typed.length - took.length };
}

async function scroll(navigator: Page) {
  const size = await navigator
    .locator(GRID)
    .evaluate((grid) => [grid.clientWidth, grid.clientHeight, grid.scrollHeight] as const);
  // A window of its own: of two tabs one is behind the other and not painted.
  const beside = await navigator.context().browser()?.newContext({ viewport: navigator.viewportSize() });
  if (!beside) throw new Error("the browser is gone");
  const emptyPage = await beside.newPage();
  await emptyPage.evaluate(makeEmptyPage, size);
  const [ours, empty]: [number[], number[]] = [[], []];
  for (let round = 0; round < SCROLL_ROUNDS; round += 1) {
    empty.push(
      ...(await emptyPage.evaluate(scrollFrames, ["#empty", SCROLL_SECONDS, SCROLL_STEP_PX] as const)),
    );
    ours.push(...(await navigator.evaluate(scrollFrames, [GRID, SCROLL_SECONDS, SCROLL_STEP_PX] as const)));
  }
  await beside.close();
  return { ours, empty };
}

const GRID = '.directory [role="grid"]';

function framesOf(intervals: readonly number[]) {
  const sum = intervals.reduce((total, each) => total + each, 0);
  return {
    perSecond: Math.round((intervals.length / sum) * 10_000) / 10,
    ...percentiles(intervals),
    longestMs: Math.round(Math.max(...intervals) * 10) / 10,
    over: intervals.filter((each) => each > LIMITS.frameMs).length,
    frames: intervals.length,
  };
}

const residentMb = (processId: number): number =>
  Math.round(Number(execFileSync("ps", ["-o", "rss=", "-p", String(processId)])) / 1024);

/** What the page's scripts hold once their garbage is gone. */
async function heapMb(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  await session.send("Performance.enable");
  const { metrics } = await session.send("Performance.getMetrics");
  const used = metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? Number.NaN;
  return Math.round(used / 1024 / 1024);
}
