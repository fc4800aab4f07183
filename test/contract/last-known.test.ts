import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { quietExchange } from "../../src/exchange/test-exchange.ts";
import { createProduct, type Product } from "../../src/main/product.ts";
import { systemClock } from "../../src/main/support/clock.ts";
import { createLog } from "../../src/main/support/log.ts";
import type { StreamFrame, StreamItem } from "../../src/shared/contract/streams.ts";
import type { Connection } from "../../src/shared/model/product-state.ts";

type Exchange = Awaited<ReturnType<typeof quietExchange>>;

/** A product of its own run, with what its windows see: how many colleagues, each time that the connection changes. */
function start(dataFolder: string) {
  const product = createProduct({
    dataFolder,
    clock: systemClock,
    log: createLog(() => {}, Date.now),
    startDemoExchange: () => Promise.reject(new Error("the test has its own")),
  });
  const shown = new Set<string>();
  const seen: { phase: Connection["phase"]; lastHeardAt: number | null; colleagues: number }[] = [];
  product.follow("colleagues", (frame: StreamFrame) => {
    if (frame.kind === "rows")
      for (const { userId } of frame.rows as StreamItem<"colleagues">[]) shown.add(userId);
    if (frame.kind !== "change") return;
    for (const { userId } of frame.upserts as StreamItem<"colleagues">[]) shown.add(userId);
    for (const userId of frame.removals) shown.delete(userId);
  });
  product.follow("connection", (frame) => {
    if (frame.kind !== "value") return;
    const { phase, lastHeardAt } = frame.value as Connection;
    seen.push({ phase, lastHeardAt, colleagues: shown.size });
  });
  return { product, seen, shown };
}

async function signIn(product: Product, exchange: Exchange, name: string): Promise<void> {
  const account = exchange.credentials(name);
  const { username, password } = account;
  const input = { server: exchange.address, username, password };
  expect(await product.request("session.sign-in", input)).toMatchObject({ ok: true });
}

async function firstRun() {
  const folder = mkdtempSync(path.join(tmpdir(), "binnacle-last-known-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const exchange = await quietExchange();
  const began = Date.now();
  const { product, shown } = start(folder);
  await signIn(product, exchange, exchange.operator);
  await vi.waitFor(() => expect(shown.size).toBeGreaterThan(3), { timeout: 10_000 });
  const colleagues = shown.size;
  await product.close();
  return { folder, exchange, began, colleagues };
}

async function loadingOf(folder: string, exchange: Exchange, name: string) {
  const startedAt = Date.now();
  const { product, seen, shown } = start(folder);
  onTestFinished(() => product.close());
  await signIn(product, exchange, name);
  await vi.waitFor(() => expect(seen.at(-1)?.phase).toBe("live"), { timeout: 10_000 });
  return { product, startedAt, loading: seen.find(({ phase }) => phase === "loading"), seen, shown };
}

test("after a restart the same account sees at once what was last known, with its age, and then what is so now", async () => {
  const { folder, exchange, began, colleagues } = await firstRun();
  const { loading, seen, startedAt } = await seenLoading(() =>
    loadingOf(folder, exchange, exchange.operator),
  );
  expect(loading?.colleagues).toBe(colleagues);
  expect(loading?.lastHeardAt).toBeGreaterThanOrEqual(began);
  expect(loading?.lastHeardAt).toBeLessThanOrEqual(startedAt);
  expect(seen.at(-1)?.lastHeardAt).toBeGreaterThanOrEqual(startedAt);
});

test("another account sees nothing of what was last known, nor does anybody after a sign-out", async () => {
  const { folder, exchange } = await firstRun();
  sawNothingBefore(await loadingOf(folder, exchange, "mark"));
  const { folder: left, exchange: same } = await firstRun();
  const { product } = start(left);
  await signIn(product, same, same.operator);
  await product.request("session.sign-out", {});
  await product.close();
  sawNothingBefore(await loadingOf(left, same, same.operator));
});

/** A small company may be loaded so soon that nobody is told of it: then once more. */
async function seenLoading(load: () => ReturnType<typeof loadingOf>) {
  for (;;) {
    const loaded = await load();
    if (loaded.loading) return loaded;
    await loaded.product.close();
  }
}

/** While signed out the rows of the last run are still there, but no window shows them. */
function sawNothingBefore({ seen }: Awaited<ReturnType<typeof loadingOf>>) {
  const loading = seen.filter(({ phase }) => phase === "loading");
  for (const told of loading) expect(told).toMatchObject({ colleagues: 0, lastHeardAt: null });
}
