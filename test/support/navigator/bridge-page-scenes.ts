import type { LiveCall } from "../../../src/shared/model/calls.ts";
import type { HistoryEntry } from "../../../src/shared/model/history.ts";
import { CallId, HistoryId, QueueId } from "../../../src/shared/model/ids.ts";
import type { Party } from "../../../src/shared/model/party.ts";
import { callers, colleagues, now, ownCalls, sanne } from "./company.ts";
import { earlierCalls } from "./earlier.ts";
import type { NavigatorPage, NavigatorStage } from "./navigator-page.ts";
import type { Published } from "./scripted-product.ts";

const minutes = 60_000;
const ago = (count: number) => now - count * minutes;

const sales = { queueId: QueueId.parse("q2"), name: "Sales" };
const frontDesk = { queueId: QueueId.parse("q1"), name: "Front desk" };
const mainNumber = { number: "+31201234000", name: "Main number" };

/** The colleague of this name, as the other end of a call. */
function colleague(name: string): Party {
  const found = colleagues.find((one) => one.name === name);
  if (!found) throw new Error(`nobody is called ${name}`);
  return {
    kind: "colleague",
    name,
    number: found.extension,
    displayNumber: found.extension,
    userId: found.userId,
  };
}

const service: Party = { kind: "service", name: null, number: null, displayNumber: null, userId: null };

const liveCall = (id: string, from: Party, to: Party, rest: Partial<LiveCall>): LiveCall => ({
  callId: CallId.parse(id),
  from,
  to,
  state: "talking",
  since: ago(1),
  queue: null,
  dialled: null,
  ...rest,
});

const someLiveCalls: readonly LiveCall[] = [
  liveCall("call 1", sanne, colleague("Anna Bakker"), {
    since: now - 42_000,
    queue: frontDesk,
    dialled: mainNumber,
  }),
  liveCall("l2", callers.jolanda.party, colleague("Marijke Postma"), {
    since: now - 192_000,
    queue: sales,
    dialled: mainNumber,
  }),
  liveCall("l3", callers.berlin.party, service, {
    state: "waiting",
    since: now - 72_000,
    queue: sales,
    dialled: { number: "+31201234010", name: null },
  }),
  liveCall("l4", callers.hidden.party, service, { state: "waiting", since: now - 3_000, queue: frontDesk }),
  liveCall("l5", callers.pieter.party, colleague("Eva Mulder"), { state: "ringing", since: now - 8_000 }),
  liveCall("l6", colleague("Bas van den Berg"), colleague("Lars de Groot"), {
    state: "on-hold",
    since: now - 3_750_000,
  }),
  liveCall("l7", colleague("Daan Hoekstra"), callers.berlin.party, { since: now - 64_000 }),
];

/** More calls than fit on any screen. */
const manyLiveCalls: readonly LiveCall[] = Array.from({ length: 400 }, (_, at) =>
  liveCall(`many ${at}`, callers.jolanda.party, colleague("Willemijn van Oldenbarnevelt-Schimmelpenninck"), {
    since: now - at * 1_000,
    state: at % 3 === 0 ? "waiting" : "talking",
    queue: sales,
  }),
);

const entry = (id: string, minutesAgo: number, rest: Partial<HistoryEntry>): HistoryEntry => ({
  historyId: HistoryId.parse(id),
  callId: CallId.parse(`call of ${id}`),
  direction: "incoming",
  party: sanne,
  dialled: mainNumber,
  queue: frontDesk,
  startedAt: ago(minutesAgo),
  outcome: "talked",
  missedBecause: null,
  answeredBy: null,
  rangMs: 6_000,
  waitedMs: 18_000,
  talkedMs: 252_000,
  endedBy: "caller",
  note: "",
  ...rest,
});

const missed = (id: string, minutesAgo: number, rest: Partial<HistoryEntry>): HistoryEntry =>
  entry(id, minutesAgo, { outcome: "missed", talkedMs: null, ...rest });

