import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { StreamItem, StreamName } from "../../shared/contract/streams.ts";
import type { Callpoint, CallpointState, FeedUser } from "../../shared/model/feed.ts";
import type { CallId, QueueId, UserId } from "../../shared/model/ids.ts";
import { openStore } from "../store/open-store.ts";
import type { Store } from "../store/rows.ts";
import { untouched } from "../store/touched.ts";
import { createHandClock, type HandClock } from "../support/hand-clock.ts";
import { createLog } from "../support/log.ts";
import { createPublisher, type Publisher } from "./create-publisher.ts";

const anna = "u-1" as UserId;
const mark = "u-2" as UserId;
const sales = "q-sales" as QueueId;
const call1 = "c-1" as CallId;
const t0 = 1_700_000_000_000;

let clock: HandClock;
let store: Store;
let publisher: Publisher;
beforeEach(() => {
  clock = createHandClock(t0);
  const log = createLog(() => {}, clock.now);
  store = openStore({ file: ":memory:", log, now: clock.now });
  store.putQueue({ queueId: sales, name: "Sales" });
  store.putUser(person(anna, "Anna Bakker", "200"));
  store.putUser(person(mark, "Mark Visser", "214"));
  const timeZone = "Europe/Amsterdam";
  publisher = createPublisher({
    store,
    clock,
    log,
    timeZone,
    noteOf: () => "",
    colleagueNoteOf: () => "",
    serviceLevelOf: () => null,
    answersByItself: () => false,
  });
});
afterEach(() => {
  publisher.close();
  store.close();
});

const person = (userId: UserId, name: string, extension: string): FeedUser => ({
  ...{ userId, name, extensions: [extension], email: null },
  ...{ loggedIn: true, status: "available", statusLabel: null, wrapUp: null },
});

/** Times by the core: at this point since `createdAt`, 5 s later answered. */
const times = (state: CallpointState, createdAt = t0) => ({
  state,
  createdAt,
  answeredAt: state === "answered" || state === "inactive" ? createdAt + 5_000 : null,
});
const outside: Callpoint = { kind: "external", number: "31612345678", name: null, ...times("answered") };
const inSales: Callpoint = { kind: "queue", queueId: sales, name: null, ...times("answered") };
const at = (userId: UserId, state: CallpointState, createdAt = t0): Callpoint => ({
  ...{ kind: "user", userId, name: null },
  ...times(state, createdAt),
});
const station = (resourceType: string): Callpoint => ({
  ...{ kind: "resource", resourceType, name: "Welcome" },
  ...times("answered"),
});

function hear(source: Callpoint, destination: Callpoint, callId = call1, parentCallId: CallId | null = null) {
  const queue = destination.kind === "queue" ? { queueId: sales, enteredAt: t0 } : null;
  store.putCall({ callId, parentCallId, dialledNumber: null, queue, source, destination });
  touch({ calls: true, callIds: new Set([callId]), userIds: new Set([anna, mark]) });
}

function touch(what: Partial<typeof untouched>) {
  publisher.touched({ ...untouched, ...what });
  clock.advance(16);
}

function rows<N extends StreamName>(stream: N): readonly StreamItem<N>[] {
  let shown: readonly unknown[] = [];
  publisher.follow(stream, (frame) => {
    if (frame.kind === "rows") shown = frame.rows;
  })();
  return shown as readonly StreamItem<N>[];
}

