import { readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { startExchange } from "../../src/exchange/start.ts";
import { openProduct } from "../../src/main/launch.ts";
import type { StreamName } from "../../src/shared/contract/streams.ts";
import { productWithPhone } from "../support/product-with-phone.ts";
import { callWithTone, quietExchange } from "../support/stage.ts";

const soon = { timeout: 10_000, interval: 25 };
const caller = { number: "31612345678", name: "Sanne de Vries" };

/** The product as it is started, signed in at an exchange of the test's, with everything that it writes. */
async function signedInProduct() {
  const exchange = await startExchange(quietExchange);
  onTestFinished(() => exchange.close());
  const made = await productWithPhone(
    exchange,
    exchange.operator,
    (dataFolder) => openProduct(dataFolder, "not needed: the test has an exchange of its own").product,
  );
  const { product, folder, password } = made;
  const now = (stream: StreamName) => JSON.stringify(made.now(stream));
  const files = () => readdir(folder);
  const disk = async () => {
    const contents = (await files()).map((name) => readFile(path.join(folder, name), "latin1"));
    return (await Promise.all(contents)).join("\n");
  };
  const log = () => readFile(path.join(folder, "binnacle.log"), "utf8");
  return { exchange, product, now, files, disk, log, password };
}

test("a call is exported with its note and erased from the disk; the log never knew who it was", async () => {
  const { exchange, product, now, files, disk, log, password } = await signedInProduct();
  const call = callWithTone(exchange, 600, caller);
  onTestFinished(call.hangUp);
  const rings = /"callerId":"([^"]+)"[^}]*"number":"\+31612345678".*?"state":"ringing"/;
  await vi.waitFor(() => expect(now("callers")).toMatch(rings), soon);
  await product.request("caller.answer", { callerId: rings.exec(now("callers"))?.[1] });
  await vi.waitFor(() => expect(now("own-calls")).toContain('"talking"'), soon);
  const callId = /"callId":"([^"]+)"/.exec(now("own-calls"))?.[1];
  await product.request("note.write", { callId, text: "wants a blue boat" });
  call.hangUp();
  await vi.waitFor(() => expect(now("history")).toContain("blue boat"), soon);

  const who = { number: "06 12 34 56 78" };
  const exported = JSON.stringify(await product.request("privacy.export", { who }));
  for (const part of ["wants a blue boat", "31612345678", caller.name]) expect(exported).toContain(part);
  expect(await disk()).toContain("blue boat");

  const erased = await product.request("privacy.erase", { who });
  expect(erased).toMatchObject({ ok: true, value: { history: 1, notes: 1, visits: 1, liveCalls: 0 } });
  for (const trace of ["612345678", caller.name, "blue boat"]) expect(await disk()).not.toContain(trace);
  await vi.waitFor(() => expect(now("history")).toBe("[]"), soon);
  await vi.waitFor(() => expect(now("tallies")).toContain('"offered":1'), soon);

  await vi.waitFor(async () => expect(await log()).not.toBe(""), soon);
  const told = await log();
  const colleagues = [...now("colleagues").matchAll(/"name":"([^"]+)"/g)].map(([, name = ""]) => name);
  expect(colleagues).not.toEqual([]);
  for (const trace of ["612345678", "Sanne", "blue boat", password, ...colleagues])
    expect(told).not.toContain(trace);

  const document = readFileSync(path.resolve(import.meta.dirname, "../../docs/privacy.md"), "utf8");
  for (const name of await files())
    expect(document).toContain(`\`${name.replace(/^\w+(\.sqlite-)/, "*$1")}\``);
});
