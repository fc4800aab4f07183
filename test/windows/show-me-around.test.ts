import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Page } from "playwright-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { launchChromium } from "../support/chromium.ts";

const BUILT = path.resolve(import.meta.dirname, "../../out/main/web.js");

let data: string;
let product: ChildProcess;
let browser: Awaited<ReturnType<typeof launchChromium>>;
let page: Page;

beforeEach(async () => {
  data = await mkdtemp(path.join(tmpdir(), "binnacle-around-"));
  product = spawn(process.execPath, [BUILT, `--data=${data}`], { stdio: ["pipe", "pipe", "inherit"] });
  browser = await launchChromium();
  page = await browser.newPage();
  await page.goto(await printedAddress());
});
afterEach(async () => {
  await browser.close();
  const ended = once(product, "exit");
  product.kill("SIGTERM");
  await ended;
  await rm(data, { recursive: true });
});

const region = (name: string) => page.getByRole("region", { name });
/** Soon there may be more than one. */
const somebodyRings = () =>
  region("Callers").getByRole("button", { name: "Answer" }).first().waitFor({ timeout: 20_000 });

test("Show me around leads to a working Navigator within three seconds, and a caller rings within twenty", async () => {
  const pressed = Date.now();
  await page.getByRole("button", { name: "Show me around" }).click();
  await region("Colleagues").getByText("Mark Visser").waitFor();
  await page.getByText("Phone ready").waitFor();
  const workingMs = Date.now() - pressed;
  await somebodyRings();
  console.log(`working after ${workingMs} ms, a caller rings after ${Date.now() - pressed} ms`);
  expect(workingMs).toBeLessThan(3_000);
  await page.keyboard.press("+");
  await region("Current call").getByText("Talking").waitFor();
  expect(browser.problems).toEqual([]);
});

test("a demo exchange that died is started again, and the console is live again by itself", async () => {
  await page.getByRole("button", { name: "Show me around" }).click();
  await page.getByText("Phone ready").waitFor();
  const log = await readFile(path.join(data, "binnacle.log"), "utf8");
  const exchange = /the exchange is at .*, process (\d+)/.exec(log)?.[1];
  process.kill(Number(exchange), "SIGKILL");
  await region("Connection")
    .getByText(/Lost for/)
    .waitFor({ timeout: 5_000 });
  await region("Connection").getByText("Live").waitFor({ timeout: 20_000 });
  await page.getByText("Phone ready").waitFor({ timeout: 10_000 });
  await somebodyRings();
});

async function printedAddress(): Promise<string> {
  if (!product.stdout) throw new Error("the product has no output");
  for await (const line of createInterface({ input: product.stdout })) {
    const address = /http:\S+token=\S+/.exec(line)?.[0];
    if (address) return address;
  }
  throw new Error("the product ended before it said where it is");
}
