import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { quietExchange } from "../../src/exchange/test-exchange.ts";
import { createProduct } from "../../src/main/product.ts";
import { systemClock } from "../../src/main/support/clock.ts";
import { createLog } from "../../src/main/support/log.ts";
import type { StreamItem } from "../../src/shared/contract/streams.ts";
import type { StorageHealth } from "../../src/shared/model/storage.ts";

type Exchange = Awaited<ReturnType<typeof quietExchange>>;

const pageBytes = 4_096;

function open(dataFolder: string, lines: string[]) {
  const product = createProduct({
    dataFolder,
    clock: systemClock,
    log: createLog((line) => lines.push(line), Date.now),
    startDemoExchange: () => Promise.reject(new Error("the test has its own")),
  });
  const shown = new Set<string>();
  let storage: StorageHealth | null = null;
  product.follow("colleagues", (frame) => {
    const rows = frame.kind === "rows" ? frame.rows : frame.kind === "change" ? frame.upserts : [];
    for (const { userId } of rows as StreamItem<"colleagues">[]) shown.add(userId);
    if (frame.kind === "change") for (const userId of frame.removals) shown.delete(userId);
  });
  product.follow("storage", (frame) => {
    if (frame.kind === "value") storage = frame.value as StorageHealth;
  });
  const ask = async (name: string, input: object) =>
    expect(await product.request(name, input), `${name}\n${lines.join("\n")}`).toMatchObject({ ok: true });
  return { ...product, ask, shown, storage: () => storage };
}

async function workOn(folder: string, exchange: Exchange, lines: string[]): Promise<StorageHealth | null> {
  const product = open(folder, lines);
  try {
    const { username, password } = exchange.credentials(exchange.operator);
    await product.ask("session.sign-in", { server: exchange.address, username, password });
    await vi.waitFor(() => expect(product.shown.size).toBeGreaterThan(3), { timeout: 10_000 });
    await product.ask("settings.change", { language: "nl" });
    await product.ask("note.write", { callId: "c-1", text: "a note" });
    await product.ask("directory.search", { text: "mark", limit: 5 });
    await product.ask("privacy.export", { who: { number: "+31612345678" } });
    return product.storage();
  } finally {
    await product.close();
  }
}

test("whatever page of a file is damaged, the product opens, signs in, shows everybody and takes notes", async () => {
  const exchange = await quietExchange();
  const sound = mkdtempSync(path.join(tmpdir(), "binnacle-sound-"));
  onTestFinished(() => rmSync(sound, { recursive: true }));
  await workOn(sound, exchange, []);
  let found = 0;
  for (const name of ["live.sqlite", "user.sqlite"]) {
    const content = readFileSync(path.join(sound, name));
    const pages = content.length / pageBytes;
    for (let round = 0; round < 12; round++) {
      const folder = mkdtempSync(path.join(tmpdir(), "binnacle-damaged-"));
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
      cpSync(sound, folder, { recursive: true });
      const from = Math.floor((round * pages) / 12) * pageBytes;
      const damaged = Buffer.from(content).fill("damage", from, from + pageBytes);
      writeFileSync(path.join(folder, name), damaged);
      const lines: string[] = [];
      const storage = await workOn(folder, exchange, lines);
      for (const keeping of Object.values(storage ?? {})) {
        expect(keeping.how, lines.join("\n")).not.toBe("memory");
        if (keeping.how === "anew") found += 1;
      }
    }
  }
  expect(found).toBeGreaterThan(6);
});
