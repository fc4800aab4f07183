import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { CallId } from "../../shared/model/ids.ts";
import { feedUser, mark } from "../ingest/test-ingest.ts";
import { openStore } from "../store/open-store.ts";
import { createHandClock } from "../support/hand-clock.ts";
import { createLog } from "../support/log.ts";
import { storedCall, testFolder, testLog } from "./test-log.ts";

const second = 1_000;
const hour = 60 * 60 * second;

/** A log of which each run has a store of its own. */
function scene(options: { listenedAt?: (instant: number) => boolean; bytesAtMost?: number } = {}) {
  const folder = testFolder();
  const clock = createHandClock();
  const start = () => {
    const store = openStore({ file: ":memory:", log: createLog(() => {}, clock.now), now: clock.now });
    onTestFinished(() => store.close());
    return testLog({ folder, clock, store, ...options });
  };
  return { clock, folder, start };
}
type Log = ReturnType<ReturnType<typeof scene>["start"]>;

const callOf = (callId: string) => callId as CallId;
const putCall = (log: Log, callId: string) => log.store.putCall(storedCall(callOf(callId)));
const callsAt = async (log: Log, instant: number) => {
  const result = await log.stateAt(instant, (then) => then.calls().map(({ callId }) => callId));
  return result.ok ? result.value.toSorted() : result.refusal.code;
};

test("what happened is known to the millisecond, also of the second that is not written yet", async () => {
  const { clock, start } = scene();
  const log = start();
  const before = clock.now();
  clock.advance(5 * second);
  putCall(log, "c-1");
  clock.advance(10);
  putCall(log, "c-2");
  log.store.removeCall(callOf("c-1"));
  expect(await callsAt(log, clock.now())).toEqual(["c-2"]);
  expect(await callsAt(log, clock.now() - 1)).toEqual(["c-1"]);
  expect(await callsAt(log, before + 5 * second - 1)).toEqual([]);
});

test("what failed in the store never happened", async () => {
  const { clock, start } = scene();
  const log = start();
  const fail = () =>
    log.store.transaction("test", () => {
      putCall(log, "c-1");
      throw new Error("in the middle");
    });
  expect(fail).toThrow("in the middle");
  expect(await callsAt(log, clock.now())).toEqual([]);
});

test("the future, what was before the log, and what nobody listened to are refused", async () => {
  const { clock, start } = scene({ listenedAt: (instant) => instant !== quiet });
  const began = clock.now();
  const quiet = began + 20 * second;
  const log = start();
  clock.advance(60 * second);
  expect(await callsAt(log, clock.now() + 1)).toBe("in-the-future");
  expect(await callsAt(log, began - 1)).toBe("not-kept");
  expect(await callsAt(log, quiet)).toBe("not-listened");
  expect(await callsAt(log, quiet + 1)).toEqual([]);
});

test("what one run wrote the next one reads; nobody knows what was in between", async () => {
  const { clock, start } = scene();
  const first = start();
  putCall(first, "c-1");
  clock.advance(hour);
  first.close();
  const ended = clock.now();
  clock.advance(hour);
  const log = start();
  putCall(log, "c-2");
  const now = clock.now();
  clock.advance(second);
  expect(await callsAt(log, ended - 1)).toEqual(["c-1"]);
  expect(await callsAt(log, now - 1)).toBe("not-kept");
  expect(await callsAt(log, now)).toEqual(["c-2"]);
});

test("72 hours are kept, and up to an hour more, also where nothing happens; a program that was off for a week keeps nothing older", async () => {
  const { clock, start } = scene();
  const log = start();
  putCall(log, "c-1");
  const began = clock.now();
  clock.advance(72 * hour);
  expect(await callsAt(log, began)).toEqual(["c-1"]);
  clock.advance(2 * hour);
  expect(await callsAt(log, began)).toBe("not-kept");
  expect(await callsAt(log, clock.now() - 72 * hour)).toEqual(["c-1"]);
  log.close();
  clock.advance(7 * 24 * hour);
  const next = start();
  clock.advance(10 * second);
  expect(next.rows.lastStretch()).toBe(next.rows.oldest()?.stretch);
});

test("where the retention is a day, what is older goes with the night's removal", async () => {
  const { clock, start } = scene();
  const log = start();
  const began = clock.now();
  putCall(log, "c-1");
  clock.advance(30 * hour);
  log.keepSince(clock.now() - 24 * hour);
  expect(await callsAt(log, began)).toBe("not-kept");
  expect(await callsAt(log, clock.now() - 23 * hour)).toEqual(["c-1"]);
});

