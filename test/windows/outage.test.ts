import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Console, openConsole } from "../support/stage.ts";

const ENTRY = path.resolve(import.meta.dirname, "../../out/main/exchange.js");

interface Ready {
  readonly address: string;
  readonly username: string;
  readonly password: string;
}

let exchange: ChildProcess;
let ready: Ready;
let stage: Console;

async function start(port: number): Promise<void> {
  exchange = fork(ENTRY, ["demo", `--port=${port}`, "--seed=1", "--callers-per-minute=20"], {
    env: { ...process.env, BINNACLE_EXCHANGE_SECRET: "outage" },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  [ready] = (await once(exchange, "message")) as [Ready];
}

async function kill(): Promise<void> {
  if (exchange.exitCode !== null || exchange.signalCode !== null) return;
  const ended = once(exchange, "exit");
  exchange.kill("SIGKILL");
  await ended;
}

beforeEach(async () => {
  await start(0);
  stage = await openConsole();
});
afterEach(async () => {
  await stage.close();
  await kill();
});

const region = (name: string) => stage.page.getByRole("region", { name });

test("data fades when the exchange dies, says since when, and is live again without a reload when it is back", async () => {
  await stage.submitSignIn(ready.address, ready.username, ready.password);
  await stage.page.getByText("Phone ready").waitFor();
  await region("Callers").getByText("ringing").first().waitFor({ timeout: 20_000 });
  await stage.page.evaluate(() => Object.assign(window, { before: true }));
  const colour = () =>
    region("Colleagues")
      .getByText("Free", { exact: true })
      .first()
      .evaluate((word) => getComputedStyle(word).color);
  const fresh = await colour();

  const died = Date.now();
  await kill();
  await vi.waitFor(async () => expect(await colour()).not.toBe(fresh), { timeout: 5_000, interval: 50 });
  console.log(`faded ${Date.now() - died} ms after the exchange was killed`);
  await region("Connection")
    .getByText(/Lost for/)
    .waitFor();
  const toldTime = await region("Data is old").innerText();
  expect(toldTime).toMatch(/\d{1,2}:\d{2}/);

  await start(Number(new URL(ready.address).port));
  await region("Connection").getByText("Live").waitFor({ timeout: 20_000 });
  await stage.page.getByText("Phone ready").waitFor({ timeout: 10_000 });
  await vi.waitFor(async () => expect(await colour()).toBe(fresh));
  expect(await stage.page.evaluate(() => "before" in window)).toBe(true);
  // The new exchange has a company in which nobody calls yet: whoever was there before would be a ghost.
  expect(await region("Current call").innerText()).toContain("No call");
  await region("Callers").getByText("ringing").first().waitFor({ timeout: 20_000 });
});

test("a wrong password is answered with a clear sentence, and the right one then signs in", async () => {
  await stage.submitSignIn(ready.address, ready.username, "not the password");
  await stage.page
    .getByRole("alert")
    .getByText(/password/i)
    .waitFor();
  await stage.submitSignIn(ready.address, ready.username, ready.password);
  await stage.page.getByText("Phone ready").waitFor();
});
