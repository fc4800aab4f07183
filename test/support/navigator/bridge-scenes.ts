import type { LiveCall } from "../../../src/shared/model/calls.ts";
import type { Colleague } from "../../../src/shared/model/colleague.ts";
import type { EarlierCall, HistoryEntry } from "../../../src/shared/model/history.ts";
import { CallerId, CallId, HistoryId, QueueId } from "../../../src/shared/model/ids.ts";
import type { Queue } from "../../../src/shared/model/queue.ts";
import { emptyTally, type QueueTallies } from "../../../src/shared/model/visits.ts";
import { anna, busyQueues, callers, calmQueues, colleagues, now, ownCalls, sanne } from "./company.ts";
import type { Scene } from "./scenes.ts";
import type { Published } from "./scripted-product.ts";
import { manyQueues } from "./wall-scenes.ts";

const minute = 60_000;
const mark = colleagues[1] as Colleague;
const eva = colleagues[2] as Colleague;

/** What there was with Sanne before this call. */
export const withSanneBefore: readonly EarlierCall[] = [
  {
    callId: CallId.parse("b1"),
    at: now - 26 * 60 * minute,
    colleagueName: eva.name,
    outcome: "talked",
    queueName: "Support",
    note: "invoice 2231, asks for Mark",
  },
  {
    callId: CallId.parse("b2"),
    at: now - 8 * 24 * 60 * minute,
    colleagueName: null,
    outcome: "abandoned",
    queueName: "Sales",
    note: "",
  },
  {
    callId: CallId.parse("b3"),
    at: now - 20 * 24 * 60 * minute,
    colleagueName: null,
    outcome: "missed",
    queueName: null,
    note: "",
  },
];

const entry = (id: string, rest: Partial<HistoryEntry>): HistoryEntry => ({
  historyId: HistoryId.parse(id),
  callId: CallId.parse(id),
  direction: "incoming",
  party: sanne,
  dialled: { number: "+31201234000", name: "Main number" },
  queue: { queueId: QueueId.parse("q3"), name: "Support" },
  startedAt: now - 20 * minute,
  outcome: "talked",
  missedBecause: null,
  answeredBy: null,
  rangMs: 6_000,
  waitedMs: 22_000,
  talkedMs: 252_000,
  endedBy: "caller",
  note: "",
  ...rest,
});

export const talkedWithPieter = entry("h1", {
  party: callers.pieter.party,
  note: "Router replaced last week, still drops at night. Wants a technician on Thursday morning.",
});

export const today: readonly HistoryEntry[] = [
  talkedWithPieter,
  entry("h2", {
    startedAt: now - 45 * minute,
    outcome: "missed",
    missedBecause: "caller-left",
    talkedMs: null,
  }),
  entry("h3", {
    startedAt: now - 95 * minute,
    outcome: "missed",
    missedBecause: "answered-by-colleague",
    answeredBy: mark.name,
    party: callers.berlin.party,
    talkedMs: null,
  }),
];

/** A queue's day so far. */
const tallyOf = ({ queueId }: Queue, at: number): QueueTallies => {
  const offered = 100 + at * 20;
  const answered = offered - 4 - at;
  const inTime = [0.94, 0.78, 0.88, 0.58][at % 4] ?? 0;
  const sums = {
    offered,
    answered,
    answeredInTime: Math.round(offered * inTime),
    abandoned: 4 + at,
    shortAbandoned: at % 2,
    answeredWaitMs: answered * (11_000 + at * 2_000),
  };
  return {
    queueId,
    serviceLevelMs: 20_000,
    today: { ...emptyTally, ...sums },
    last15Minutes: emptyTally,
    last30Minutes: emptyTally,
    last60Minutes: emptyTally,
  };
};

const mine = (queues: readonly Queue[], count: number): readonly Queue[] =>
  queues.map((queue, at) => ({ ...queue, myPriority: at < count ? (at % 3) + 1 : null }));

const me = (rest: Partial<Colleague>) =>
  colleagues.map((one) => (one.userId === anna.userId ? { ...one, ...rest } : one));

const day = (queues: readonly Queue[]): Partial<Published> => ({
  queues,
  tallies: queues.map(tallyOf),
  history: today,
});