const outgoing = (id: string, minutesAgo: number, rest: Partial<HistoryEntry>): HistoryEntry =>
  entry(id, minutesAgo, {
    direction: "outgoing",
    dialled: null,
    queue: null,
    rangMs: null,
    waitedMs: null,
    ...rest,
  });

/** A call of every outcome. */
export const history: readonly HistoryEntry[] = [
  entry("h1", 4, { note: "Moves the delivery to Thursday.", endedBy: "transferred" }),
  missed("h2", 12, { missedBecause: "answered-by-colleague", answeredBy: "Mark Visser" }),
  missed("h3", 26, {
    party: callers.jolanda.party,
    queue: sales,
    missedBecause: "caller-left",
    waitedMs: 72_000,
  }),
  outgoing("h4", 31, { party: colleague("Mark Visser"), endedBy: "called", talkedMs: 33_000 }),
  outgoing("h5", 44, {
    party: callers.berlin.party,
    outcome: "unanswered",
    talkedMs: null,
    endedBy: "unknown",
  }),
  outgoing("h6", 46, { party: callers.berlin.party, outcome: "unanswered", talkedMs: null, endedBy: "busy" }),
  entry("h7", 71, { party: callers.hidden.party, dialled: null, outcome: "declined", talkedMs: null }),
  missed("h8", 90, { party: callers.pieter.party, queue: null, waitedMs: null, missedBecause: "forwarded" }),
  missed("h9", 95, { missedBecause: "queue-ended", queue: sales, waitedMs: 600_000 }),
  missed("h10", 130, {
    party: colleague("Willemijn van Oldenbarnevelt-Schimmelpenninck"),
    dialled: null,
    queue: null,
    waitedMs: null,
    missedBecause: "no-answer",
  }),
  entry("h11", 200, {
    party: callers.berlin.party,
    endedBy: "called",
    talkedMs: 3_750_000,
    note: "Wants a technician on Thursday morning; the router was replaced last week and still drops at night.",
  }),
];

/** A moment in the day of an agent at Bridge, on one of its pages. */
export interface BridgePageScene {
  readonly page: "Calls" | "Colleagues" | "History";
  readonly published: Partial<Published>;
  /** The keys that are pressed then. */
  readonly keys?: readonly string[];
}

/** Opens Bridge at the scene's page, in English and dark, and waits until its words stand. */
export async function openBridgePage(
  stage: NavigatorStage,
  scene: BridgePageScene,
  size = { width: 1440, height: 900 },
): Promise<NavigatorPage> {
  const shown = await stage.open(scene.published, size, "bridge");
  await shown.page.getByRole("navigation").getByRole("button", { name: scene.page }).click();
  await shown.page.getByRole("main").getByRole("region", { name: scene.page, exact: true }).waitFor();
  for (const key of scene.keys ?? []) await shown.page.keyboard.press(key);
  await shown.settled();
  return shown;
}

export const bridgePageScenes: Readonly<Record<string, BridgePageScene>> = {
  "calls-busy": {
    page: "Calls",
    published: {
      "own-calls": [
        { ...ownCalls.talking, callId: CallId.parse("call 1"), before: earlierCalls },
        ownCalls.held,
        ownCalls.transferring,
      ],
      "live-calls": someLiveCalls,
    },
  },
  "calls-many": {
    page: "Calls",
    published: { "live-calls": manyLiveCalls },
    keys: ["ArrowDown", "ArrowDown"],
  },
  "calls-empty": { page: "Calls", published: {} },
  history: { page: "History", published: { history } },
  "history-chosen": {
    page: "History",
    published: { history },
    keys: ["ArrowDown", "ArrowDown"],
  },
  "history-empty": { page: "History", published: {} },
  colleagues: {
    page: "Colleagues",
    published: {
      colleagues: colleagues.map((one, at) => ({ ...one, since: at % 5 === 4 ? null : now - at * 97_000 })),
    },
    keys: ["ArrowDown", "ArrowDown"],
  },
};
