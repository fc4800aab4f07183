import { expect, onTestFinished, test } from "vitest";
import type { CallId } from "../../shared/model/ids.ts";
import { feedUser, mark, piet, sales } from "../ingest/test-ingest.ts";
import { openStore } from "../store/open-store.ts";
import { createHandClock } from "../support/hand-clock.ts";
import { createLog } from "../support/log.ts";
import { unpacked } from "./entries.ts";
import { storedCall, testFolder, testLog } from "./test-log.ts";

const second = 1_000;
const [live, over, other] = ["c-live", "c-over", "c-other"] as CallId[] as [CallId, CallId, CallId];
const erased = { number: "06 12 34 56 78" };

/** A day's log of a company: one call with the number is over and one goes on, and so does one with another number. */
function scene() {
  const folder = testFolder();
  const clock = createHandClock();
  const store = openStore({ file: ":memory:", log: createLog(() => {}, clock.now), now: clock.now });
  const log = testLog({ folder, clock, store });
  onTestFinished(() => store.close());
  log.store.putUser(feedUser(mark, "Mark Visser", "214"));
  log.store.putUser(feedUser(piet, "Piet Zeeman", "215"));
  log.store.putQueue({ queueId: sales, name: "Sales" });
  log.store.putMembership({ queueId: sales, userId: mark, priority: 1 });
  clock.advance(10 * second);
  log.store.putCall(storedCall(over));
  log.store.putCall(storedCall(other, "31201234567"));
  clock.advance(10 * second);
  log.store.removeCall(over);
  log.store.putCall(storedCall(live));
  const before = clock.now();
  clock.advance(10 * second);
  const told = () => {
    const rows = [];
    for (let some = log.rows.after(0); some.length > 0; some = log.rows.after(some.at(-1)?.seq ?? 0))
      rows.push(...some);
    return JSON.stringify(rows.map(({ changes }) => unpacked(changes)));
  };
  return { ...log, clock, folder, before, told };
}

test("a number is exported with every change of the calls that it was in, and with nobody else's", async () => {
  const { recordsOf } = scene();
  const { table, rows } = await recordsOf(erased);
  expect(table).toBe("changes");
  expect(rows.map(({ kind, value }) => [kind, (value as { callId?: string } | null)?.callId])).toEqual([
    ["call", over],
    ["call", undefined],
    ["call", live],
  ]);
  expect(JSON.stringify(rows)).toContain("Sanne de Vries");
  expect((await recordsOf({ number: "" })).rows).toEqual([]);
});

test("a colleague is exported with his states, his queues and his calls", async () => {
  const { recordsOf } = scene();
  const { rows } = await recordsOf({ userId: mark });
  expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(["user", "membership", "call"]));
  expect(JSON.stringify(rows)).not.toContain("Piet");
});

test("an erased number is on no part of the disk; its calls are still there, with nobody in them", async () => {
  const { erase, rows, onDisk, told, stateAt, before } = scene();
  const withNumber = rows
    .after(0)
    .filter(({ changes }) => JSON.stringify(unpacked(changes)).includes("612345678"));
  expect(withNumber.map(({ changes }) => onDisk(changes))).toEqual([true, true]);
  await erase(erased);
  expect(withNumber.map(({ changes }) => onDisk(changes))).toEqual([false, false]);
  expect(told()).not.toContain("612345678");
  const [was, stays] = ["Sanne de Vries", "31201234567"];
  expect(told().split(was)).toHaveLength(told().split(stays).length);
  const then = await stateAt(before, (store) => store.calls().map(({ callId, source }) => [callId, source]));
  expect(then).toMatchObject({
    value: expect.arrayContaining([
      [live, expect.objectContaining({ kind: "external", number: null, name: null })],
    ]),
  });
});

test("of a call that goes on nothing personal is kept after an erasure, also by the next run; of the next call with the number it is", async () => {
  const { erase, store, clock, told, close, folder } = scene();
  await erase(erased);
  const wasTold = () => told().includes("612345678");
  store.putCall({ ...storedCall(live), dialledNumber: "100" });
  clock.advance(10 * second);
  expect(wasTold()).toBe(false);
  close();
  const again = openStore({ file: ":memory:", log: createLog(() => {}, clock.now), now: clock.now });
  onTestFinished(() => again.close());
  const next = testLog({ folder, clock, store: again });
  next.store.putCall({ ...storedCall(live), dialledNumber: "101" });
  expect(JSON.stringify((await next.recordsOf(erased)).rows)).toBe("[]");
  next.store.removeCall(live);
  next.store.putCall(storedCall("c-next" as CallId));
  expect((await next.recordsOf(erased)).rows).toHaveLength(1);
});

test("an erased colleague is gone from the past, and from now on the directory's again", async () => {
  const { erase, stateAt, before, clock } = scene();
  await erase({ userId: mark });
  clock.advance(second);
  const at = (instant: number) =>
    stateAt(instant, (then) => ({
      name: then.user(mark)?.name ?? null,
      queues: then.membershipsOf(mark).length,
      calls: [then.calls().length, then.callsOf(mark).length],
      piet: then.user(piet)?.name,
    }));
  expect(await at(before)).toEqual({
    ok: true,
    value: { name: null, queues: 0, calls: [2, 0], piet: "Piet Zeeman" },
  });
  expect(await at(clock.now())).toMatchObject({
    value: { name: "Mark Visser", queues: 1, piet: "Piet Zeeman" },
  });
});
