import { expect, onTestFinished, vi } from "vitest";
import { simulatedLeg } from "../../src/exchange/demo/simulated-leg.ts";
import { type Exchange, startExchange } from "../../src/exchange/start.ts";
import { type CuttableWire, cuttableWire } from "./cuttable-wire.ts";
import { createDataPath, type DataPath } from "./data-path.ts";

/** An exchange in which nothing happens unless the test makes it happen, the way to it, and the data path from it; all end with the test. */
export async function exchangeAndPath(): Promise<{ exchange: Exchange; wire: CuttableWire; path: DataPath }> {
  const exchange = await startExchange({
    seed: 1,
    secret: "of this test",
    callersPerMinute: 0,
    users: 0,
    queues: 0,
    ringMs: 20_000,
    simulateColleagues: true,
    musicOnHold: Buffer.alloc(0),
    voices: new Map(),
  });
  onTestFinished(() => exchange.close());
  const wire = await cuttableWire(exchange);
  onTestFinished(() => wire.close());
  const path = createDataPath();
  onTestFinished(() => path.close());
  return { exchange, wire, path };
}

/** The same, its operator signed in. */
export async function signedIn() {
  const parts = await exchangeAndPath();
  const { exchange, wire, path } = parts;
  const { username, password } = exchange.credentials(exchange.operator);
  expect(await path.core.signIn(wire.address, username, password)).toEqual({ ok: true, value: undefined });
  return parts;
}

export const eventually = (check: () => void, timeout = 10_000) =>
  vi.waitFor(check, { timeout, interval: 20 });
/** The phases that the connection went through. */
export const phases = (path: DataPath) =>
  path.history.map(({ phase }) => phase).filter((phase, i, all) => phase !== all[i - 1]);

/** Somebody calls a number of the company's: as a rule the main number, which leads to a queue of the operator's. */
export function caller(exchange: Exchange, number = "31612345678", dialledName: string | null = null) {
  const numbers = [...exchange.pbx.company.externalNumbers.values()];
  const main = numbers.find((each) => each.name === dialledName) ?? numbers[0];
  const leg = simulatedLeg("calling");
  const call = exchange.pbx.callFromOutside({ leg, number, name: "", dialled: main?.number ?? "" });
  return { call, leg, mainName: main?.name };
}
