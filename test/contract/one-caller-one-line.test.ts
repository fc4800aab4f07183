import { expect, onTestFinished, test, vi } from "vitest";
import { simulatedLeg } from "../../src/exchange/demo/simulated-leg.ts";
import { numberNamed } from "../../src/exchange/test-exchange.ts";
import type { Caller } from "../../src/shared/model/calls.ts";
import { phoneDesk } from "../support/phone-desk.ts";

const calls = 30;
const soon = { timeout: 8_000, interval: 5 };

test("in no frame there are two lines for one caller, whether the phone or the feed is the first to tell of thirty queue calls", async () => {
  const desk = await phoneDesk();
  const lines = new Map<string, Caller>();
  const frames: (readonly Caller[])[] = [];
  const stop = desk.product.follow("callers", (frame) => {
    if (frame.kind === "rows") lines.clear();
    const changed = frame.kind === "rows" ? frame.rows : frame.kind === "change" ? frame.upserts : [];
    for (const row of changed as readonly Caller[]) lines.set(row.callerId, row);
    for (const id of frame.kind === "change" ? frame.removals : []) lines.delete(id);
    frames.push([...lines.values()]);
  });
  onTestFinished(stop);
  const dialled = numberNamed(desk.exchange, "Main number");
  for (let at = 0; at < calls; at += 1) {
    // Every third withholds the number; then name and number tell nobody apart.
    const who =
      at % 3 === 2 ? { number: "", name: "" } : { number: `316${10_000_000 + at}`, name: `Caller ${at}` };
    const leg = simulatedLeg("calling");
    desk.exchange.pbx.callFromOutside({ leg, dialled, ...who });
    const { callerId, phoneCallId } = await vi.waitFor(() => {
      const ringing = desk.now("callers").find((caller) => caller.phoneCallId !== null);
      if (!ringing?.queue) throw new Error("the phone does not ring yet for the queue");
      return ringing;
    }, soon);
    if (at % 2 === 0) {
      await desk.ask("caller.answer", { callerId });
      await vi.waitFor(() => expect(desk.only("talking").phoneCallId).toBe(phoneCallId), soon);
    }
    leg.leave("hung-up");
    await vi.waitFor(() => expect([...desk.now("callers"), ...desk.mine()]).toEqual([]), soon);
    // After a talk there is a wrap-up, in which no queue rings.
    await desk.ask("status.set", { status: "available" });
    await vi.waitFor(() => expect(desk.now("colleagues").some(({ wrapUp }) => wrapUp)).toBe(false), soon);
  }
  expect(frames.filter((rows) => rows.length > 1)).toEqual([]);
  expect(
    frames.filter((rows) => rows.some(({ state }) => state === "ringing")).length,
  ).toBeGreaterThanOrEqual(calls);
});
