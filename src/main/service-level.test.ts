import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { StreamFrame, StreamItem } from "../shared/contract/streams.ts";
import type { CallId, QueueId, UserId } from "../shared/model/ids.ts";
import { createProduct } from "./product.ts";
import { openStore } from "./store/open-store.ts";
import { createHandClock } from "./support/hand-clock.ts";
import { createLog } from "./support/log.ts";

const [sales, support] = ["q-sales", "q-support"] as [QueueId, QueueId];
const noon = new Date("2026-03-04T12:00:00").getTime();

/** A product that knows two queues, in each a caller who waited 30 s before the answer. */
async function dayWithTwoQueues() {
  const folder = await mkdtemp(path.join(tmpdir(), "binnacle-service-level-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const clock = createHandClock(noon);
  const log = createLog(() => {}, clock.now);
  const store = openStore({ file: path.join(folder, "live.sqlite"), log, now: clock.now });
  for (const queueId of [sales, support]) {
    store.putQueue({ queueId, name: queueId });
    store.addVisit({
      ...{ callId: `c-${queueId}` as CallId, queueId, callerNumber: null, enteredAt: noon - 600_000 },
      ...{ state: "answered", agentId: "u-1" as UserId, leftAt: noon - 570_000 },
      ...{ talkEndedAt: noon - 300_000, wrapUpEndedAt: null, open: false, rebuilt: false },
    });
  }
  store.close();
  const start = () => {
    const product = createProduct({
      ...{ dataFolder: folder, clock, log },
      startDemoExchange: () => Promise.reject(new Error("not needed")),
    });
    const inTime = () => {
      let frame: StreamFrame | undefined;
      product.follow("tallies", (first) => {
        frame ??= first;
      })();
      const rows = (frame?.kind === "rows" ? frame.rows : []) as readonly StreamItem<"tallies">[];
      return rows.map((row) => [row.queueId, row.serviceLevelMs, row.today.answeredInTime]);
    };
    return { product, inTime };
  };
  return { clock, start };
}

test("what is in time is chosen for each queue, changes its figures at once and outlives the program", async () => {
  const { clock, start } = await dayWithTwoQueues();
  const first = start();
  expect(first.inTime()).toEqual([
    [sales, 20_000, 0],
    [support, 20_000, 0],
  ]);
  const asked = { queueId: sales, serviceLevelMs: 30_000 };
  expect(await first.product.request("queue.set-service-level", asked)).toMatchObject({ ok: true });
  clock.advance(300);
  const chosen = [
    [sales, 30_000, 1],
    [support, 20_000, 0],
  ];
  expect(first.inTime()).toEqual(chosen);
  await first.product.close();
  const second = start();
  expect(second.inTime()).toEqual(chosen);
  await second.product.close();
});

test("a service level is explained by the time that was chosen, by its formula and by its visits", async () => {
  const { start } = await dayWithTwoQueues();
  const { product } = start();
  await product.request("queue.set-service-level", { queueId: sales, serviceLevelMs: 30_000 });
  const explained = (queueId: QueueId, span: string) =>
    product.request("statistics.explain", { queueId, figure: "service-level", span, formula: "answered" });
  const visits = [{ callId: "c-q-sales", outcome: "answered", waitMs: 30_000, leftOut: null }];
  expect(await explained(sales, "today")).toMatchObject({
    ok: true,
    value: { formula: "formula.service-level.answered", serviceLevelMs: 30_000, value: 1, visits },
  });
  expect(await explained(support, "thisWeek")).toMatchObject({ value: { value: 0, counted: 1 } });
  expect(await explained(support, "lastYear")).toMatchObject({ refusal: { code: "bad-request" } });
  await product.close();
});

test("a time that nobody could mean is refused", async () => {
  const { start } = await dayWithTwoQueues();
  const { product, inTime } = start();
  for (const serviceLevelMs of [0, 999, 3_600_001, 20.5])
    expect(
      await product.request("queue.set-service-level", { queueId: sales, serviceLevelMs }),
    ).toMatchObject({
      refusal: { code: "bad-request" },
    });
  expect(inTime()[0]).toEqual([sales, 20_000, 0]);
  await product.close();
});
