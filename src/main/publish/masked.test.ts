import { afterEach, beforeEach, expect, test } from "vitest";
import type { StreamItem, StreamName } from "../../shared/contract/streams.ts";
import type { Callpoint } from "../../shared/model/feed.ts";
import type { CallId, PhoneCallId, QueueId, UserId } from "../../shared/model/ids.ts";
import type { Masking } from "../../shared/model/masking.ts";
import { defaultSettings } from "../../shared/model/product-state.ts";
import { openStore } from "../store/open-store.ts";
import type { Store } from "../store/rows.ts";
import { untouched } from "../store/touched.ts";
import { createHandClock, type HandClock } from "../support/hand-clock.ts";
import { createLog } from "../support/log.ts";
import { createPublisher, type Publisher } from "./create-publisher.ts";

const [me, mark] = ["u-me", "u-mark"] as [UserId, UserId];
const sales = "q-sales" as QueueId;
const call1 = "c-1" as CallId;
const times = { state: "answered", createdAt: 0, answeredAt: 0 } as const;
const outside: Callpoint = { kind: "external", number: "31612345678", name: "Sanne", ...times };
const inSales: Callpoint = { kind: "queue", queueId: sales, name: null, ...times };
const at = (userId: UserId): Callpoint => ({ kind: "user", userId, name: null, ...times });
const dialling = (number: string): Callpoint => ({ kind: "dialplan", number, name: null, ...times });

let clock: HandClock;
let store: Store;
let publisher: Publisher;
beforeEach(() => {
  clock = createHandClock();
  const log = createLog(() => {}, clock.now);
  store = openStore({ file: ":memory:", log, now: clock.now });
  store.setMe(me);
  store.putQueue({ queueId: sales, name: "Sales" });
  for (const [userId, name, extension] of [
    [me, "Anna Bakker", "200"],
    [mark, "Mark Visser", "214"],
  ] as const)
    store.putUser({
      ...{ userId, name, extensions: [extension], email: null, loggedIn: true },
      ...{ status: "available", statusLabel: null, wrapUp: null },
    });
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

function hear(
  masking: Masking,
  source: Callpoint,
  destination: Callpoint,
  dialledNumber: string | null = null,
) {
  const queue = destination.kind === "queue" ? { queueId: sales, enteredAt: 0 } : null;
  store.putCall({ callId: call1, parentCallId: null, dialledNumber, queue, source, destination });
  publisher.set("settings", { ...defaultSettings, masking });
  publisher.touched({ ...untouched, calls: true, callIds: new Set([call1]), userIds: new Set([me, mark]) });
  clock.advance(16);
}

function rows<N extends StreamName>(stream: N): readonly StreamItem<N>[] {
  let shown: readonly unknown[] = [];
  publisher.follow(stream, (frame) => {
    if (frame.kind === "rows") shown = frame.rows;
  })();
  return shown as readonly StreamItem<N>[];
}

const colleague = (userId: UserId) => rows("colleagues").find((row) => row.userId === userId);
const everything = () => JSON.stringify([rows("live-calls"), rows("colleagues"), rows("callers")]);

test("a colleague's caller keeps the name, and loses the digits that the rule hides, in every row", () => {
  hear("hide-last-digits", outside, at(mark));
  const shown = { kind: "external", name: "Sanne", number: null, displayNumber: "+31 6 1234••••" };
  expect(rows("live-calls")).toMatchObject([{ from: shown, to: { number: "214" } }]);
  expect(colleague(mark)?.call?.party).toMatchObject(shown);
  hear("hide-all", outside, at(mark));
  expect(everything()).not.toMatch(/31 ?6|1234|5678/);
  hear("show", outside, at(mark));
  expect(rows("live-calls")).toMatchObject([{ from: { number: "+31612345678" } }]);
});

test("what a colleague dials is masked from the first digit that the core tells", () => {
  hear("hide-all", at(mark), dialling("31612345678"), "31612345678");
  expect(everything()).not.toMatch(/1234|5678/);
  hear("hide-all", at(mark), outside, "31612345678");
  expect(everything()).not.toMatch(/1234|5678/);
});

test("the company's own number that somebody dialled is shown", () => {
  hear("hide-all", outside, at(mark), "31201234567");
  expect(rows("live-calls")).toMatchObject([{ dialled: { number: "+31201234567" } }]);
});

test("my own call is never masked", () => {
  hear("hide-all", outside, at(me));
  expect(rows("live-calls")).toMatchObject([{ from: { number: "+31612345678" } }]);
  expect(colleague(me)?.call?.party).toMatchObject({ number: "+31612345678" });
  const phoneCallId = "p-1" as PhoneCallId;
  store.setPhoneCalls([
    {
      callId: call1,
      phoneCall: {
        ...{ phoneCallId, direction: "incoming", remote: { number: "31612345678", name: null } },
        ...{ coreCallId: call1, state: "talking", stateSince: 0, startedAt: 0, answeredAt: 0, muted: false },
        ...{
          audio: "flowing",
          transfer: null,
          returned: null,
          consultFor: null,
          inConference: false,
          quality: null,
        },
      },
    },
  ]);
  hear("hide-all", outside, at(me));
  expect(rows("own-calls")).toMatchObject([{ party: { number: "+31612345678" } }]);
});

test("who waits in a queue is masked until I serve it, and again when I leave it", () => {
  hear("hide-all", outside, inSales);
  expect(everything()).not.toMatch(/1234|5678/);
  const look = () => {
    publisher.touched({ ...untouched, userIds: new Set([me]) });
    clock.advance(16);
  };
  store.putMembership({ queueId: sales, userId: me, priority: 1 });
  look();
  expect(rows("callers")).toMatchObject([{ party: { number: "+31612345678" } }]);
  expect(rows("live-calls")).toMatchObject([{ from: { number: "+31612345678" } }]);
  store.removeMembership(sales, me);
  look();
  expect(everything()).not.toMatch(/1234|5678/);
});

test("an emergency number is never masked, whoever dials it", () => {
  hear("hide-all", at(mark), { ...outside, number: "112", name: null }, "112");
  expect(rows("live-calls")).toMatchObject([{ to: { number: "112" }, dialled: { number: "112" } }]);
  expect(colleague(mark)?.call?.party).toMatchObject({ displayNumber: "112" });
});
