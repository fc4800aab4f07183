import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PhoneCall } from "../../shared/model/calls.ts";
import type { Callpoint, CallpointState, FeedCall, FeedUser } from "../../shared/model/feed.ts";
import type { CallId, PhoneCallId, QueueId, UserId } from "../../shared/model/ids.ts";
import type { FactContent, Snapshot } from "../core-api/facts.ts";
import { openStore } from "../store/open-store.ts";
import type { Store } from "../store/rows.ts";
import { createHandClock, type HandClock } from "../support/hand-clock.ts";
import { createLog } from "../support/log.ts";
import { createIngest, type Ingest } from "./create-ingest.ts";
import type { Touched } from "./touched.ts";

const me = "u-me" as UserId;
const mark = "u-mark" as UserId;
const sales = "q-sales" as QueueId;
const call1 = "c/1" as CallId;
const ring1 = "c/1/1" as CallId;

let clock: HandClock;
let store: Store;
let ingest: Ingest;
let lines: string[];
let batches: Touched[];
let snapshotsAsked: number;

beforeEach(() => {
  clock = createHandClock();
  lines = [];
  batches = [];
  snapshotsAsked = 0;
  const log = createLog((line) => lines.push(line), clock.now);
  store = openStore({ file: ":memory:", log, now: clock.now });
  ingest = createIngest({
    store,
    clock,
    log,
    touched: (touched) => batches.push(touched),
    snapshotNeeded: () => {
      snapshotsAsked += 1;
    },
  });
  ingest.snapshot(snapshot());
});

afterEach(() => {
  ingest.close();
  store.close();
});

const feedUser = (userId: UserId, name: string, extension: string): FeedUser => ({
  userId,
  name,
  extensions: [extension],
  email: null,
  loggedIn: true,
  status: "available",
  statusLabel: null,
  wrapUp: null,
});

const snapshot = (change: Partial<Snapshot> = {}): Snapshot => ({
  me,
  users: [feedUser(me, "Anna Bakker", "200"), feedUser(mark, "Mark Visser", "214")],
  queues: [{ queueId: sales, name: "Sales" }],
  memberships: [{ queueId: sales, userId: me, priority: 1 }],
  calls: [],
  serverAheadMs: 0,
  ...change,
});

const at = (state: CallpointState = "answered") => ({ state, createdAt: clock.now(), answeredAt: null });
const external = (number = "31612345678"): Callpoint => ({ kind: "external", number, name: number, ...at() });
const dialplan: Callpoint = {
  kind: "dialplan",
  number: "31201234567",
  name: null,
  state: "connecting",
  createdAt: null,
  answeredAt: null,
};
const inSales = (): Callpoint => ({ kind: "queue", queueId: sales, name: "Sales", ...at() });
const atUser = (userId: UserId, state: CallpointState): Callpoint => ({
  kind: "user",
  userId,
  name: null,
  ...at(state),
});
const feedCall = (
  callId: CallId,
  source: Callpoint,
  destination: Callpoint,
  parentCallId: CallId | null = null,
): FeedCall => ({ callId, source, destination, parentCallId });

/** What arrives together is one batch. */
function hear(...facts: FactContent[]) {
  ingest.facts(facts.map((fact) => ({ ...fact, saidAt: null })));
  clock.advance(1);
}
const hearCall = (...call: Parameters<typeof feedCall>) => hear({ kind: "call", call: feedCall(...call) });
const ended = (callId: CallId): FactContent => ({ kind: "call-ended", callId, reason: "SOURCE_HANGUP" });

const phoneCall = (change: Partial<PhoneCall> = {}): PhoneCall => ({
  phoneCallId: "p-1" as PhoneCallId,
  direction: "incoming",
  remote: { number: "+31612345678", name: null },
  coreCallId: null,
  state: "incoming",
  stateSince: clock.now(),
  startedAt: clock.now(),
  answeredAt: null,
  muted: false,
  audio: "connecting",
  transfer: null,
  returned: null,
  ...change,
});
const matched = () => store.phoneCalls().map((each) => each.callId);