test("the oldest goes where the file would become too large, and the disk gets the room back", async () => {
  const bytesAtMost = 120_000;
  const { clock, start } = scene({ bytesAtMost });
  const log = start();
  const began = clock.now() + second;
  let largest = 0;
  for (let each = 0; each < 16_000; each++) {
    // Random, so that it does not become small.
    log.store.putCall({ ...storedCall(callOf(`c-${each % 20}`)), dialledNumber: String(Math.random()) });
    clock.advance(5);
    if (each % 500 === 0) largest = Math.max(largest, statSync(log.file).size);
  }
  expect(await callsAt(log, began)).toBe("not-kept");
  expect(await callsAt(log, clock.now() - 10 * second)).toHaveLength(20);
  // What goes on now is never removed.
  expect(largest).toBeLessThan(bytesAtMost * 1.5);
  expect(largest).toBeGreaterThan(bytesAtMost / 2);
});

test("while the log begins anew, with changes at every moment, each moment can still be seen", async () => {
  const { clock, start } = scene();
  const log = start();
  for (let each = 0; each < 1_000; each++) putCall(log, `c-${each}`);
  clock.advance(hour - second);
  const moments = [];
  for (let each = 0; each < 300; each++) {
    clock.advance(7);
    if (each % 2 === 0) putCall(log, `new-${each}`);
    else log.store.removeCall(callOf(each % 4 === 1 ? `c-${1_000 - each}` : `new-${each - 1}`));
    moments.push({ at: clock.now(), calls: log.store.calls().length });
  }
  expect(log.rows.lastStretch()).toBe(2);
  for (const { at, calls } of moments.filter((_, index) => index % 9 === 0))
    expect(await callsAt(log, at)).toHaveLength(calls);
});

test("whatever page of the file is damaged, the log goes on and can be erased, at most without what was before", async () => {
  const { clock, folder, start } = scene();
  const first = start();
  for (let each = 0; each < 400; each++) {
    first.store.putCall({ ...storedCall(callOf(`c-${each % 40}`)), dialledNumber: String(Math.random()) });
    clock.advance(second);
  }
  const then = clock.now() - 100 * second;
  first.close();
  const sound = readFileSync(first.file);
  const found: unknown[] = [];
  for (let from = 0; from < sound.length; from += 4_096) {
    for (const name of readdirSync(folder)) rmSync(path.join(folder, name));
    writeFileSync(first.file, Buffer.from(sound).fill("damage", from, from + 4_096));
    const log = start();
    putCall(log, "c-new");
    clock.advance(10 * second);
    const before = await callsAt(log, then);
    found.push(before === "not-kept" ? before : before.length);
    await log.erase({ number: "31612345678" });
    expect((await log.recordsOf({ number: "31612345678" })).rows).toEqual([]);
    clock.advance(10 * second);
    expect(await callsAt(log, clock.now())).toEqual(["c-new"]);
    expect(log.isKept()).toBe(true);
    log.close();
  }
  expect(new Set(found)).toEqual(new Set(["not-kept", 40]));
}, 20_000);

test("a clock that is set back makes no wrong order: what is asked for is the last time that it was that late", async () => {
  const { clock, start } = scene();
  const log = start();
  clock.advance(10 * second);
  putCall(log, "c-1");
  clock.advance(10 * second);
  const once = clock.now() - 5 * second;
  clock.setBy(-15 * second);
  putCall(log, "c-2");
  clock.advance(2 * second);
  expect(await callsAt(log, clock.now())).toEqual(["c-1", "c-2"]);
  clock.advance(20 * second);
  log.store.removeCall(callOf("c-1"));
  expect(await callsAt(log, once)).toEqual(["c-1", "c-2"]);
  expect(await callsAt(log, clock.now())).toEqual(["c-2"]);
});

test.each([
  ["another company", "another", "anna"],
  ["another account", "one", "mark"],
])("signing in to %s removes the log of the one before from the disk", async (_, company, account) => {
  const { clock, start } = scene();
  const log = start();
  const signIn = (by: { company: string; account: string }, name: string) =>
    log.store.transaction("test", () => {
      log.store.setAccount(by.account);
      log.store.setLedgerOf(by.company);
      log.store.putUser(feedUser(mark, name, "214"));
    });
  const nameAt = (instant: number) => log.stateAt(instant, (then) => then.user(mark)?.name);
  signIn({ company: "one", account: "anna" }, "Mark Visser");
  clock.advance(hour);
  const before = clock.now();
  signIn({ company: "one", account: "anna" }, "Mark de Visser");
  clock.advance(hour);
  expect(await nameAt(before - 1)).toEqual({ ok: true, value: "Mark Visser" });
  const [row] = log.rows.after(0).filter(({ changes }) => changes.length > 20);
  signIn({ company, account }, "Mark Zeeman");
  clock.advance(second);
  expect(await nameAt(before)).toMatchObject({ refusal: { code: "not-kept" } });
  expect(await nameAt(clock.now())).toEqual({ ok: true, value: "Mark Zeeman" });
  expect(log.onDisk(row?.changes)).toBe(false);
});
