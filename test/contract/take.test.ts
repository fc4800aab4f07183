import { expect, onTestFinished, test, vi } from "vitest";
import { startExchange } from "../../src/exchange/start.ts";
import type { StreamName } from "../../src/shared/contract/streams.ts";
import { productWithPhone } from "../support/product-with-phone.ts";
import { callWithTone, quietExchange } from "../support/stage.ts";
import { goertzel } from "../support/tone.ts";

const CALLER_HZ = 600;
const soon = { timeout: 5_000, interval: 25 };

test("a chosen waiting caller is taken out of the queue, answered by itself and heard", async () => {
  const exchange = await startExchange(quietExchange);
  onTestFinished(() => exchange.close());
  const { product, page, now: items } = await productWithPhone(exchange, exchange.operator);
  const now = (stream: StreamName) => JSON.stringify(items(stream));
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