describe("the hazards of the feed's order", () => {
  test("3: a call that ended while the snapshot was on its way does not stay as a ghost", () => {
    ingest.snapshot(snapshot({ calls: [feedCall(call1, external(), inSales())] }));
    hear(ended(call1));
    expect(store.calls()).toEqual([]);
  });

  test("4: what is said of a call after its end does not bring it back", () => {
    hearCall(call1, external(), inSales());
    hear(ended(call1), { kind: "call", call: feedCall(call1, external(), atUser(mark, "answered")) });
    expect(store.calls()).toEqual([]);
  });

  test("4: the last 1024 ended calls are remembered, and no more", () => {
    const many = Array.from({ length: 1025 }, (_, n) => `old-${n}` as CallId);
    hear(...many.map(ended));
    hearCall("old-1" as CallId, external(), inSales());
    expect(store.calls()).toHaveLength(0);
    hearCall("old-0" as CallId, external(), inSales());
    expect(store.calls()).toHaveLength(1);
  });

  test("5: an update of a call nobody told of starts it", () => {
    hearCall(call1, external(), atUser(mark, "ringing"));
    expect(store.callsOf(mark)).toHaveLength(1);
  });

  test("6: a call told of twice is there once", () => {
    hearCall(call1, external(), inSales());
    hearCall(call1, external(), inSales());
    expect(store.waitingCalls(sales)).toHaveLength(1);
  });

  test("7: the end of an unknown call is remembered against its late start", () => {
    hear(ended(call1));
    hearCall(call1, external(), inSales());
    expect(store.calls()).toEqual([]);
  });

  test("8: an agent ring told of before its waiting call finds it later", () => {
    hearCall(ring1, inSales(), atUser(me, "ringing"), call1);
    hearCall(call1, external(), inSales());
    expect(store.agentRings(call1)).toHaveLength(1);
  });

  test("12: an agent ring, with the queue at either side, is no waiting caller", () => {
    hearCall(call1, external(), inSales());
    hearCall(ring1, inSales(), atUser(mark, "ringing"), call1);
    hearCall("c/1/2" as CallId, external(), inSales(), call1);
    expect(store.waitingCalls(sales).map((call) => call.callId)).toEqual([call1]);
  });

  test("13: members of queues and users that are not known yet are kept by their ids", () => {
    const later = "u-later" as UserId;
    hear({ kind: "member", membership: { queueId: sales, userId: later, priority: 2 } });
    hear({ kind: "user", user: feedUser(later, "Late Comer", "230"), memberships: [] });
    expect(store.membershipsOf(later)).toEqual([{ queueId: sales, userId: later, priority: 2 }]);
  });

  test("14: entering twice, leaving without being there and updates of non-members are no errors", () => {
    const membership = { queueId: sales, userId: mark, priority: 2 };
    hear({ kind: "member-gone", queueId: sales, userId: mark });
    hear({ kind: "member", membership: { ...membership, priority: 1 } }, { kind: "member", membership });
    expect(store.membershipsOf(mark)).toEqual([membership]);
  });

  test("15: a change of an unknown user, or a user told of only by id, asks for a new snapshot", () => {
    hear({ kind: "user-changed", userId: "u-x" as UserId, changes: new Map([["name", "X"]]) });
    hear({ kind: "user-made", userId: "u-y" as UserId });
    hear({ kind: "queue-changed", queueId: "q-x" as QueueId, changes: new Map() });
    expect(snapshotsAsked).toBe(3);
    hear({ kind: "user-made", userId: mark });
    expect(snapshotsAsked).toBe(3);
  });

  test("18: instants are by this machine's clock, and never in the future", () => {
    ingest.snapshot(snapshot({ serverAheadMs: 60_000 }));
    const queue = { ...inSales(), createdAt: clock.now() + 60_000 };
    hearCall(call1, external(), queue);
    expect(store.call(call1)?.queue?.enteredAt).toBe(clock.now() - 1);
    hearCall(call1, external(), { ...queue, createdAt: clock.now() + 999_000 });
    expect(store.call(call1)?.queue?.enteredAt).toBe(clock.now() - 1);
  });

  test("18: without XEP-0202 the clock is corrected by what notifications say, beyond 3 s", () => {
    ingest.snapshot(snapshot({ serverAheadMs: null }));
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
    hearCall(call1, external(), dialplan);
    hearCall(call1, external(), inSales());
    const enteredAt = clock.now() - 1;
    clock.advance(9_000);
    hearCall(call1, external(), atUser(me, "answered"));
    expect(store.call(call1)).toMatchObject({
      dialledNumber: "31201234567",
      queue: { queueId: sales, enteredAt },
    });
    ingest.snapshot(snapshot({ calls: [feedCall(call1, external(), atUser(me, "answered"))] }));
    expect(store.call(call1)?.dialledNumber).toBe("31201234567");
  });
});

