import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { EndCause } from "../../src/exchange/pbx/leg.ts";
import { phoneDesk } from "../support/phone-desk.ts";
import { firstOf, type SoftphoneBench, softphoneBench } from "../support/softphone-bench.ts";

test("whoever dials is told for ten seconds why nobody is there", { timeout: 20_000 }, async () => {
  const desk = await phoneDesk();
  const mark = await desk.colleague("mark", 1000);
  await desk.ask("call.dial", { target: { number: "214" } });
  await (await mark.rings()).reject({ statusCode: 486 });
  await desk.eventually(() =>
    expect(desk.now("failed-calls")).toMatchObject([[{ reason: "busy", party: { name: "Mark Visser" } }]]),
  );
  expect(desk.mine()).toEqual([]);
  await vi.waitFor(() => expect(desk.now("failed-calls")).toEqual([[]]), 12_000);
  await desk.allOver();
});

describe("what the exchange answers", () => {
  let bench: SoftphoneBench;
  beforeEach(async () => {
    bench = await softphoneBench();
    await bench.ready();
  });
  afterEach(() => bench.close());

  const told: readonly (readonly [EndCause, string])[] = [
    ["busy", "busy"],
    ["declined", "declined"],
    ["no-answer", "no-answer"],
    ["unreachable", "unreachable"],
    ["failed", "failed"],
  ];
  test.each(told)("a dialled call that ends as %s is told as %s", async (cause, reason) => {
    const { call } = await bench.dial("214", "Daan");
    call.leg.ring();
    call.leg.end(cause);
    await vi.waitFor(() => expect(bench.failed).toEqual([{ name: "Daan", reason }]));
    expect(bench.calls).toEqual([]);
  });

  test("a call that we hang up, and one that the other side ends after a talk, did not fail", async () => {
    await bench.dial("214");
    await bench.softphone.hangUp(bench.only("dialling").phoneCallId);
    await vi.waitFor(() => expect(bench.calls).toEqual([]));
    const { call } = await bench.dial("215");
    call.leg.answer();
    await vi.waitFor(() => bench.only("talking"));
    firstOf(bench.dialled.slice(1)).leg.end("hung-up");
    await vi.waitFor(() => expect(bench.calls).toEqual([]));
    expect(bench.failed).toEqual([]);
  });
});
