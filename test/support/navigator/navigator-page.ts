import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { readPage } from "../../../src/main/hosts/pages.ts";
import type { MainFrame, WindowFrame } from "../../../src/shared/contract/frames.ts";
import { launchChromium } from "../chromium.ts";
import { now } from "./company.ts";
import { createScriptedProduct, type Published, type ScriptedProduct } from "./scripted-product.ts";

const built = path.resolve(import.meta.dirname, "../../../out/renderer");

/** The windows by their address. */
export type WindowName = "navigator" | "bridge" | "wall";

export interface NavigatorStage {
  /** Opens a window, Navigator unless another is named, on a product of its own. */
  open(
    published: Partial<Published>,
    size?: { width: number; height: number },
    window?: WindowName,
  ): Promise<NavigatorPage>;
  close(): Promise<void>;
}

export interface NavigatorPage {
  readonly page: Page;
  readonly product: ScriptedProduct;
  /** Until the page has drawn everything that was published so far. */
  settled(): Promise<void>;
  /** The errors that the page logged. */
  readonly complaints: readonly string[];
  close(): Promise<void>;
}

/** Serves the built windows as a host does, and opens them in a real browser with a scripted product behind the preload bridge. */
export async function openNavigatorStage(): Promise<NavigatorStage> {
  if (!existsSync(built)) throw new Error("this runs what is built: npm run build");
  const server = createServer((request, response) => {
    readPage(built, request.url ?? "/").then(
      (file) => response.writeHead(file ? 200 : 404, file?.headers).end(file?.body),
      (cause) => response.destroy(cause),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const chromium = await launchChromium();
  const browser = chromium.context.browser();
  if (!browser) throw new Error("the browser is gone");
  const address = `http://127.0.0.1:${port}`;
  return {
    open: (published, size = { width: 1280, height: 800 }, window = "navigator") =>
      openPage(browser, `${address}/${window}`, published, size),
    async close() {
      await chromium.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function openPage(
  browser: Browser,
  address: string,
  published: Partial<Published>,
  viewport: { width: number; height: number },
): Promise<NavigatorPage> {
  const context = await browser.newContext({
    viewport,
    timezoneId: "Europe/Amsterdam",
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  // Frames must keep their order, which parallel evaluations would not promise.
  let delivered: Promise<unknown> = Promise.resolve();
  const deliver = (frame: MainFrame) => {
    delivered = delivered.then(() => page.evaluate(deliverInPage, frame)).catch(() => {});
  };
  const product = createScriptedProduct(deliver);
  product.publish(published);
  await page.exposeFunction("toProduct", (frame: WindowFrame) => product.receive(frame));
  await page.addInitScript(bridgeInPage);
  await page.clock.setFixedTime(now);
  await page.goto(address);
  await page.locator("#window > *").first().waitFor();
  const settled = async () => {
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    await delivered;
    await page.evaluate(
      () => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve))),
    );
  };
  return { page, product, settled, complaints, close: () => context.close() };
}

declare global {
  interface Window {
    toProduct(frame: WindowFrame): void;
    fromProduct?: (frame: MainFrame) => void;
  }
}

function bridgeInPage(): void {
  Object.defineProperty(window, "binnacle", {
    value: {
      send: (frame: WindowFrame) => window.toProduct(frame),
      onFrame: (listener: (frame: MainFrame) => void) => {
        window.fromProduct = listener;
      },
    },
  });
}

function deliverInPage(frame: MainFrame): void {
  window.fromProduct?.(frame);
}