/** Who waits in Finance, which is not my queue. */
const waitsInFinance: LiveCall = {
  callId: CallId.parse("l1"),
  from: callers.pieter.party,
  to: { kind: "service", name: "Finance", number: null, displayNumber: null, userId: null },
  state: "waiting",
  since: now - 134_000,
  queue: { queueId: QueueId.parse("q4"), name: "Finance" },
  dialled: { number: "+31201234004", name: "Finance line" },
};

const crowd = [
  { ...callers.jolanda, state: "waiting" as const, since: now - 72_000, phoneCallId: null },
  { ...callers.berlin, since: now - 41_000, offeredTo: [mark.userId] },
  { ...callers.hidden, since: now - 9_000 },
].map((caller, at) => ({ ...caller, offeredTo: at === 0 ? [mark.userId, eva.userId] : caller.offeredTo }));

const busy: Partial<Published> = {
  ...day(mine(busyQueues, 3)),
  callers: crowd,
  "live-calls": [waitsInFinance],
};

const inCall = {
  ...ownCalls.talking,
  callId: CallId.parse("c1"),
  note: "Asks about the delivery of Monday.",
  before: withSanneBefore,
};

/** Moments of Bridge that are checked and photographed. */
export const bridgeScenes: readonly Scene[] = [
  { name: "calm", published: day(mine(calmQueues, 2)) },
  { name: "busy", published: busy },
  {
    name: "other-queue",
    published: busy,
    play: (page) => page.getByRole("row", { name: "Finance" }).getByRole("button").first().click(),
  },
  {
    name: "wrap-up",
    published: {
      ...busy,
      colleagues: me({ status: "no-queue-calls", wrapUp: { endsAt: now + 18_000 }, since: now - 12_000 }),
    },
  },
  {
    name: "in-call",
    published: { ...busy, "own-calls": [inCall, ownCalls.held], colleagues: me({ call: null }) },
  },
  {
    name: "not-yet-known",
    published: { ...day(mine(calmQueues, 2)), "own-calls": [ownCalls.dialling] },
  },
  {
    name: "ringing",
    published: {
      ...busy,
      callers: [callers.sanne, { ...callers.pieter, before: withSanneBefore.slice(0, 2) }, ...crowd],
    },
  },
  {
    name: "ringing-in-call",
    published: {
      ...busy,
      "own-calls": [inCall, ownCalls.held],
      callers: [{ ...callers.jolanda, since: now - 7_000 }, ...crowd.slice(1)],
    },
  },
  {
    name: "in-no-queue",
    published: {
      ...day(mine(busyQueues, 0).map((queue) => ({ ...queue, agentsLoggedIn: 0, agentsFree: 0 }))),
      colleagues: me({ loggedIn: false }),
    },
  },
  {
    name: "priority-menu",
    published: busy,
    play: async (page) => {
      await page.locator(".priority").first().click();
      await page.getByRole("menu").waitFor();
    },
  },
  {
    name: "many",
    published: {
      ...day(
        mine(
          manyQueues.map((queue, at) =>
            at === 1 ? { ...queue, name: "Verkoop Noord-Holland binnendienst particulier" } : queue,
          ),
          5,
        ),
      ),
      callers: Array.from({ length: 30 }, (_, at) => ({
        ...callers.berlin,
        callerId: CallerId.parse(`many${at}`),
        party: at === 2 ? { ...sanne, name: "Handelsmaatschappij Van Oldenbarnevelt en Zonen BV" } : sanne,
        since: now - (90 - at) * 4_000,
        offeredTo: colleagues.slice(1, 1 + (at % 5)).map(({ userId }) => userId),
      })),
    },
    play: async (page) => {
      for (let at = 0; at < 12; at += 1) await page.keyboard.press("Tab");
    },
  },
  {
    name: "lost",
    published: {
      ...busy,
      "own-calls": [inCall],
      phone: {
        registration: "failed",
        audio: "ready",
        reason: null,
        canPark: false,
        canLeaveVoicemail: false,
        canPickUp: false,
      },
      connection: {
        phase: "lost",
        since: now - 12_000,
        lastHeardAt: now - 17_000,
        nextAttemptAt: now + 3_000,
        refusal: { code: "server-unreachable", detail: null },
        server: "127.0.0.1",
        username: "anna",
        demo: true,
      },
    },
  },
  {
    name: "empty",
    published: { queues: [], tallies: [], history: [], colleagues: [], switches: [] },
  },
];