describe("a call of the company", () => {
  const only = () => rows("live-calls")[0];
  const cases: [string, Callpoint, Callpoint, string, number][] = [
    ["rings at a colleague", at(anna, "answered"), at(mark, "ringing", t0 + 900), "ringing", t0 + 900],
    ["is talked in between colleagues", at(anna, "answered"), at(mark, "answered"), "talking", t0 + 5_000],
    ["is talked in with somebody outside", at(anna, "answered"), outside, "talking", t0 + 5_000],
    ["waits in a queue", outside, inSales, "waiting", t0],
    ["is on hold by who called", at(anna, "inactive"), at(mark, "answered"), "on-hold", t0 + 5_000],
    ["is on hold by who was called", outside, at(mark, "inactive"), "on-hold", t0 + 5_000],
    ["is on its way in a menu", outside, station("ivr"), "ringing", t0],
    ["has come to voicemail", outside, station("voicemail"), "talking", t0 + 5_000],
  ];
  test.each(cases)("%s", (_, source, destination, state, since) => {
    hear(source, destination);
    expect(rows("live-calls")).toMatchObject([{ callId: call1, state, since }]);
  });

  test("rings at the phone of who clicked to dial, until he takes it and the other side rings", () => {
    const dialler: Callpoint = { kind: "dialplan", number: "214", name: "dialler", ...times("answered") };
    hear(at(anna, "ringing"), dialler);
    expect(only()).toMatchObject({ state: "ringing", from: { userId: anna } });
    hear(at(anna, "answered"), at(mark, "ringing", t0 + 4_000));
    expect(only()).toMatchObject({ state: "ringing", since: t0 + 4_000, to: { userId: mark } });
  });

  test("is one line with the agents' phones that ring for it, and with who listens in", () => {
    hear(outside, inSales);
    hear(inSales, at(mark, "ringing"), "c-1/1" as CallId, call1);
    const listener: Callpoint = { kind: "listen-in", listenedToCallId: call1, ...times("answered") };
    hear(at(anna, "answered"), listener, "c-2" as CallId);
    expect(rows("live-calls")).toMatchObject([
      { callId: call1, state: "waiting", queue: { name: "Sales" }, to: { name: "Sales" } },
    ]);
    store.removeCall(call1);
    touch({ calls: true, callIds: new Set([call1]) });
    expect(rows("live-calls")).toEqual([]);
  });

  const place = (point: Partial<Callpoint>): Callpoint => ({ ...point, ...times("answered") }) as Callpoint;
  const unnamed = { number: null, name: null };
  test.each<[string, Callpoint, object]>([
    [
      "a place without a name",
      place({ kind: "resource", resourceType: "voicemail", name: null }),
      { station: "voicemail" },
    ],
    [
      "a place with a name",
      place({ kind: "resource", resourceType: "ivr", name: "Welcome" }),
      { name: "Welcome", station: "ivr" },
    ],
    ["the dial plan", place({ kind: "dialplan", ...unnamed }), { station: "dialplan" }],
    [
      "a number in the dial plan",
      place({ kind: "dialplan", number: "202", name: "dialler" }),
      { name: null, number: "202" },
    ],
    [
      "a queue that we never heard of",
      place({ kind: "queue", queueId: "q-9" as QueueId, name: null }),
      { station: "queue" },
    ],
    [
      "somebody who listens to nobody knows what",
      place({ kind: "listen-in", listenedToCallId: null }),
      { station: "listenin" },
    ],
    [
      "what is new to us",
      place({ kind: "other", type: "CallbackService", ...unnamed }),
      { station: "CallbackService" },
    ],
    [
      "what is new to us, with a number",
      place({ kind: "other", type: "CallbackService", number: "31612345678", name: null }),
      { kind: "external", displayNumber: "+31 6 12345678", station: "CallbackService" },
    ],
  ])("with %s is a line that says so", (_, point, party) => {
    hear(point, at(mark, "answered"));
    expect(only()?.from).toMatchObject(party);
    hear(at(mark, "answered"), point);
    expect(only()?.to).toMatchObject(party);
  });

  test("is on hold since it was seen to be put on hold", () => {
    hear(outside, at(mark, "answered"));
    clock.advance(60_000);
    const heldAt = clock.now();
    hear(outside, at(mark, "inactive"));
    clock.advance(30_000);
    hear(at(anna, "answered"), at(mark, "inactive"));
    expect((only()?.since ?? 0) - heldAt).toBeLessThan(20);
    expect((rows("colleagues")[1]?.call?.since ?? 0) - heldAt).toBeLessThan(20);
    hear(outside, at(mark, "answered"));
    expect(only()).toMatchObject({ state: "talking", since: t0 + 5_000 });
  });
});

describe("since when a colleague's state is as it is", () => {
  const since = () => rows("colleagues")[1]?.since;
  const change = (what: Partial<FeedUser>, everything = false) => {
    store.putUser({ ...person(mark, "Mark Visser", "214"), ...what });
    touch({ userIds: new Set([mark]), everything });
  };

  test("is not known of what began before we came", () => {
    expect(since()).toBeNull();
    change({ email: "mark@example.net" });
    expect(since()).toBeNull();
  });

  test("is when one of the four facts changed, and no other change", () => {
    const changes: [string, () => void][] = [
      ["status", () => change({ status: "no-calls" })],
      ["logged in", () => change({ loggedIn: false })],
      ["wrap-up", () => change({ wrapUp: { callId: call1, endsAt: t0 + 90_000 } })],
      ["call", () => hear(outside, at(mark, "ringing"))],
      ["call answered", () => hear(outside, at(mark, "answered"))],
    ];
    for (const [what, happens] of changes) {
      clock.advance(60_000);
      const changedAt = clock.now();
      happens();
      expect((since() ?? 0) - changedAt, what).toBeLessThan(20);
      clock.advance(10_000);
      hear(outside, at(anna, "ringing"), "c-9" as CallId);
      expect((since() ?? 0) - changedAt, `${what}, later`).toBeLessThan(20);
      store.removeCall("c-9" as CallId);
    }
  });

  test("outlives an outage if nothing changed, and is not known of what changed in it", () => {
    change({ status: "no-calls" });
    const changedAt = since();
    clock.advance(60_000);
    change({ status: "no-calls" }, true);
    expect(since()).toBe(changedAt);
    change({ status: "available" }, true);
    expect(since()).toBeNull();
  });
});

test("what a change of one call costs does not grow with the calls of the company", () => {
  const count = 1_000;
  for (let n = 0; n < count; n += 1)
    store.putCall({
      ...{ callId: `c-${n}` as CallId, parentCallId: null, dialledNumber: null, queue: null },
      ...{ source: outside, destination: at(mark, "answered") },
    });
  touch({ everything: true });
  expect(rows("live-calls")).toHaveLength(count);
  let looked = 0;
  const call = store.call;
  store.call = (callId) => {
    looked += 1;
    return call(callId);
  };
  touch({ calls: true, callIds: new Set([call1]) });
  expect(looked).toBeLessThan(10);
});
