import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "playwright-core";
import { build } from "vite";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { createWebHost, type WebHost } from "../../src/main/hosts/web/web-host.ts";
import { createLog } from "../../src/main/support/log.ts";
import { launchChromium } from "../support/chromium.ts";
import { createFakeProduct, type FakeProduct } from "../support/fake-product.ts";

const SOURCES = path.resolve(import.meta.dirname, "../support/link-page");

let built: string;
let browser: Awaited<ReturnType<typeof launchChromium>>;
let product: FakeProduct;
let host: WebHost;
let page: Page;

beforeAll(async () => {
  built = await mkdtemp(path.join(tmpdir(), "binnacle-link-page-"));
  const input = ["navigator", "phone-audio"].map((name) => path.join(SOURCES, name, "index.html"));
  await build({
    configFile: false,
    logLevel: "warn",
    root: SOURCES,
    base: "./",
    build: {
      outDir: built,
      emptyOutDir: true,
      target: "chrome140",
      modulePreload: { polyfill: false },
      rolldownOptions: { input },
    },
  });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await rm(built, { recursive: true });
});

const startHost = (port: number) =>
  createWebHost(product, { root: built, port, host: "127.0.0.1", log: createLog(() => {}, Date.now) });

beforeEach(async () => {
  const row = { queueId: "front-desk" };
  product = createFakeProduct({ queues: { kind: "rows", sequence: 0, rows: [row] } });
  host = await startHost(0);
  browser.problems.length = 0;
  page = await browser.newPage();
  // The page's sockets, so that a test can break one.
  await page.addInitScript(() => {
    const sockets: WebSocket[] = [];
    Object.assign(window, { sockets });
    window.WebSocket = class extends WebSocket {
      constructor(url: string | URL) {
        super(url);
        sockets.push(this);
      }
    };
  });
  await page.goto(host.address());
  await page.getByText("connected", { exact: true }).waitFor();
});
afterEach(async () => {
  await page.close();
  await host.close();
});

test("a browser tab follows the product under the strict policy, and its address keeps no token", async () => {
  await page.getByText("front-desk").waitFor();
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe("/navigator");
  const change = { kind: "change", sequence: 1, upserts: [{ queueId: "sales" }], removals: [] } as const;
  product.publish("queues", change);
  await page.getByText("front-desk sales").waitFor();
  expect(browser.problems).toEqual([]);
});

test("the page embedded in a browser tab lends its microphone to the product", async () => {
  await vi.waitFor(() => expect(product.audio).toHaveLength(1), { timeout: 10_000 });
  await vi.waitFor(() => expect(product.heard).toEqual([{ name: "microphone", value: { state: "ready" } }]));
  await expect(product.audio[0]?.ask("ring.start", {})).resolves.toEqual({});
  await page.goto("about:blank");
  await vi.waitFor(() => expect(product.audio).toHaveLength(0));
});

test("a browser tab whose link breaks comes back by itself and follows again", async () => {
  await page.evaluate(() => (window as unknown as { sockets: WebSocket[] }).sockets[0]?.send("garbage"));
  await page.getByText("connecting").waitFor();
  await page.getByText("connected", { exact: true }).waitFor();
  product.publish("queues", { kind: "change", sequence: 1, upserts: [], removals: ["front-desk"] });
  await vi.waitFor(async () => expect(await page.locator("#queues").textContent()).toBe(""));
});

test("a browser tab of before a restart says what to do", async () => {
  const { port } = new URL(host.address());
  await host.close();
  host = await startHost(Number(port));
  await page.getByText("Press Enter in the terminal").waitFor();
});
