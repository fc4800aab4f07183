import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Exchange, startExchange } from "../../src/exchange/start.ts";
import { createProduct, type Product } from "../../src/main/product.ts";
import { systemClock } from "../../src/main/support/clock.ts";
import { createLog } from "../../src/main/support/log.ts";
import type { StreamFrame, StreamItem, StreamName } from "../../src/shared/contract/streams.ts";
import { launchChromium } from "../support/chromium.ts";
import { callWithTone, quietExchange } from "../support/stage.ts";
import { startTlsFront, type TlsFront } from "../support/tls-front.ts";

/** The platform's own client library derives every host from the base domain, always with TLS. */
const BASE = "compass.test";
const NAMES = ["app", "rest", "bosh"].map((name) => `${name}.${BASE}`);

interface CompassModel {
  readonly company: { readonly id: string; readonly name: string };
  readonly users: Record<
    string,
    { readonly id: string; readonly name: string; readonly extensions: unknown }
  >;
  readonly queues: Record<
    string,
    { readonly id: string; readonly name: string; getCalls(): { id: string }[] }
  >;
  readonly calls: Record<string, { readonly id: string }>;
}

let folder: string;
let exchange: Exchange;
let fronts: TlsFront[];
let app: ReturnType<typeof createServer>;
let browser: Awaited<ReturnType<typeof launchChromium>>;
let page: Page;
let product: Product;

const portOf = (url: string) => Number(new URL(url).port);

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "binnacle-compass-"));
  exchange = await startExchange({ ...quietExchange, domain: BASE, simulateColleagues: true });
  const script = await bundle();
  app = createServer((request, response) => {
    const isScript = request.url === "/client.js";
    response.writeHead(200, { "content-type": isScript ? "text/javascript" : "text/html" });
    response.end(isScript ? script : '<!doctype html><script type="module" src="/client.js"></script>');
  });
  await new Promise<void>((listening) => app.listen(0, "127.0.0.1", listening));
  const bound = app.address();
  if (bound === null || typeof bound === "string") throw new Error("no port");
  const ports = [bound.port, portOf(exchange.address), portOf(exchange.services.xmppWebSocket)];
  fronts = await Promise.all(ports.map((port) => startTlsFront(NAMES, port)));
  const rules = NAMES.map((name, index) => `MAP ${name} 127.0.0.1:${fronts[index]?.port}`).join(",");
  browser = await launchChromium({ args: [`--host-resolver-rules=${rules}`, "--ignore-certificate-errors"] });
  page = await browser.newPage();
  await page.goto(`https://app.${BASE}/`);
  await page.waitForFunction(() => "Connection" in window);
  product = createProduct({
    dataFolder: folder,
    clock: systemClock,
    log: createLog(() => {}, Date.now),
    startDemoExchange: () => Promise.reject(new Error("not here")),
  });
});

afterAll(async () => {
  await browser.close();
  await product.close();
  await Promise.all(fronts.map((front) => front.close()));
  app.closeAllConnections();
  app.close();
  await exchange.close();
  await rm(folder, { recursive: true });
});

test("the platform's own client library loads the users, queues and calls that our windows show", async () => {
  const { username, password } = exchange.credentials(exchange.operator);
  const callers = [600, 700, 800].map((hz) =>
    callWithTone(exchange, hz, { number: `3161234${hz}`, name: `Caller ${hz}` }),
  );
  await signIn(`${username}@uc.${BASE}`, password);
  const signedIn = await product.request("session.sign-in", { server: exchange.address, username, password });
  expect(signedIn).toEqual({ ok: true, value: {} });

  const theirs = await page.evaluate(() => {
    const { model } = (window as unknown as { connection: { model: CompassModel } }).connection;
    const names = (things: Record<string, { id: string; name: string }>) =>
      Object.values(things).map(({ id, name }) => [id, name]);
    return {
      company: model.company.name,
      users: names(model.users),
      queues: names(model.queues),
      waiting: Object.values(model.queues).flatMap((queue) => queue.getCalls().map(({ id }) => id)),
    };
  });
  await vi.waitFor(() => expect(rowsOf("callers")).toHaveLength(callers.length), { timeout: 5_000 });
  const sorted = (rows: readonly unknown[]) => rows.map(String).sort();
  expect(theirs.company).toBe(exchange.services.company);
  expect(sorted(theirs.users)).toEqual(
    sorted(rowsOf("colleagues").map(({ userId, name }) => [userId, name])),
  );
  expect(sorted(theirs.queues)).toEqual(sorted(rowsOf("queues").map(({ queueId, name }) => [queueId, name])));
  expect(sorted(theirs.waiting)).toEqual(sorted(rowsOf("callers").map(({ callerId }) => callerId)));
  for (const caller of callers) caller.hangUp();
  await page.waitForFunction(() => {
    const { model } = (window as unknown as { connection: { model: CompassModel } }).connection;
    return Object.keys(model.calls).length === 0;
  });
});

test("the platform's own client library reads the own user over REST and is refused with a wrong password", async () => {
  const { username, password } = exchange.credentials(exchange.operator);
  await signIn(`${username}@uc.${BASE}`, password);
  const name = await page.evaluate(() => {
    const { connection } = window as unknown as {
      connection: { rest: { getMyUser(): Promise<{ name: string }> } };
    };
    return connection.rest.getMyUser().then((user) => user.name);
  });
  expect(name).toBe("Anna Bakker");
  await expect(signIn(`${username}@uc.${BASE}`, "wrong")).rejects.toThrow("Authentication failed");
});

async function signIn(jid: string, password: string): Promise<void> {
  await page.evaluate(
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
    [BASE, jid, password],
  );
}

function rowsOf<N extends "callers" | "colleagues" | "queues">(stream: N): readonly StreamItem<N>[] {
  let first: StreamFrame | null = null;
  product.follow(stream satisfies StreamName, (frame) => {
    first ??= frame;
  })();
  const told = first as StreamFrame | null;
  return told?.kind === "rows" ? (told.rows as readonly StreamItem<N>[]) : [];
}

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
        input: path.join(import.meta.dirname, "compass-client-page.js"),
        output: { format: "es", codeSplitting: false },
      },
    },
  });
  const output = Array.isArray(result) ? result[0] : result;
  if (!output || !("output" in output)) throw new Error("nothing was built");
  return output.output[0].code;
}
