import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { StreamFrame, StreamName } from "../../shared/contract/streams.ts";
import type { PhoneCall } from "../../shared/model/calls.ts";
import type { Callpoint, CallpointState } from "../../shared/model/feed.ts";
import type { CallId, PhoneCallId, QueueId, UserId } from "../../shared/model/ids.ts";
import { openStore } from "../store/open-store.ts";
import type { Store, StoredCall } from "../store/rows.ts";
import { untouched } from "../store/touched.ts";
import { createHandClock, type HandClock } from "../support/hand-clock.ts";
import { createLog } from "../support/log.ts";
import { createPublisher, type Publisher } from "./create-publisher.ts";

const me = "u-1" as UserId;
const mark = "u-2" as UserId;
const sales = "q-sales" as QueueId;
const call1 = "c-1" as CallId;
const t0 = 1_700_000_000_000;

let clock: HandClock;
let store: Store;
let publisher: Publisher;
let lines: string[];

beforeEach(() => {
  clock = createHandClock(t0);
  lines = [];
  const log = createLog((line) => lines.push(line), clock.now);
  store = openStore({ file: ":memory:", log, now: clock.now });
  store.setMe(me);
  putUser(me, "Anna Bakker", "200");
  putUser(mark, "Mark Visser", "214");
  store.putQueue({ queueId: sales, name: "Sales" });
  for (const userId of [me, mark]) store.putMembership({ queueId: sales, userId, priority: 2 });
  publisher = createPublisher({
    ...{ store, clock, log, timeZone: "Europe/Amsterdam" },
    ...{ noteOf: () => "", colleagueNoteOf: () => "" },
    ...{ serviceLevelOf: () => null, answersByItself: () => false },
  });
});

afterEach(() => {
  publisher.close();
  store.close();
});

const putUser = (userId: UserId, name: string, extension: string, loggedIn = true) =>
  store.putUser({
    userId,
    name,
    extensions: [extension],
    email: null,
    loggedIn,
    status: "available",
    statusLabel: null,
    wrapUp: null,
  });

const times = (state: CallpointState) => ({
  state,
  createdAt: t0,
  answeredAt: state === "answered" ? t0 + 5 : null,
});
const external = (number: string | null, name: string | null = number): Callpoint => ({
  kind: "external",
  number,
  name,
  ...times("answered"),
});
const user = (userId: UserId, state: CallpointState): Callpoint => ({
  kind: "user",
  userId,
  name: null,
  ...times(state),
});
const queue: Callpoint = { kind: "queue", queueId: sales, name: null, ...times("answered") };

function putCall(source: Callpoint, destination: Callpoint, change: Partial<StoredCall> = {}) {
  const waits = destination.kind === "queue" ? { queueId: sales, enteredAt: t0 } : null;
  const parts = { parentCallId: null, dialledNumber: null, queue: waits, source, destination };
  store.putCall({ callId: call1, ...parts, ...change });
}

function putPhoneCall(change: Partial<PhoneCall>, callId: CallId | null = null) {
  const phoneCall: PhoneCall = {
    phoneCallId: "p-1" as PhoneCallId,
    direction: "incoming",
    remote: { number: "0612345678", name: null },
    coreCallId: null,
    state: "incoming",
    stateSince: t0 + 100,
    startedAt: t0 + 100,
    answeredAt: null,
    muted: false,
    audio: "connecting",
    transfer: null,
    returned: null,
    consultFor: null,
    inConference: false,
    quality: null,
    ...change,
  };
  store.setPhoneCalls([{ phoneCall, callId }]);
}

const touched = {
  ...untouched,
  userIds: new Set([me, mark]),
  queueIds: new Set([sales]),
  calls: true,
  callIds: new Set([call1]),
};
const touch = () => publisher.touched(touched);

