import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { UserId } from "../../shared/model/ids.ts";
import { openStore } from "../store/open-store.ts";
import type { Store } from "../store/rows.ts";
import type { HandClock } from "../support/hand-clock.ts";
import {
  call1,
  ended,
  feedCall,
  feedUser,
  mark,
  me,
  piet,
  slowWithSnapshots,
  snapshot,
  testIngest,
} from "./test-ingest.ts";

const manyUsers = Array.from({ length: 400 }, (_, n) =>
  feedUser(`u-${n}` as UserId, `User ${n}`, `${3000 + n}`),
);
const large = snapshot({ users: [...snapshot().users, ...manyUsers] });

function scene(through: (store: Store, clock: HandClock) => Store = slowWithSnapshots) {
  const parts = testIngest(through);
  onTestFinished(parts.close);
  parts.clock.advance(1_000);
  parts.batches.splice(0);
  return { ...parts, usersStored: () => parts.store.userIds().length };
}

test("a large snapshot lets others have their turn, and is told as one change when it is whole", async () => {
  const { ingest, clock, batches, usersStored } = scene();
  let turns = 0;
  const other = () => {
    turns += 1;
    if (batches.length === 0) clock.after(0, other);
  };
  other();
  const stored = ingest.snapshot(large);
  expect(usersStored()).toBeLessThan(402);
  clock.advance(1_000);
  await stored;
  expect(usersStored()).toBe(402);
  expect(batches).toMatchObject([{ everything: true }]);
  expect(turns).toBeGreaterThan(5);
});

test("what is told while a snapshot is stored comes after it: facts, calls of our phone and departments", () => {
  const { ingest, clock, store, batches, hear, hearCall, inSales, external, phoneCall } = scene();
  const caller = external();
  void ingest.snapshot({ ...large, calls: [feedCall(call1, caller, inSales())] });
  ingest.facts([{ ...ended(call1), saidAt: null }]);
  clock.advance(1);
  ingest.phoneCalls([phoneCall()]);
  ingest.companyDirectory({ departments: new Map([[mark, "Sales"]]), externalNumbers: [] });
  expect(store.phoneCalls()).toEqual([]);
  expect(batches).toEqual([]);
  clock.advance(1_000);
  expect(store.calls()).toEqual([]);
  expect(store.phoneCalls()).toHaveLength(1);
  expect(store.user(mark)?.department).toBe("Sales");
  expect(batches[0]).toMatchObject({ everything: true });
  hearCall(call1, caller, inSales());
  hear();
  expect(store.calls()).toEqual([]);
});

test("whom our phone declines while a snapshot is stored is not missed", () => {
  const { ingest, clock, history, external, atUser, phoneCall } = scene();
  void ingest.snapshot({ ...large, calls: [feedCall(call1, external(), atUser(me, "ringing"))] });
  const ringing = phoneCall({ coreCallId: call1 });
  ingest.phoneCalls([ringing]);
  ingest.hangingUp(ringing.phoneCallId);
  ingest.phoneCalls([]);
  ingest.facts([{ ...ended(call1), saidAt: null }]);
  clock.advance(1_000);
  expect(history()).toMatchObject([{ outcome: "declined" }]);
});

test("facts that were told before a snapshot do not come after it, also where something else is still being stored", () => {
  const { ingest, clock, store } = scene();
  void ingest.snapshot(large);
  const status = { status: "no-calls", statusLabel: null, wrapUp: null } as const;
  ingest.facts([{ kind: "user-status", userId: mark, status, saidAt: null }]);
  void ingest.snapshot({ ...large, company: null });
  clock.advance(1_000);
  expect(store.user(mark)?.status).toBe("available");
});

test("of two snapshots the later wins, also in the middle of the first", async () => {
  const { ingest, clock, store, batches } = scene();
  const first = ingest.snapshot(large);
  const second = ingest.snapshot(snapshot({ users: [feedUser(piet, "Piet Smit", "230")] }));
  clock.advance(1_000);
  await Promise.all([first, second]);
  expect(store.userIds()).toEqual([piet]);
  expect(batches).toHaveLength(1);
});

test("signing out in the middle leaves nothing of the company, and nothing of it comes later", async () => {
  const { ingest, clock, store, phoneCall } = scene();
  const stored = ingest.snapshot(large);
  ingest.phoneCalls([phoneCall()]);
  ingest.facts([
    { kind: "queue-gone", queueId: snapshot().queues[0]?.queueId ?? ("" as never), saidAt: null },
  ]);
  ingest.clear();
  await stored;
  clock.advance(1_000);
  expect(store.userIds()).toEqual([]);
  expect(store.me()).toBeNull();
  // Calls of our phone are of no company.
  expect(store.phoneCalls()).toHaveLength(1);
});

test("closing in the middle stops there", async () => {
  const { ingest, clock, usersStored } = scene();
  const stored = ingest.snapshot(large);
  ingest.close();
  await stored;
  const before = usersStored();
  clock.advance(1_000);
  expect(usersStored()).toBe(before);
  expect(before).toBeLessThan(402);
});

test("a snapshot that cannot be stored is told as that, and the next one makes good", async () => {
  let full = false;
  const { ingest, clock, usersStored, batches } = scene((store, clock) => {
    const slow = slowWithSnapshots(store, clock);
    return {
      ...slow,
      transaction(name, run) {
        if (full && store.userIds().length > 200) throw new Error("the disk is full");
        return slow.transaction(name, run);
      },
    };
  });
  full = true;
  const failing = ingest.snapshot(large);
  failing.catch(() => undefined);
  clock.advance(1_000);
  await expect(failing).rejects.toThrow("the disk is full");
  expect(batches).toEqual([]);
  full = false;
  const stored = ingest.snapshot(large);
  clock.advance(1_000);
  await stored;
  expect(usersStored()).toBe(402);
});

test("a program that is killed in the middle finds a store that the next snapshot makes whole", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "binnacle-killed-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const open = (_: Store, clock: HandClock) =>
    slowWithSnapshots(
      openStore({ file: path.join(folder, "live.sqlite"), log: quiet, now: clock.now }),
      clock,
    );
  const stores: Store[] = [];
  const keep = (store: Store, clock: HandClock) => {
    const opened = open(store, clock);
    stores.push(opened);
    onTestFinished(() => opened.close());
    return opened;
  };
  const killed = scene(keep);
  void killed.ingest.snapshot({ ...large, calls: [feedCall(call1, killed.external(), killed.inSales())] });
  killed.clock.advance(40);
  const { ingest, clock } = scene(keep);
  const next = stores[1];
  expect(next?.userIds().length).toBeLessThan(402);
  const stored = ingest.snapshot({ ...large, me });
  clock.advance(1_000);
  await stored;
  expect(next?.userIds()).toHaveLength(402);
  expect(next?.calls()).toEqual([]);
  expect(next?.openVisits()).toEqual([]);
});

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
