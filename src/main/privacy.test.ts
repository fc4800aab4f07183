import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { CallId, QueueId } from "../shared/model/ids.ts";
import { createProduct } from "./product.ts";
import { openStore } from "./store/open-store.ts";
import { createHandClock } from "./support/hand-clock.ts";
import { createLog } from "./support/log.ts";

const day = 24 * 60 * 60_000;
const minute = 60_000;

/** A product that finds visits of so many days ago, each with a number that tells its age. */
function productWithVisits(...agesInDays: readonly number[]) {
  const folder = mkdtempSync(path.join(tmpdir(), "binnacle-retention-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const clock = createHandClock(new Date("2026-03-04T12:00:00").getTime());
  const log = createLog(() => {}, clock.now);
  const store = openStore({ file: path.join(folder, "live.sqlite"), log, now: clock.now });
  for (const age of agesInDays)
    store.addVisit({
      ...{ callId: `c-${age}` as CallId, queueId: "q" as QueueId, enteredAt: clock.now() - age * day },
      ...{ callerNumber: `+31600000${1_000 + age}`, state: "abandoned", leftAt: null, agentId: null },
      ...{ talkEndedAt: null, wrapUpEndedAt: null, open: false, rebuilt: false },
    });
  store.close();
  const product = createProduct({
    ...{ dataFolder: folder, clock, log },
    startDemoExchange: () => Promise.reject(new Error("not needed")),
  });
  onTestFinished(() => product.close());
  const onDisk = () => {
    const disk = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), "latin1"));
    return agesInDays.filter((age) => disk.some((content) => content.includes(`600000${1_000 + age}`)));
  };
  return { product, clock, onDisk };
}

test("what is older than 90 days is off the disk a minute after the start, and every day's after its night", () => {
  const { clock, onDisk } = productWithVisits(100, 89, 10);
  clock.advance(minute);
  expect(onDisk()).toEqual([89, 10]);
  clock.advance(2 * day);
  expect(onDisk()).toEqual([10]);
});

test("a shorter retention takes what is older off the disk at once; a longer one brings nothing back", async () => {
  const { product, clock, onDisk } = productWithVisits(40, 10);
  expect(await product.request("settings.change", { retentionDays: 30 })).toMatchObject({ ok: true });
  expect(onDisk()).toEqual([10]);
  await product.request("settings.change", { retentionDays: 365 });
  clock.advance(minute);
  expect(onDisk()).toEqual([10]);
});

test("for ever, or not at all, is no retention", async () => {
  const { product, onDisk } = productWithVisits(40);
  for (const retentionDays of [0, 366, 1.5])
    expect(await product.request("settings.change", { retentionDays })).toMatchObject({
      ok: false,
      refusal: { code: "bad-request" },
    });
  expect(onDisk()).toEqual([40]);
});