/** The rows of a stream as a follower who comes now has them, after what was touched is published. */
function rows(stream: StreamName): readonly unknown[] {
  touch();
  clock.advance(16);
  let frame: StreamFrame | null = null;
  publisher.follow(stream, (each) => {
    frame = each;
  })();
  return (frame as { rows?: readonly unknown[] } | null)?.rows ?? [];
}

function follow(stream: StreamName): StreamFrame[] {
  const frames: StreamFrame[] = [];
  publisher.follow(stream, (frame) => frames.push(frame));
  return frames;
}

describe("a followed stream", () => {
  test("begins with a snapshot at once and goes on with numbered changes of what really changed", () => {
    const frames = follow("colleagues");
    expect(frames).toMatchObject([{ kind: "rows", sequence: 1, rows: [{ userId: me }, { userId: mark }] }]);
    putUser(mark, "Mark Visser", "214", false);
    touch();
    clock.advance(16);
    touch();
    clock.advance(16);
    expect(frames.slice(1)).toMatchObject([
      { kind: "change", sequence: 2, upserts: [{ userId: mark, loggedIn: false }], removals: [] },
    ]);
    store.removeUser(mark);
    touch();
    clock.advance(16);
    expect(frames.at(-1)).toEqual({ kind: "change", sequence: 3, upserts: [], removals: [mark] });
  });

  test("has at most one frame in 4 ms, however much changes", () => {
    const frames = follow("colleagues");
    for (let ms = 0; ms < 32; ms += 1) {
      putUser(mark, `Mark ${ms}`, "214");
      touch();
      clock.advance(1);
    }
    expect(frames.length - 1).toBeLessThanOrEqual(9);
    clock.advance(16);
    expect(frames.at(-1)).toMatchObject({ upserts: [{ name: "Mark 31" }] });
  });

  test("of a value sends the latest value, and only if it differs", () => {
    const frames = follow("identity");
    publisher.set("identity", { companyName: "Demo", userId: me, unlicensed: [] });
    publisher.set("identity", { companyName: "Demo BV", userId: me, unlicensed: [] });
    clock.advance(16);
    publisher.set("identity", { companyName: "Demo BV", userId: me, unlicensed: [] });
    clock.advance(16);
    expect(frames).toEqual([
      { kind: "value", sequence: 0, value: { companyName: null, userId: null, unlicensed: [] } },
      { kind: "value", sequence: 1, value: { companyName: "Demo BV", userId: me, unlicensed: [] } },
    ]);
  });

  test("ends when it is no longer followed, and a follower that fails stops nobody", () => {
    const left: StreamFrame[] = [];
    publisher.follow("phone", (frame) => left.push(frame))();
    publisher.follow("phone", ({ sequence }) => {
      if (sequence > 0) throw new Error("page gone");
    });
    const stays = follow("phone");
    const offered = { canPark: false, canLeaveVoicemail: false, canPickUp: false };
    publisher.set("phone", { registration: "registered", audio: "ready", reason: null, ...offered });
    clock.advance(16);
    expect([left.length, stays.length]).toEqual([1, 2]);
    expect(lines.at(-1)).toContain("page gone");
  });
});

