import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { startExchange } from "../../src/exchange/start.ts";
import { createProduct } from "../../src/main/product.ts";
import { systemClock } from "../../src/main/support/clock.ts";
import { createLog } from "../../src/main/support/log.ts";
import { freePort } from "../support/free-port.ts";
import { createNodeAudioPage } from "../support/node-audio-page.ts";
import { callWithTone, quietExchange } from "../support/stage.ts";

const soon = { timeout: 5_000, interval: 25 };

test("a script sets the status, sees a caller ring, answers and hangs up, as docs/local-api.md shows", async () => {
  const exchange = await startExchange(quietExchange);
  onTestFinished(() => exchange.close());
  const dataFolder = await mkdtemp(path.join(tmpdir(), "binnacle-script-"));
  const apiPort = await freePort();
  const lines: string[] = [];
  const product = createProduct({
    ...{ dataFolder, apiPort, clock: systemClock },
    log: createLog((line) => lines.push(line), Date.now),
    startDemoExchange: () => Promise.reject(new Error("the test has its own")),
  });
  onTestFinished(async () => {
    await product.close();
    await rm(dataFolder, { recursive: true });
  });
  const page = createNodeAudioPage({ microphoneHz: 1500 });
  onTestFinished(() => page.close());
  product.attachAudio(page);
  page.microphone("ready");
  const opened = await product.request("local-api.open", {});
  if (!opened.ok) throw new Error(opened.refusal.code);
  const { token } = opened.value as { token: string };

  const call = async (where: string, init: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(`http://127.0.0.1:${apiPort}/api/${where}`, { ...init, headers });
    return { status: answer.status, body: (await answer.json()) as unknown };
  };
  const ask = (name: string, input: object) => call(name, { method: "POST", body: JSON.stringify(input) });
  const rows = async (stream: string) => (await call(`streams/${stream}`)).body as Record<string, string>[];

  expect(await ask("status.set", { status: "available" })).toMatchObject({
    status: 503,
    body: { code: "not-signed-in" },
  });
  const { username, password } = exchange.credentials(exchange.operator);
  await product.request("session.sign-in", { server: exchange.address, username, password });
  const registered = { body: { registration: "registered" } };
  await vi.waitFor(async () => expect(await call("streams/phone")).toMatchObject(registered), soon);
  expect(await ask("status.set", { status: "available" })).toEqual({ status: 200, body: {} });

  const caller = callWithTone(exchange, 600, { number: "31612345678", name: "Sanne de Vries" });
  onTestFinished(caller.hangUp);
  const ringing = { state: "ringing", party: { name: "Sanne de Vries" } };
  await vi.waitFor(async () => expect(await rows("callers")).toMatchObject([ringing]), soon);
  const [{ callerId } = {}] = await rows("callers");
  expect(await ask("caller.answer", { callerId })).toEqual({ status: 200, body: {} });
  await vi.waitFor(async () => expect(await rows("own-calls")).toMatchObject([{ state: "talking" }]), soon);
  const [{ phoneCallId } = {}] = await rows("own-calls");
  expect((await ask("call.hang-up", { phoneCallId })).status).toBe(200);
  await vi.waitFor(async () => expect(await rows("own-calls")).toEqual([]), soon);
  const again = await ask("call.hang-up", { phoneCallId });
  expect(again).toMatchObject({ status: 404, body: { code: "no-such-call" } });
  expect(lines.join()).not.toContain(token);
});
