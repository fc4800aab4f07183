import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { startExchange } from "../../src/exchange/start.ts";
import { createProduct } from "../../src/main/product.ts";
import { systemClock } from "../../src/main/support/clock.ts";
import { createLog } from "../../src/main/support/log.ts";
import type { StreamFrame, StreamName } from "../../src/shared/contract/streams.ts";
import { createNodeAudioPage } from "../support/node-audio-page.ts";
import { callWithTone, quietExchange } from "../support/stage.ts";
import { goertzel } from "../support/tone.ts";

const CALLER_HZ = 600;
const soon = { timeout: 5_000, interval: 25 };

test("a chosen waiting caller is taken out of the queue, answered by itself and heard", async () => {
  const exchange = await startExchange(quietExchange);
  onTestFinished(() => exchange.close());
  const folder = await mkdtemp(path.join(tmpdir(), "binnacle-take-"));
  const product = createProduct({
    dataFolder: folder,
    clock: systemClock,
    log: createLog(() => {}, Date.now),
    startDemoExchange: () => Promise.reject(new Error("the test has its own")),
  });
  onTestFinished(async () => {
    await product.close();
    await rm(folder, { recursive: true });
  });
  const page = createNodeAudioPage({ microphoneHz: 1500 });
  onTestFinished(() => page.close());
  product.attachAudio(page);
  page.microphone("ready");
  const now = (stream: StreamName): string => {
    let frame: StreamFrame | undefined;
    product.follow(stream, (first) => {
      frame ??= first;
    })();
    return JSON.stringify(frame);
  };

  const { username, password } = exchange.credentials(exchange.operator);
  await product.request("session.sign-in", { server: exchange.address, username, password });
  await vi.waitFor(() => expect(now("phone")).toContain('"registered"'), soon);
  await product.request("status.set", { status: "no-queue-calls" });
  await vi.waitFor(() => expect(now("colleagues")).toContain('"no-queue-calls"'), soon);
  const caller = callWithTone(exchange, CALLER_HZ, { number: "31612345678", name: "Sanne de Vries" });
  onTestFinished(caller.hangUp);
  await vi.waitFor(() => expect(now("callers")).toContain('"waiting"'), soon);

  const callerId = /"callerId":"([^"]+)"/.exec(now("callers"))?.[1];
  expect(await product.request("caller.take", { callerId })).toMatchObject({ ok: true });
  await vi.waitFor(() => expect(now("own-calls")).toContain('"talking"'), soon);
  expect(now("callers")).not.toContain("Sanne");
  expect(page.ringing).toBe(false);
  await vi.waitFor(() => expect(goertzel(page.heard(), CALLER_HZ)).toBeGreaterThan(0.8), soon);
});
