import { createServer } from "node:http";
import path from "node:path";
import type { Page } from "playwright-core";
import { build } from "vite";
import type { Exchange } from "../../src/exchange/start.ts";
import { launchChromium } from "./chromium.ts";
import { startTlsFront } from "./tls-front.ts";

/** The base domain that the exchange must have: the library derives every host from it, always with TLS. */
export const COMPASS_BASE = "compass.test";
const NAMES = ["app", "rest", "bosh"].map((name) => `${name}.${COMPASS_BASE}`);
const PAGE = path.resolve(import.meta.dirname, "../foreign/compass-client-page.js");

/** The platform's own client library in a real Chromium; after signing in the page has its `connection`. */
export interface CompassClient {
  readonly page: Page;
  /** Rejects with what the library says. */
  signIn(account: { readonly username: string; readonly password: string }): Promise<void>;
  close(): Promise<void>;
}

export async function openCompassClient(exchange: Exchange): Promise<CompassClient> {
  const script = await bundle();
  const app = createServer((request, response) => {
    const isScript = request.url === "/client.js";
    response.writeHead(200, { "content-type": isScript ? "text/javascript" : "text/html" });
    response.end(isScript ? script : '<!doctype html><script type="module" src="/client.js"></script>');
  });
  await new Promise<void>((listening) => app.listen(0, "127.0.0.1", listening));
  const bound = app.address();
  if (bound === null || typeof bound === "string") throw new Error("no port");
  const ports = [bound.port, portOf(exchange.address), portOf(exchange.services.xmppWebSocket)];
  const fronts = await Promise.all(ports.map((port) => startTlsFront(NAMES, port)));
  const rules = NAMES.map((name, index) => `MAP ${name} 127.0.0.1:${fronts[index]?.port}`).join(",");
  const browser = await launchChromium({
    args: [`--host-resolver-rules=${rules}`, "--ignore-certificate-errors"],
  });
  const page = await browser.newPage();
  await page.goto(`https://app.${COMPASS_BASE}/`);
  await page.waitForFunction(() => "Connection" in window);
  return {
    page,
    signIn: ({ username, password }) =>
      page.evaluate(
        async ([base, login, secret]) => {
          const { Connection } = window as unknown as {
            Connection: new (base: string) => { connect(jid: string, password: string): Promise<void> };
          };
          const connection = new Connection(base ?? "");
          await connection.connect(login ?? "", secret ?? "").catch((cause: unknown) => {
            throw new Error(String(cause));
          });
          Object.assign(window, { connection });
        },
        [COMPASS_BASE, `${username}@uc.${COMPASS_BASE}`, password],
      ),
    async close() {
      await browser.close();
      await Promise.all(fronts.map((front) => front.close()));
      app.closeAllConnections();
      app.close();
    },
  };
}

const portOf = (url: string) => Number(new URL(url).port);

/** The library as it is on npm, with the peers it names. */
async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    publicDir: false,
    logLevel: "error",
    resolve: { mainFields: ["browser", "main"] },
    build: {
      write: false,
      minify: false,
      modulePreload: false,
      rolldownOptions: {
        input: PAGE,
        output: { format: "es", codeSplitting: false },
      },
    },
  });
  const output = Array.isArray(result) ? result[0] : result;
  if (!output || !("output" in output)) throw new Error("nothing was built");
  return output.output[0].code;
}
