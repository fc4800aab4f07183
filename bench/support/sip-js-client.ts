import { createServer } from "node:http";
import path from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { build } from "vite";
import type { Exchange } from "../../src/exchange/start.ts";
import type { PagePhone } from "../../test/foreign/sip-js-page.ts";

const PAGE = path.resolve(import.meta.dirname, "../../test/foreign/sip-js-page.ts");

/** A phone that SIP.js makes wholly within a page, in a window of its own of this browser: of two tabs one is not painted. */
export async function openSipJsClient(
  browser: Browser,
  prepare: (context: BrowserContext) => Promise<void>,
): Promise<{
  readonly page: Page;
  register(
    exchange: Exchange,
    phone: { readonly username: string; readonly target: string; readonly iceGatheringTimeoutMs: number },
  ): Promise<void>;
  close(): Promise<void>;
}> {
  const script = await bundle();
  const server = createServer((request, response) => {
    const isScript = request.url === "/phone.js";
    response.writeHead(200, { "content-type": isScript ? "text/javascript" : "text/html" });
    response.end(isScript ? script : '<!doctype html><script type="module" src="/phone.js"></script>');
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("no port");
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await prepare(context);
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${bound.port}/`);
  await page.waitForFunction(() => "phone" in window);
  return {
    page,
    async register(exchange, { username, ...rest }) {
      const account = {
        ...exchange.credentials(username),
        ...rest,
        url: exchange.sip.url,
        domain: exchange.services.xmppDomain.replace(/^uc\./, ""),
      };
      await page.evaluate((given) => (window as unknown as { phone: PagePhone }).phone.start(given), account);
    },
    async close() {
      await context.close();
      server.closeAllConnections();
      server.close();
    },
  };
}

async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    publicDir: false,
    logLevel: "error",
    build: {
      write: false,
      modulePreload: false,
      rolldownOptions: { input: PAGE, output: { format: "es", codeSplitting: false } },
    },
  });
  const output = Array.isArray(result) ? result[0] : result;
  if (!output || !("output" in output)) throw new Error("nothing was built");
  return output.output[0].code;
}
