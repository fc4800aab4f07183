import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Callpoint } from "../../shared/model/feed.ts";
import type { CallId, QueueId, UserId } from "../../shared/model/ids.ts";
import type { FactContent } from "../core-api/facts.ts";
import {
  call1,
  ended,
  feedCall,
  feedUser,
  mark,
  me,
  ring1,
  sales,
  snapshot,
  testIngest,
} from "./test-ingest.ts";

let parts: ReturnType<typeof testIngest>;
beforeEach(() => {
  parts = testIngest();
});
afterEach(() => parts.close());

const dialplan: Callpoint = {
  kind: "dialplan",
  number: "31201234567",
  name: null,
  state: "connecting",
  createdAt: null,
  answeredAt: null,
};

describe("the hazards of the feed's order", () => {
  test("3: a call that ended while the snapshot was on its way does not stay as a ghost", () => {
    const { store, ingest, hear, external, inSales } = parts;
    void ingest.snapshot(snapshot({ calls: [feedCall(call1, external(), inSales())] }));
    hear(ended(call1));
    expect(store.calls()).toEqual([]);
  });

  test("4: what is said of a call after its end does not bring it back", () => {
    const { store, hear, hearCall, external, inSales, atUser } = parts;
    hearCall(call1, external(), inSales());
    hear(ended(call1), { kind: "call", call: feedCall(call1, external(), atUser(mark, "answered")) });
    expect(store.calls()).toEqual([]);
  });

  test("4: nor does it after a snapshot, which comes in no order to what is said", () => {
    const { store, ingest, hear, hearCall, external, inSales, atUser } = parts;
    hearCall(call1, external(), inSales());
    hear(ended(call1));
    void ingest.snapshot(snapshot());
    hearCall(call1, external(), atUser(mark, "answered"));
    expect(store.calls()).toEqual([]);
    void ingest.snapshot(snapshot({ calls: [feedCall(call1, external(), inSales())] }));
    expect(store.calls()).toHaveLength(1);
  });

  test("4: the last 1024 ended calls are remembered, and no more", () => {
    const { store, hear, hearCall, external, inSales } = parts;
    const many = Array.from({ length: 1025 }, (_, n) => `old-${n}` as CallId);
    hear(...many.map((callId) => ended(callId)));
    hearCall("old-1" as CallId, external(), inSales());
    expect(store.calls()).toHaveLength(0);
    hearCall("old-0" as CallId, external(), inSales());
    expect(store.calls()).toHaveLength(1);
  });

  test("5: an update of a call nobody told of starts it", () => {
    const { store, hearCall, external, atUser } = parts;
    hearCall(call1, external(), atUser(mark, "ringing"));
    expect(store.callsOf(mark)).toHaveLength(1);
  });

  test("6: a call told of twice is there once", () => {
    const { store, hearCall, external, inSales } = parts;
    hearCall(call1, external(), inSales());
    hearCall(call1, external(), inSales());
    expect(store.waitingCalls(sales)).toHaveLength(1);
  });

  test("7: the end of an unknown call is remembered against its late start", () => {
    const { store, hear, hearCall, external, inSales } = parts;
    hear(ended(call1));
    hearCall(call1, external(), inSales());
    expect(store.calls()).toEqual([]);
  });

  test("8: an agent ring told of before its waiting call finds it later", () => {
    const { store, hearCall, external, inSales, atUser } = parts;
    hearCall(ring1, inSales(), atUser(me, "ringing"), call1);
    hearCall(call1, external(), inSales());
    expect(store.agentRings(call1)).toHaveLength(1);
  });

  test("9: a call whose both sides are replaced at once is never seen half-way", () => {
    const { store, batches, hearCall, external, atUser } = parts;
    hearCall(call1, external(), atUser(mark, "answered"));
    hearCall(call1, atUser(mark, "answered"), external());
    expect(store.callsOf(mark)).toMatchObject([
      { source: { kind: "user" }, destination: { kind: "external" } },
    ]);
    expect(batches.at(-1)?.userIds).toEqual(new Set([mark]));
  });

  test("10: a call that turns out later to be an agent ring is one from then on", () => {
    const { store, hearCall, external, inSales, atUser } = parts;
    hearCall(call1, external(), inSales());
    hearCall(ring1, external(), inSales());
    expect(store.waitingCalls(sales)).toHaveLength(2);
    hearCall(ring1, external(), atUser(mark, "ringing"), call1);
    expect(store.waitingCalls(sales)).toHaveLength(1);
    expect(store.agentRings(call1)).toHaveLength(1);
  });

  test("11: who waits is told by callpoints, whatever is said of entering and leaving", () => {
    const { store, hear, hearCall, external, inSales, atUser } = parts;
    hearCall(call1, external(), inSales());
    hear({ kind: "queue-call-left", queueId: sales, callId: call1 });
    expect(store.waitingCalls(sales)).toHaveLength(1);
    hearCall(call1, external(), atUser(mark, "answered"));
    hear({ kind: "queue-call-entered", queueId: sales, callId: call1 });
    hear({ kind: "queue-call-entered", queueId: "q-x" as QueueId, callId: "c-x" as CallId });
    expect(store.waitingCalls(sales)).toEqual([]);
  });

  test("12: an agent ring, with the queue at either side, is no waiting caller", () => {
    const { store, hearCall, external, inSales, atUser } = parts;
    hearCall(call1, external(), inSales());
    hearCall(ring1, inSales(), atUser(mark, "ringing"), call1);
    hearCall("c/1/2" as CallId, external(), inSales(), call1);
    expect(store.waitingCalls(sales).map((call) => call.callId)).toEqual([call1]);
  });

  test("13: members of queues and users that are not known yet are kept by their ids", () => {
    const { store, hear } = parts;
    const later = "u-later" as UserId;
    hear({ kind: "member", membership: { queueId: sales, userId: later, priority: 2 } });
    hear({ kind: "user", user: feedUser(later, "Late Comer", "230"), memberships: [] });
    expect(store.membershipsOf(later)).toEqual([{ queueId: sales, userId: later, priority: 2 }]);
  });

  test("14: entering twice, leaving without being there and updates of non-members are no errors", () => {
    const { store, hear } = parts;
    const membership = { queueId: sales, userId: mark, priority: 2 };
    hear({ kind: "member-gone", queueId: sales, userId: mark });
    hear({ kind: "member", membership: { ...membership, priority: 1 } }, { kind: "member", membership });
    expect(store.membershipsOf(mark)).toEqual([membership]);
  });

  test("15: a change of an unknown user, or a user told of only by id, asks for a new snapshot", () => {
    const { hear, snapshotsAsked } = parts;
    hear({ kind: "user-changed", userId: "u-x" as UserId, changes: new Map([["name", "X"]]) });
    hear({ kind: "user-made", userId: "u-y" as UserId });
    hear({ kind: "queue-changed", queueId: "q-x" as QueueId, changes: new Map() });
    expect(snapshotsAsked()).toBe(3);
    hear({ kind: "user-made", userId: mark });
    expect(snapshotsAsked()).toBe(3);
  });

  test("16: a queue that is made again finds the callers who wait in it, and the members it is told of", () => {
    const { store, hear, hearCall, external, inSales } = parts;
    const membership = { queueId: sales, userId: mark, priority: 2 };
    hearCall(call1, external(), inSales());
    hear({ kind: "queue-gone", queueId: sales });
    expect(store.membersOf(sales)).toEqual([]);
    hear({ kind: "queue", queue: { queueId: sales, name: "Sales again" }, members: [membership] });
    expect(store.waitingCalls(sales)).toHaveLength(1);
    expect(store.membersOf(sales)).toEqual([membership]);
  });

  test("18: instants are by this machine's clock, and never in the future", () => {
    const { clock, store, ingest, hearCall, external, inSales } = parts;
    void ingest.snapshot(snapshot({ serverAheadMs: 60_000 }));
    const queue = { ...inSales(), createdAt: clock.now() + 60_000 };
    hearCall(call1, external(), queue);
    expect(store.call(call1)?.queue?.enteredAt).toBe(clock.now() - 1);
    hearCall(call1, external(), { ...queue, createdAt: clock.now() + 999_000 });
    expect(store.call(call1)?.queue?.enteredAt).toBe(clock.now() - 1);
  });

  test("18: without XEP-0202 the clock is corrected by what notifications say, beyond 3 s", () => {
    const { clock, store, ingest, external, inSales } = parts;
    void ingest.snapshot(snapshot({ serverAheadMs: null }));
    const told = (aheadMs: number) => {
      const fact: FactContent = { kind: "call", call: feedCall(call1, external(), inSales()) };
      ingest.facts([{ ...fact, saidAt: clock.now() + aheadMs }]);
      clock.advance(1);
      return (store.call(call1)?.queue?.enteredAt ?? 0) - clock.now();
    };
    expect(told(-2_000)).toBe(-1);
    expect(told(60_000)).toBe(-60_001);
  });

  test("23: the number dialled and the queue are remembered when the callpoints move on", () => {
    const { clock, store, ingest, hearCall, external, inSales, atUser } = parts;
    hearCall(call1, external(), dialplan);
    hearCall(call1, external(), inSales());
    const enteredAt = clock.now() - 1;
    clock.advance(9_000);
    hearCall(call1, external(), atUser(me, "answered"));
    expect(store.call(call1)).toMatchObject({
      dialledNumber: "31201234567",
      queue: { queueId: sales, enteredAt },
    });
    void ingest.snapshot(snapshot({ calls: [feedCall(call1, external(), atUser(me, "answered"))] }));
    expect(store.call(call1)?.dialledNumber).toBe("31201234567");
  });
});