test("a fresh snapshot replaces everything: what it does not have is gone", () => {
  hearCall(call1, external(), inSales());
  ingest.snapshot(snapshot({ users: [feedUser(me, "Anna Bakker", "200")], queues: [], memberships: [] }));
  expect(store.userIds()).toEqual([me]);
  expect(store.userByExtension("214")).toBeNull();
  expect([store.queueIds(), store.calls(), store.membershipsOf(me)]).toEqual([[], [], []]);
  expect(batches.at(-1)?.everything).toBe(true);
});

test("what arrives within a tick is one batch that names everybody it touched", () => {
  const before = batches.length;
  hear(
    { kind: "call", call: feedCall(call1, external(), inSales()) },
    { kind: "call", call: feedCall(ring1, inSales(), atUser(mark, "ringing"), call1) },
    {
      kind: "user-status",
      userId: me,
      status: { status: "no-calls", statusLabel: "lunch", wrapUp: { endsAt: null } },
    },
  );
  expect(batches.length).toBe(before + 1);
  expect(batches.at(-1)).toEqual({
    everything: false,
    userIds: new Set([mark, me]),
    queueIds: new Set([sales]),
    calls: true,
    switches: false,
  });
  expect(store.user(me)).toMatchObject({
    status: "no-calls",
    statusLabel: "lunch",
    wrapUp: { endsAt: null },
  });
});

test("an unknown notification is logged once and changes nothing", () => {
  hear({ kind: "unknown", type: "notification.new" }, { kind: "unknown", type: "notification.new" });
  expect(lines.filter((line) => line.includes("notification.new"))).toHaveLength(1);
});

test("signing out forgets the company", () => {
  hearCall(call1, external(), inSales());
  ingest.clear();
  expect([store.me(), store.userIds(), store.queueIds(), store.calls()]).toEqual([null, [], [], []]);
});

describe("a call of our phone is the feed's call", () => {
  test("by the id that the exchange told, and by the waiting call where a queue rings us", () => {
    hearCall(call1, external(), inSales());
    ingest.phoneCalls([phoneCall({ coreCallId: ring1 })]);
    expect(matched()).toEqual([null]);
    hearCall(ring1, external(), atUser(me, "ringing"), call1);
    expect(matched()).toEqual([call1]);
  });

  test("by number, my callpoint and time, and stays so when the agent ring has ended", () => {
    hearCall(call1, external(), inSales());
    hearCall(ring1, inSales(), atUser(me, "ringing"), call1);
    clock.advance(900);
    ingest.phoneCalls([phoneCall({ remote: { number: "0612345678", name: null } })]);
    expect(matched()).toEqual([call1]);
    hearCall(call1, external(), atUser(me, "answered"));
    hear(ended(ring1));
    ingest.phoneCalls([phoneCall({ state: "talking", remote: { number: "0612345678", name: null } })]);
    expect(matched()).toEqual([call1]);
  });

  test("but not another number's, not an older one, and never two phone calls'", () => {
    hearCall(call1, external(), atUser(me, "ringing"));
    ingest.phoneCalls([phoneCall({ remote: { number: "+31699999999", name: null } })]);
    expect(matched()).toEqual([null]);
    ingest.phoneCalls([phoneCall({ startedAt: clock.now() + 6_000 })]);
    expect(matched()).toEqual([null]);
    ingest.phoneCalls([phoneCall(), phoneCall({ phoneCallId: "p-2" as PhoneCallId })]);
    expect(matched()).toEqual([call1, null]);
  });

  test("by the whole extension of a colleague", () => {
    hearCall(call1, atUser(mark, "answered"), atUser(me, "ringing"));
    ingest.phoneCalls([phoneCall({ remote: { number: "14", name: null } })]);
    expect(matched()).toEqual([null]);
    ingest.phoneCalls([phoneCall({ remote: { number: "214", name: "Mark" } })]);
    expect(matched()).toEqual([call1]);
  });
});
