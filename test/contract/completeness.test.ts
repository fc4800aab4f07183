import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { startExchange } from "../../src/exchange/start.ts";
import { createProduct } from "../../src/main/product.ts";
import { systemClock } from "../../src/main/support/clock.ts";
import { createLog } from "../../src/main/support/log.ts";
import type { AgentTimes } from "../../src/shared/model/agent-times.ts";
import type { Completeness } from "../../src/shared/model/completeness.ts";
import { quietExchange } from "../support/stage.ts";

const eventually = (check: () => void | Promise<void>) =>
  vi.waitFor(check, { timeout: 15_000, interval: 50 });

test("what was before the sign-in is a gap that the core's files fill, and when the core is gone another begins; agents' times are counted meanwhile", async () => {
  const exchange = await startExchange(quietExchange);
  const folder = await mkdtemp(path.join(tmpdir(), "binnacle-completeness-"));
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
  let told: Completeness | undefined;
  product.follow("completeness", (frame) => {
    if (frame.kind === "value") told = frame.value as Completeness;
  });
  const { username, password } = exchange.credentials(exchange.operator);
  await product.request("session.sign-in", { server: exchange.address, username, password });
  await eventually(() =>
    expect(told?.gaps).toEqual([{ from: told?.since, to: expect.any(Number), filled: true }]),
  );
  await eventually(async () => {
    const times = await product.request("statistics.agents", { span: "last15Minutes" });
    const agents = (times.ok ? (times.value as { agents: readonly AgentTimes[] }) : { agents: [] }).agents;
    expect(agents.some((agent) => agent.availableMs > 0 && agent.occupancy === 0)).toBe(true);
  });
  await exchange.close();
  await eventually(() => expect(told?.gaps.at(-1)).toMatchObject({ to: null, filled: false }));
  expect(told?.gaps).toHaveLength(2);
});
