import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type Exchange, startExchange } from "../../src/exchange/start.ts";
import { createProduct, type Product } from "../../src/main/product.ts";
import { systemClock } from "../../src/main/support/clock.ts";
import { createLog } from "../../src/main/support/log.ts";
import type { StreamFrame, StreamItem, StreamName } from "../../src/shared/contract/streams.ts";
import { COMPASS_BASE, type CompassClient, openCompassClient } from "../support/compass-client.ts";
import { callWithTone, quietExchange } from "../support/stage.ts";

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
let client: CompassClient;
let product: Product;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "binnacle-compass-"));
  exchange = await startExchange({ ...quietExchange, domain: COMPASS_BASE, simulateColleagues: true });
  client = await openCompassClient(exchange);
  product = createProduct({
    dataFolder: folder,
    clock: systemClock,
    log: createLog(() => {}, Date.now),
    startDemoExchange: () => Promise.reject(new Error("not here")),
  });
});

afterAll(async () => {
  await client.close();
  await product.close();
  await exchange.close();
  await rm(folder, { recursive: true });
});

test("the platform's own client library loads the users, queues and calls that our windows show", async () => {
  const { username, password } = exchange.credentials(exchange.operator);
  const callers = [600, 700, 800].map((hz) =>
    callWithTone(exchange, hz, { number: `3161234${hz}`, name: `Caller ${hz}` }),
  );
  await client.signIn({ username, password });
  const signedIn = await product.request("session.sign-in", { server: exchange.address, username, password });
  expect(signedIn).toEqual({ ok: true, value: {} });

  const theirs = await client.page.evaluate(() => {
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
  await vi.waitFor(
    () => {
      expect(rowsOf("callers")).toHaveLength(callers.length);
      expect(rowsOf("colleagues")).toHaveLength(theirs.users.length);
    },
    { timeout: 5_000 },
  );
  const sorted = (rows: readonly unknown[]) => rows.map(String).sort();
  expect(theirs.company).toBe(exchange.services.company);
  expect(sorted(theirs.users)).toEqual(
    sorted(rowsOf("colleagues").map(({ userId, name }) => [userId, name])),
  );
  expect(sorted(theirs.queues)).toEqual(sorted(rowsOf("queues").map(({ queueId, name }) => [queueId, name])));
  expect(sorted(theirs.waiting)).toEqual(sorted(rowsOf("callers").map(({ callerId }) => callerId)));
  for (const caller of callers) caller.hangUp();
  await client.page.waitForFunction(() => {
    const { model } = (window as unknown as { connection: { model: CompassModel } }).connection;
    return Object.keys(model.calls).length === 0;
  });
});

test("the platform's own client library reads the own user over REST and is refused with a wrong password", async () => {
  const { username, password } = exchange.credentials(exchange.operator);
  await client.signIn({ username, password });
  const name = await client.page.evaluate(() => {
    const { connection } = window as unknown as {
      connection: { rest: { getMyUser(): Promise<{ name: string }> } };
    };
    return connection.rest.getMyUser().then((user) => user.name);
  });
  expect(name).toBe("Anna Bakker");
  await expect(client.signIn({ username, password: "wrong" })).rejects.toThrow("Authentication failed");
});

function rowsOf<N extends "callers" | "colleagues" | "queues">(stream: N): readonly StreamItem<N>[] {
  let first: StreamFrame | null = null;
  product.follow(stream satisfies StreamName, (frame) => {
    first ??= frame;
  })();
  const told = first as StreamFrame | null;
  return told?.kind === "rows" ? (told.rows as readonly StreamItem<N>[]) : [];
}