test("a fresh snapshot replaces everything: what it does not have is gone", () => {
  const { store, ingest, batches, hearCall, external, inSales } = parts;
  hearCall(call1, external(), inSales());
  void ingest.snapshot(
    snapshot({ users: [feedUser(me, "Anna Bakker", "200")], queues: [], memberships: [] }),
  );
  expect(store.userIds()).toEqual([me]);
  expect(store.userByExtension("214")).toBeNull();
  expect([store.queueIds(), store.calls(), store.membershipsOf(me)]).toEqual([[], [], []]);
  expect(batches.at(-1)?.everything).toBe(true);
});

test("a status that was said before the one that holds changes nothing, however late it comes", () => {
  const { clock, store, ingest } = parts;
  const say = (status: "available" | "no-calls", saidAt: number) => {
    ingest.facts([
      { kind: "user-status", userId: mark, status: { status, statusLabel: null, wrapUp: null }, saidAt },
    ]);
    clock.advance(1);
  };
  say("no-calls", 1_700_000_020_000);
  say("available", 1_700_000_010_000);
  expect(store.user(mark)?.status).toBe("no-calls");
  void ingest.snapshot(snapshot());
  say("no-calls", 1_700_000_015_000);
  expect(store.user(mark)?.status).toBe("no-calls");
});

