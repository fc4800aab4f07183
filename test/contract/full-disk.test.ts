import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { quietExchange, userNamed } from "../../src/exchange/test-exchange.ts";
import { createProduct } from "../../src/main/product.ts";
import { openStore } from "../../src/main/store/open-store.ts";
import { systemClock } from "../../src/main/support/clock.ts";
import { createLog } from "../../src/main/support/log.ts";
import type { StreamItem } from "../../src/shared/contract/streams.ts";
import type { UserId } from "../../src/shared/model/ids.ts";
import { smallDisk } from "../support/small-disk.ts";

const eventually = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 20 });

test("when the disk fills up, what is shown stays true, notes are taken down in memory, and it is told that they are lost", async ({
  skip,
}) => {
  const disk = smallDisk();
  if (!disk) return skip("only an administrator may make a small disk");
  const exchange = await quietExchange();
  const lines: string[] = [];
  const product = createProduct({
    dataFolder: disk.folder,
    clock: systemClock,
    log: createLog((line) => lines.push(line), Date.now),
    startDemoExchange: () => Promise.reject(new Error("the test has its own")),
  });
  onTestFinished(() => product.close());
  const { username, password } = exchange.credentials(exchange.operator);
  await product.request("session.sign-in", { server: exchange.address, username, password });
  const mark = userNamed(exchange, "mark");
  const shown = () => {
    let rows: readonly unknown[] = [];
    product.follow("colleagues", (frame) => {
      if (frame.kind === "rows") rows = frame.rows;
    })();
    return (rows as StreamItem<"colleagues">[]).find(({ userId }) => userId === mark.id);
  };
  await eventually(() => expect(shown()).toBeDefined());
  disk.fill();
  const becomes = async (available: boolean) => {
    exchange.pbx.people.setStatus(mark, available ? "ALL" : "NONE");
    await eventually(() => expect(shown()?.status === "available").toBe(available));
  };
  for (let round = 0; round < 20; round++) await becomes(round % 2 === 1);
  const storage: unknown[] = [];
  product.follow("storage", (frame) => {
    if (frame.kind === "value") storage.push(frame.value);
  });
  for (let note = 0; note < 100; note++) {
    const written = await product.request("note.write", { callId: `c-${note}`, text: "long ".repeat(700) });
    expect(written.ok).toBe(true);
  }
  const inMemory = { how: "memory", because: "disk-full" };
  await eventually(() => expect(storage.at(-1)).toEqual({ live: inMemory, user: inMemory }));
  expect(lines.filter((line) => line.includes("nothing more of this run is kept"))).toHaveLength(2);
  const erased = await product.request("privacy.erase", { who: { userId: mark.id } });
  expect(erased).toMatchObject({ ok: false, refusal: { code: "not-erased" } });
  await becomes(false);
});

test("on a full disk the store goes on in memory, with all that it had", ({ skip }) => {
  const disk = smallDisk();
  if (!disk) return skip("only an administrator may make a small disk");
  const lines: string[] = [];
  const log = createLog(
    (line) => lines.push(line),
    () => 0,
  );
  const file = path.join(disk.folder, "live.sqlite");
  const put = (each: number) =>
    store.putUser({
      userId: String(each) as UserId,
      name: `Colleague ${each} ${"of a long name ".repeat(100)}`,
      extensions: [String(each)],
      email: null,
      loggedIn: true,
      status: "available",
      statusLabel: null,
      wrapUp: null,
    });
  let store = openStore({ file, log, now: () => 0 });
  store.transaction("test", () => put(1));
  disk.fill();
  store.transaction("test", () => {
    for (let each = 2; each <= 200; each++) put(each);
  });
  expect(store.userIds()).toHaveLength(200);
  expect(store.searchDirectory("colleague 200", 5).userIds).toContain("200");
  expect(store.keeping()).toEqual({ how: "memory", because: "disk-full" });
  expect(lines).toHaveLength(1);
  store.transaction("test", () => put(201));
  expect(store.userIds()).toHaveLength(201);
  store.close();
  disk.empty();
  store = openStore({ file, log, now: () => 0 });
  expect(store.userIds()).toEqual(["1"]);
  store.close();
});
