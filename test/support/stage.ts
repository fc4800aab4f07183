import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "playwright-core";
import { type SimulatedLeg, simulatedLeg } from "../../src/exchange/demo/simulated-leg.ts";
import { playTo } from "../../src/exchange/media/player.ts";
import { createTestPhone, type TestPhone } from "../../src/exchange/sip/test-phone.ts";
import { type Exchange, type ExchangeOptions, startExchange } from "../../src/exchange/start.ts";
import { createWebHost } from "../../src/main/hosts/web/web-host.ts";
import { createProduct, type Product } from "../../src/main/product.ts";
import { systemClock } from "../../src/main/support/clock.ts";
import { createLog } from "../../src/main/support/log.ts";
import { launchChromium } from "./chromium.ts";
import { noteLoops } from "./page-audio.ts";
import { createRecorder, type Recorder, tone, toneWav } from "./tone.ts";

const BUILT = path.resolve(import.meta.dirname, "../../out/renderer");
export const OPERATOR_HZ = 1500;

/** An exchange in which nothing happens by itself. */
export const quietExchange: ExchangeOptions = {
  seed: 1,
  secret: "stage",
  callersPerMinute: 0,
  users: 0,
  queues: 0,
  ringMs: 30_000,
  simulateColleagues: false,
  musicOnHold: tone(300, 1),
  voices: new Map(),
};

/** The whole product, as it is built, in a real browser whose microphone is a tone. */
export interface Console {
  readonly product: Product;
  readonly page: Page;
  /** Errors that the browser logged. */
  readonly problems: readonly string[];
  readonly lines: readonly string[];
  /** Where the product keeps its files. */
  readonly folder: string;
  /** Opens another window of the same person in the same browser. */
  openWindow(name: "navigator" | "bridge" | "wall"): Promise<Page>;
  /** Fills in the form and sends it. */
  submitSignIn(server: string, username: string, password: string): Promise<void>;
  close(): Promise<void>;
}

/** A console at an exchange of its own. */
export interface Stage extends Console {
  readonly exchange: Exchange;
  /** Signs in as the demo's operator and waits until the phone is ready. */
  signIn(): Promise<void>;
  /** A colleague's console, in a browser of its own, signed in. */
  openColleague(username: string): Promise<Console>;
}

export async function openConsole(options: { transferRingMs?: number } = {}): Promise<Console> {
  if (!existsSync(BUILT)) throw new Error("this test runs what is built: npm run build");
  const folder = await mkdtemp(path.join(tmpdir(), "binnacle-stage-"));
  const microphoneFile = path.join(folder, "microphone.wav");
  await writeFile(microphoneFile, toneWav(OPERATOR_HZ, 10));
  const lines: string[] = [];
  const log = createLog((line) => lines.push(line), Date.now);
  const product = createProduct({
    dataFolder: folder,
    clock: systemClock,
    log,
    startDemoExchange: () => Promise.reject(new Error("a stage has its own")),
    ...options,
  });
  const host = await createWebHost(product, { root: BUILT, port: 0, host: "127.0.0.1", log });
  const browser = await launchChromium({ microphoneFile });
  await browser.context.addInitScript(noteLoops);
  const page = await browser.newPage();
  await page.goto(host.address());
  return {
    product,
    page,
    problems: browser.problems,
    lines,
    folder,
    async openWindow(name) {
      const opened = await browser.newPage();
      await opened.goto(new URL(`/${name}`, host.address()).href);
      return opened;
    },
    async submitSignIn(server, username, password) {
      await page.getByLabel("Server").fill(server);
      await page.getByLabel("User name").fill(username);
      await page.getByLabel("Password").fill(password);
      await page.getByRole("button", { name: "Sign in" }).click();
    },
    async close() {
      await browser.close();
      await host.close();
      await product.close();
      await rm(folder, { recursive: true });
    },
  };
}

export async function openStage(
  options: { transferRingMs?: number } = {},
  changed: Partial<ExchangeOptions> = {},
): Promise<Stage> {
  const exchange = await startExchange({ ...quietExchange, ...changed });
  const own = await openConsole(options);
  const consoles = [own];
  async function signIn(console: Console, name: string): Promise<void> {
    const { username, password } = exchange.credentials(name);
    await console.submitSignIn(exchange.address, username, password);
    await console.page.getByText("Phone ready").waitFor({ timeout: 10_000 });
  }
  return {
    ...own,
    exchange,
    signIn: () => signIn(own, exchange.operator),
    async openColleague(username) {
      const colleague = await openConsole(options);
      consoles.push(colleague);
      await signIn(colleague, username);
      return colleague;
    },
    async close() {
      for (const console of consoles) await console.close();
      await exchange.close();
    },
  };
}

/** Somebody outside who calls the company and has this tone for a voice. */
export interface ToneCaller {
  readonly leg: SimulatedLeg;
  readonly heard: Recorder;
  hangUp(): void;
}

export function callWithTone(
  exchange: Exchange,
  hz: number,
  caller: { number: string; name: string; dialled?: string },
): ToneCaller {
  const heard = createRecorder(400);
  const leg = simulatedLeg("calling", { heard: heard.record });
  exchange.pbx.callFromOutside({ dialled: mainNumber(exchange), ...caller, leg });
  const voice = {
    get state() {
      return leg.state;
    },
    play: leg.say,
  };
  const stop = playTo(voice, tone(hz, 1));
  return {
    leg,
    heard,
    hangUp() {
      stop();
      leg.leave("hung-up");
    },
  };
}

function mainNumber(exchange: Exchange): string {
  const main = [...exchange.pbx.company.externalNumbers.values()].find(({ name }) => name === "Main number");
  if (!main) throw new Error("the company has no main number");
  return main.number;
}

/** A colleague with a SIP phone of his own. */
export async function logOn(exchange: Exchange, username: string): Promise<TestPhone> {
  const account = exchange.credentials(username);
  const phone = createTestPhone(exchange.sip.url, {
    domain: exchange.services.xmppDomain.replace(/^uc\./, ""),
    ...account,
  });
  await phone.userAgent.start();
  const status = await phone.register();
  if (status !== 200) throw new Error(`${username}'s phone was refused: ${status}`);
  return phone;
}
