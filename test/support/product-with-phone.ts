import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, vi } from "vitest";
import type { Exchange } from "../../src/exchange/start.ts";
import { createProduct, type Product } from "../../src/main/product.ts";
import { systemClock } from "../../src/main/support/clock.ts";
import { createLog } from "../../src/main/support/log.ts";
import type { StreamItem, StreamName } from "../../src/shared/contract/streams.ts";
import { createNodeAudioPage } from "./node-audio-page.ts";

/** A product without windows, signed in as this person, with a phone that rings; it ends with the test. */
export async function productWithPhone(
  exchange: Exchange,
  who: string,
  make: (dataFolder: string) => Product = quietProduct,
) {
  const folder = await mkdtemp(path.join(tmpdir(), "binnacle-phone-"));
  const product = make(folder);
  onTestFinished(async () => {
    await product.close();
    await rm(folder, { recursive: true });
  });
  const page = createNodeAudioPage({ microphoneHz: 1500 });
  onTestFinished(() => page.close());
  const detach = product.attachAudio(page);
  page.microphone("ready");
  /** A stream as it is now: its rows, or its value as the only one. */
  const now = <N extends StreamName>(stream: N): readonly StreamItem<N>[] => {
    let content: readonly unknown[] = [];
    product.follow(stream, (frame) => {
      if (frame.kind !== "change") content = frame.kind === "rows" ? frame.rows : [frame.value];
    })();
    return content as readonly StreamItem<N>[];
  };
  const { username, password } = exchange.credentials(who);
  await product.request("session.sign-in", { server: exchange.address, username, password });
  await vi.waitFor(() => expect(now("phone")).toMatchObject([{ registration: "registered" }]), {
    timeout: 10_000,
    interval: 25,
  });
  return { product, page, detach, now, folder, password };
}

const quietProduct = (dataFolder: string): Product =>
  createProduct({
    dataFolder,
    clock: systemClock,
    log: createLog(() => {}, Date.now),
    startDemoExchange: () => Promise.reject(new Error("the test has its own")),
  });
