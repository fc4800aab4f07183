import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createProduct, type Product } from "../../src/main/product.ts";
import { systemClock } from "../../src/main/support/clock.ts";
import { createLog } from "../../src/main/support/log.ts";
import { freePort } from "../support/free-port.ts";

/** A data folder and a port, and products that one after the other use them. */
async function onThisMachine() {
  const dataFolder = mkdtempSync(path.join(tmpdir(), "binnacle-local-api-"));
  const apiPort = await freePort();
  const lines: string[] = [];
  const start = () => {
    const product = createProduct({
      ...{ dataFolder, apiPort, clock: systemClock },
      log: createLog((line) => lines.push(line), Date.now),
      startDemoExchange: () => Promise.reject(new Error("not needed")),
    });
    onTestFinished(() => product.close());
    return product;
  };
  onTestFinished(() => rmSync(dataFolder, { recursive: true }));
  const get = async (token: string) => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`http://127.0.0.1:${apiPort}/api/streams/settings`, { headers });
    return { status: answer.status, body: (await answer.json()) as unknown };
  };
  return { start, get, dataFolder, apiPort, lines };
}

async function openApi(product: Product): Promise<string> {
  const result = await product.request("local-api.open", {});
  if (!result.ok) throw new Error(result.refusal.code);
  return (result.value as { token: string }).token;
}

/** Resolves when the settings say so. */
const settled = (product: Product, localApi: boolean) =>
  new Promise<void>((told) => {
    product.follow("settings", (frame) => {
      if (frame.kind === "value" && (frame.value as { localApi: boolean }).localApi === localApi) told();
    });
  });

test("nothing listens until a person opens the local API, and nothing does once it is shut", async () => {
  const { start, get } = await onThisMachine();
  const product = start();
  await settled(product, false);
  await expect(get("any")).rejects.toThrow();
  const token = await openApi(product);
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(await get(token)).toMatchObject({ status: 200, body: { localApi: true } });
  await product.request("local-api.shut", {});
  await settled(product, false);
  await expect(get(token)).rejects.toThrow();
});

test("settings.change does not open it", async () => {
  const { start, get } = await onThisMachine();
  const product = start();
  await product.request("settings.change", { localApi: true });
  await settled(product, false);
  await expect(get("any")).rejects.toThrow();
});

test("a new token puts the old one out of use", async () => {
  const { start, get } = await onThisMachine();
  const product = start();
  const first = await openApi(product);
  const second = await openApi(product);
  expect((await get(first)).status).toBe(401);
  expect((await get(second)).status).toBe(200);
});

test("it is open again after a start, with the same token, which is in no file and no log", async () => {
  const { start, get, dataFolder, lines } = await onThisMachine();
  const before = start();
  const token = await openApi(before);
  await before.close();
  await expect(get(token)).rejects.toThrow();
  const after = start();
  await settled(after, true);
  expect((await get(token)).status).toBe(200);
  const files = readdirSync(dataFolder).map((name) => readFileSync(path.join(dataFolder, name), "latin1"));
  expect([...files, ...lines].filter((text) => text.includes(token))).toEqual([]);
});

test("where another program has the port, opening is refused, and the settings do not say that it is open", async () => {
  const { start, get, apiPort } = await onThisMachine();
  const other = createServer((_, response) => response.end('"other"')).listen(apiPort, "127.0.0.1");
  onTestFinished(() => void other.close());
  const product = start();
  expect(await product.request("local-api.open", {})).toMatchObject({
    ok: false,
    refusal: { code: "port-taken" },
  });
  await settled(product, false);
  other.closeAllConnections();
  await new Promise((closed) => other.close(closed));
  expect((await get(await openApi(product))).status).toBe(200);
});