describe("callers", () => {
  test("are those who wait in my queues, not in others'", () => {
    putCall(external("31612345678"), queue, { dialledNumber: "31201234567" });
    store.setExternalNumbers([{ number: "+31 20 123 4567", name: "Main number" }]);
    expect(rows("callers")).toEqual([
      {
        callerId: call1,
        party: {
          kind: "external",
          name: null,
          number: "+31612345678",
          displayNumber: "+31 6 12345678",
          userId: null,
        },
        state: "waiting",
        since: t0,
        queue: { queueId: sales, name: "Sales" },
        dialled: { number: "+31201234567", name: "Main number" },
        phoneCallId: null,
        returned: null,
        offeredTo: [],
        before: [],
      },
    ]);
    store.removeMembership(sales, me);
    expect(rows("callers")).toEqual([]);
  });

  test("who wait and ring at our phone are one line, which goes when the phone answers", () => {
    putCall(external("31612345678"), queue);
    putCall(external("31612345678"), user(me, "ringing"), { callId: "c-1/1" as CallId, parentCallId: call1 });
    putPhoneCall({}, call1);
    expect(rows("callers")).toMatchObject([
      { callerId: call1, state: "ringing", since: t0, phoneCallId: "p-1", queue: { name: "Sales" } },
    ]);
    putPhoneCall({ state: "talking", answeredAt: t0 + 7_000 }, call1);
    expect(rows("callers")).toEqual([]);
    expect(rows("own-calls")).toMatchObject([
      {
        callId: call1,
        state: "talking",
        waitedMs: 7_000,
        queue: { name: "Sales" },
        party: { number: "+31612345678" },
      },
    ]);
  });

  test("who call me directly are a line of the phone's, withheld numbers too", () => {
    putPhoneCall({ remote: { number: "anonymous", name: "Anonymous" } });
    expect(rows("callers")).toMatchObject([
      {
        callerId: "p-1",
        state: "ringing",
        since: t0 + 100,
        party: { kind: "hidden", name: null },
        queue: null,
      },
    ]);
  });

  test("who came back say who did not answer", () => {
    const returned = { targetName: "Mark Visser", reason: "no-answer", rangForMs: 20_000 } as const;
    putPhoneCall({ state: "returned", stateSince: t0 + 900, returned });
    expect(rows("callers")).toMatchObject([{ state: "returned", since: t0 + 900, returned }]);
    expect(rows("own-calls")).toEqual([]);
  });
});

describe("a colleague's call", () => {
  const callOfMark = () => (rows("colleagues")[1] as { call: unknown }).call;

  test("is by his own callpoint, with the waiting caller as party where a queue rings him", () => {
    putCall(external("4930123456", "ACME"), queue);
    putCall(queue, user(mark, "ringing"), { callId: "c-1/1" as CallId, parentCallId: call1 });
    expect(callOfMark()).toMatchObject({ state: "ringing", since: t0, party: { name: "ACME" } });
    store.removeCall("c-1/1" as CallId);
    putCall(external("4930123456", "ACME"), user(mark, "answered"));
    expect(callOfMark()).toMatchObject({ state: "talking", since: t0 + 5 });
    putCall(external("4930123456", "ACME"), user(mark, "inactive"));
    expect(callOfMark()).toMatchObject({ state: "on-hold" });
    putCall(external(""), user(mark, "answered"));
    expect(callOfMark()).toMatchObject({ party: { kind: "hidden", number: null } });
  });

  test("with me names each of us at the other's row; who calls is busy from the start", () => {
    putCall(user(mark, "connecting"), user(me, "ringing"));
    expect(rows("colleagues")).toMatchObject([
      { userId: me, call: { state: "ringing", party: { kind: "colleague", userId: mark, number: "214" } } },
      { userId: mark, call: { state: "talking", party: { userId: me, name: "Anna Bakker" } } },
    ]);
  });

  test("is the one that says most when there are several", () => {
    putCall(external("31611111111"), user(mark, "inactive"));
    putCall(external("31622222222"), user(mark, "answered"), { callId: "c-2" as CallId });
    putCall(external("31633333333"), user(mark, "ringing"), { callId: "c-3" as CallId });
    expect(callOfMark()).toMatchObject({ state: "talking", party: { number: "+31622222222" } });
  });
});

test("a queue counts who waits, who is logged in and who is free", () => {
  putCall(external("31612345678"), queue);
  const mine = { agentsLoggedIn: 2, agentsFree: 2, myPriority: 2, autoAnswer: false };
  expect(rows("queues")).toEqual([
    { queueId: sales, name: "Sales", waiting: 1, oldestWaitingSince: t0, ...mine },
  ]);
  putCall(external("31612345678"), user(mark, "answered"));
  expect(rows("queues")).toMatchObject([{ waiting: 0, oldestWaitingSince: null, agentsFree: 1 }]);
});
