import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CallId } from "../../shared/model/ids.ts";
import { call1, ended, feedCall, mark, me, ring1, sales, snapshot, testIngest } from "./test-ingest.ts";

let parts: ReturnType<typeof testIngest>;
beforeEach(() => {
  parts = testIngest();
});
afterEach(() => parts.close());

const minute = 60_000;
const call2 = "c/2" as CallId;

/** What the core would answer with if it stood by everything. */
const allOfIt = () => snapshot({ calls: parts.store.calls() });
const asksWithin = (ms: number) => {
  const before = parts.snapshotsAsked();
  parts.clock.advance(ms);
  return parts.snapshotsAsked() - before;
};

describe("the core is asked, without a person, about a call", () => {
  test("that rings for a caller who is gone, and a snapshot without it clears it", () => {
    const { store, ingest, hear, hearCall, external, inSales, atUser } = parts;
    hearCall(call1, external(), inSales());
    hearCall(ring1, external(), atUser(mark, "ringing"), call1);
    expect(asksWithin(minute)).toBe(0);
    hear(ended(call1));
    expect(asksWithin(30_000)).toBe(1);
    void ingest.snapshot(snapshot());
    expect(store.calls()).toEqual([]);
    expect(asksWithin(10 * minute)).toBe(0);
  });

  test("that still rings an agent for a caller who talks with another", () => {
    const { hearCall, external, inSales, atUser } = parts;
    hearCall(call1, external(), inSales());
    hearCall(ring1, external(), atUser(mark, "ringing"), call1);
    hearCall(call1, external(), atUser(me, "answered"));
    expect(asksWithin(30_000)).toBe(1);
  });

  test("that both sides have left", () => {
    const { hearCall, external, atUser } = parts;
    hearCall(call1, { ...external(), state: "disconnected" }, atUser(mark, "disconnected"));
    expect(asksWithin(30_000)).toBe(1);
  });

  test("that rings for more than five minutes, but not about who waits or talks for hours", () => {
    const { hearCall, external, inSales, atUser } = parts;
    hearCall(call1, external(), inSales());
    hearCall(call2, external(), atUser(me, "answered"));
    expect(asksWithin(120 * minute)).toBe(0);
    hearCall("c/3" as CallId, external(), atUser(mark, "ringing"));
    expect(asksWithin(5 * minute)).toBe(0);
    expect(asksWithin(minute)).toBe(1);
  });

  test("of mine beside the one that our phone has, unless the phone has both", () => {
    const { ingest, hearCall, external, atUser, phoneCall } = parts;
    hearCall(call1, external(), atUser(me, "answered"));
    hearCall(call2, external("31687654321"), atUser(me, "answered"));
    expect(asksWithin(minute)).toBe(0);
    ingest.phoneCalls([phoneCall({ coreCallId: call1, state: "talking" })]);
    expect(asksWithin(minute)).toBe(1);
  });
});

test("a call that the core stands by is not asked about again, and another is", () => {
  const { ingest, hearCall, external, atUser } = parts;
  hearCall(ring1, external(), atUser(mark, "ringing"), call1);
  expect(asksWithin(30_000)).toBe(1);
  void ingest.snapshot(allOfIt());
  expect(asksWithin(60 * minute)).toBe(0);
  hearCall(call2, { ...external(), state: "disconnected" }, atUser(me, "disconnected"));
  expect(asksWithin(minute)).toBe(1);
});

test("what looks broken between two notifications that belong together is no suspect", () => {
  const { clock, hear, hearCall, external, inSales, atUser } = parts;
  hearCall(call1, external(), inSales());
  hearCall(ring1, external(), atUser(mark, "ringing"), call1);
  clock.advance(14_000);
  hear(ended(call1));
  clock.advance(2_000);
  hear(ended(ring1));
  expect(asksWithin(10 * minute)).toBe(0);
});

test("while no snapshot comes, as in an outage, it is asked for once a minute at most", () => {
  const { hearCall, external, atUser } = parts;
  hearCall(ring1, external(), atUser(mark, "ringing"), call1);
  hearCall("c/2/1" as CallId, external(), atUser(me, "ringing"), call2);
  expect(asksWithin(10 * minute)).toBeLessThanOrEqual(10);
  expect(asksWithin(10 * minute)).toBeGreaterThan(5);
});

test("a status that seems late since the core's clock was set back is put right by a snapshot", () => {
  const { clock, store, ingest } = parts;
  const say = (status: "available" | "no-calls", saidAt: number) => {
    const told = { status, statusLabel: null, wrapUp: null };
    ingest.facts([{ kind: "user-status", userId: mark, status: told, saidAt }]);
    clock.advance(1);
  };
  say("available", clock.now());
  say("no-calls", clock.now() - 60 * minute);
  expect(asksWithin(minute)).toBe(1);
  void ingest.snapshot(snapshot());
  say("no-calls", clock.now() - 60 * minute);
  expect(store.user(mark)?.status).toBe("no-calls");
  expect(asksWithin(10 * minute)).toBe(0);
});

test("after the ingest is closed nothing is asked", () => {
  const { ingest, hearCall, inSales, atUser } = parts;
  hearCall(ring1, inSales(), atUser(mark, "ringing"), call1);
  ingest.close();
  expect(asksWithin(10 * minute)).toBe(0);
  expect(parts.store.waitingCalls(sales)).toEqual([]);
});

test("what is asked about again is only what became a suspect anew", () => {
  const { ingest, hearCall, external, inSales, atUser } = parts;
  hearCall(ring1, external(), atUser(mark, "ringing"), call1);
  expect(asksWithin(30_000)).toBe(1);
  void ingest.snapshot(allOfIt());
  void ingest.snapshot(snapshot({ calls: [feedCall(call1, external(), inSales()), ...parts.store.calls()] }));
  expect(asksWithin(minute)).toBe(0);
  void ingest.snapshot(snapshot({ calls: parts.store.calls().filter(({ callId }) => callId !== call1) }));
  expect(asksWithin(minute)).toBe(1);
});
