import type { OwnCall } from "../../../src/shared/model/calls.ts";
import type { HistoryEntry } from "../../../src/shared/model/history.ts";
import { CallId, HistoryId } from "../../../src/shared/model/ids.ts";
import { anna, callers, colleagues, now, ownCalls, parkedCalls } from "./company.ts";
import type { Published } from "./scripted-product.ts";

/** What passes between two steps: so long that a hold is told, were it one for itself. */
export const stepMs = 600;

const withId = (call: OwnCall, id: string): OwnCall => ({ ...call, callId: CallId.parse(id) });
const sanne = withId(ownCalls.talking, "of Sanne");
const consult = withId({ ...ownCalls.consult, consultFor: sanne.phoneCallId }, "of Mark");
const pieter = withId({ ...ownCalls.transferring, state: "on-hold", transfer: null }, "of Pieter");
const jolanda = withId(ownCalls.dialling, "of Jolanda");
const karel = withId({ ...ownCalls.held, stateSince: now }, "of Karel");

const heldSanne: OwnCall = { ...sanne, state: "on-hold", stateSince: now + 6 * stepMs };
const onTheWay: OwnCall = { ...ownCalls.transferring, ...{ callId: pieter.callId, party: pieter.party } };

let lines: readonly HistoryEntry[] = [];
/** The call is over; the history has one line more. */
function over(call: OwnCall, ended: Partial<HistoryEntry>): Partial<Published> {
  const { callId, party, direction, startedAt, queue, dialled } = call;
  if (callId === null) throw new Error("a call without an id has no line");
  const historyId = HistoryId.parse(`line ${lines.length}`);
  const line: HistoryEntry = {
    ...{ historyId, callId, party, direction, startedAt, queue, dialled, note: "" },
    ...{ outcome: "talked", endedBy: "unknown", missedBecause: null, answeredBy: null },
    ...{ rangMs: null, waitedMs: null, talkedMs: null },
    ...ended,
  };
  lines = [...lines, line];
  return { history: lines };
}

const me = (wrapUp: boolean): Partial<Published> => ({
  colleagues: colleagues.map((one) =>
    one.userId === anna.userId ? { ...one, wrapUp: wrapUp ? { endsAt: now + 15_000 } : null } : one,
  ),
});
const phone = (change: Partial<Published["phone"]>): Partial<Published> => ({
  phone: {
    ...{ registration: "registered", audio: "ready", reason: null },
    ...{ canPark: true, canPickUp: false, canLeaveVoicemail: false },
    ...change,
  },
});
const connection = (phase: "lost" | "live"): Partial<Published> => ({
  connection: {
    ...{ phase, since: now, lastHeardAt: now, nextAttemptAt: null, refusal: null },
    ...{ server: "127.0.0.1", username: "anna", demo: true },
  },
});
const calls = (...own: readonly OwnCall[]): Partial<Published> => ({ callers: [], "own-calls": own });

/** A day in which everything that a person must hear happens once, and much that nobody must hear happens beside it. */
export const announcedDay: readonly Partial<Published>[] = [
  // Sanne rings in rounds, as a queue offers its callers, and is answered, muted and put on hold.
  { callers: [callers.sanne] },
  { callers: [{ ...callers.sanne, state: "waiting", phoneCallId: null }] },
  { callers: [callers.sanne] },
  calls(sanne),
  calls({ ...sanne, muted: true }),
  calls(sanne),
  calls(heldSanne),
  calls(sanne),
  // She is asked about at Mark, who answers, and gets her.
  calls(heldSanne, { ...consult, state: "dialling" }),
  calls(heldSanne, consult),
  calls(),
  over(sanne, { endedBy: "transferred" }),
  over(consult, { endedBy: "transferred" }),
  me(true),
  me(false),
  // Pieter comes back, is put through, and later gives up on hold.
  calls(onTheWay),
  { callers: [callers.pieter], "own-calls": [] },
  calls(onTheWay),
  calls(),
  over(onTheWay, { endedBy: "transferred" }),
  calls({ ...pieter, callId: CallId.parse("of Pieter again") }),
  calls(),
  over({ ...pieter, callId: CallId.parse("of Pieter again") }, { endedBy: "caller" }),
  // Jolanda is called in vain, and again; then she calls and gives up.
  calls(jolanda),
  calls(),
  over(jolanda, { outcome: "unanswered", endedBy: "called" }),
  calls(withId(jolanda, "again")),
  calls(),
  over(withId(jolanda, "again"), { outcome: "unanswered", endedBy: "busy" }),
  { callers: [callers.jolanda] },
  { callers: [] },
  over(withId({ ...jolanda, direction: "incoming" }, "missed"), {
    ...{ outcome: "missed", missedBecause: "caller-left", endedBy: "caller" },
  }),
  // Parked by somebody else, and by us.
  { parked: parkedCalls.slice(0, 1) },
  { parked: parkedCalls.map((call, at) => (at === 1 ? { ...call, parkedBy: anna.userId } : call)) },
  { parked: [] },
  phone({ registration: "registering" }),
  phone({ registration: "failed" }),
  phone({ registration: "registering" }),
  phone({}),
  phone({ audio: "microphone-missing" }),
  phone({}),
  connection("lost"),
  connection("live"),
  calls(karel),
];