test("who loses his name is shown by his id, as a snapshot would have him", () => {
  const { store, hear } = parts;
  const changes = new Map([["name", ""]]);
  hear({ kind: "user-changed", userId: mark, changes }, { kind: "queue-changed", queueId: sales, changes });
  expect([store.user(mark)?.name, store.queue(sales)?.name]).toEqual([mark, sales]);
});

test("what arrives within a tick is one batch that names everybody it touched", () => {
  const { store, batches, hear, external, inSales, atUser } = parts;
  const before = batches.length;
  hear(
    { kind: "call", call: feedCall(call1, external(), inSales()) },
    { kind: "call", call: feedCall(ring1, inSales(), atUser(mark, "ringing"), call1) },
    {
      kind: "user-status",
      userId: me,
      status: { status: "no-calls", statusLabel: "lunch", wrapUp: { callId: null, endsAt: null } },
    },
  );
  expect(batches.length).toBe(before + 1);
  expect(batches.at(-1)).toEqual({
    everything: false,
    userIds: new Set([mark, me]),
    queueIds: new Set([sales]),
    calls: true,
    callIds: new Set([call1, ring1]),
    switches: false,
    history: false,
  });
  expect(store.user(me)).toMatchObject({
    status: "no-calls",
    statusLabel: "lunch",
    wrapUp: { callId: null, endsAt: null },
  });
});

test("an unknown notification is logged once and changes nothing", () => {
  const { lines, hear } = parts;
  hear({ kind: "unknown", type: "notification.new" }, { kind: "unknown", type: "notification.new" });
  expect(lines.filter((line) => line.includes("notification.new"))).toHaveLength(1);
});

test("signing out forgets the company", () => {
  const { store, ingest, hearCall, external, inSales } = parts;
  hearCall(call1, external(), inSales());
  ingest.clear();
  expect([store.me(), store.userIds(), store.queueIds(), store.calls()]).toEqual([null, [], [], []]);
});
