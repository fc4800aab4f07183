import type { PhoneCall } from "../../shared/model/calls.ts";
import type { Callpoint, CallpointState, FeedCall, FeedUser } from "../../shared/model/feed.ts";
import type { CallId, PhoneCallId, QueueId, UserId } from "../../shared/model/ids.ts";
import type { FactContent, Snapshot } from "../core-api/facts.ts";
import { openStore } from "../store/open-store.ts";
import type { Store } from "../store/rows.ts";
import type { Touched } from "../store/touched.ts";
import { createHandClock, type HandClock } from "../support/hand-clock.ts";
import { createLog } from "../support/log.ts";
import { createIngest } from "./create-ingest.ts";

export const me = "u-me" as UserId;
export const mark = "u-mark" as UserId;
export const piet = "u-piet" as UserId;
export const sales = "q-sales" as QueueId;
export const call1 = "c/1" as CallId;
export const ring1 = "c/1/1" as CallId;

export const feedUser = (userId: UserId, name: string, extension: string): FeedUser => ({
  userId,
  name,
  extensions: [extension],
  email: null,
  loggedIn: true,
  status: "available",
  statusLabel: null,
  wrapUp: null,
});

export const snapshot = (change: Partial<Snapshot> = {}): Snapshot => ({
  company: "https://rest.example.net/company/500",
  me,
  users: [feedUser(me, "Anna Bakker", "200"), feedUser(mark, "Mark Visser", "214")],
  queues: [{ queueId: sales, name: "Sales" }],
  memberships: [{ queueId: sales, userId: me, priority: 1 }],
  calls: [],
  serverAheadMs: 0,
  ...change,
});

export const feedCall = (
  callId: CallId,
  source: Callpoint,
  destination: Callpoint,
  parentCallId: CallId | null = null,
): FeedCall => ({ callId, source, destination, parentCallId });

export const ended = (callId: CallId, reason = "SOURCE_HANGUP"): FactContent => ({
  kind: "call-ended",
  callId,
  reason,
});

export const second = 1_000;

/** Whole seconds: each thing heard takes a millisecond. */
export const seconds = (ms: number | null | undefined): number => Math.round((ms ?? Number.NaN) / second);

/** A store that is so slow with snapshots that each of their steps takes a turn of its own. */
export const slowWithSnapshots = (store: Store, clock: HandClock): Store => ({
  ...store,
  transaction(name, run) {
    const result = store.transaction(name, run);
    if (name === "snapshot") clock.setBy(10);
    return result;
  },
});

/** A real ingest on a store in memory (`through`: what it writes to, instead of that itself), with a clock driven by hand and a company of two people and a queue. */
export function testIngest(through: (store: Store, clock: HandClock) => Store = (store) => store) {
  const clock = createHandClock();
  const lines: string[] = [];
  const batches: Touched[] = [];
  let snapshotsAsked = 0;
  const log = createLog((line) => lines.push(line), clock.now);
  const store = openStore({ file: ":memory:", log, now: clock.now });
  const ingest = createIngest({
    store: through(store, clock),
    clock,
    log,
    touched: (touched) => batches.push(touched),
    snapshotNeeded: () => {
      snapshotsAsked += 1;
    },
  });
  void ingest.snapshot(snapshot());

  const at = (state: CallpointState = "answered") => ({ state, createdAt: clock.now(), answeredAt: null });
  /** What arrives together is one batch. */
  const hear = (...facts: FactContent[]) => {
    ingest.facts(facts.map((fact) => ({ ...fact, saidAt: null })));
    clock.advance(1);
  };

  return {
    clock,
    lines,
    batches,
    store,
    ingest,
    snapshotsAsked: () => snapshotsAsked,
    hear,
    hearCall: (...call: Parameters<typeof feedCall>) => hear({ kind: "call", call: feedCall(...call) }),
    external: (number = "31612345678"): Callpoint => ({ kind: "external", number, name: number, ...at() }),
    dialplan: (number: string, name: string | null = ""): Callpoint => ({
      kind: "dialplan",
      number,
      name,
      ...at("connecting"),
    }),
    history: () => store.historyWithin(0, Number.MAX_SAFE_INTEGER),
    inSales: (): Callpoint => ({ kind: "queue", queueId: sales, name: "Sales", ...at() }),
    atUser: (userId: UserId, state: CallpointState): Callpoint => ({
      kind: "user",
      userId,
      name: null,
      ...at(state),
    }),
    phoneCall: (change: Partial<PhoneCall> = {}): PhoneCall => ({
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
      consultFor: null,
      inConference: false,
      quality: null,
      ...change,
    }),
    close() {
      ingest.close();
      store.close();
    },
  };
}
