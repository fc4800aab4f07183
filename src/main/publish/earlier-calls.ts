import type { EarlierCall } from "../../shared/model/history.ts";
import type { CallId, QueueId, UserId } from "../../shared/model/ids.ts";
import type { Party } from "../../shared/model/party.ts";
import type { VisitState } from "../../shared/model/visits.ts";
import type { StoreReader } from "../store/rows.ts";
import type { NoteOf } from "./history-entries.ts";

/** So many are told. */
const told = 5;
/** So many are looked at: one call may have several lines, and several visits. */
const looked = 10;
/** More callers than can be on a screen. */
const remembered = 500;

/** The last calls with this party before this one, newest first: mine, and those that queues brought to colleagues. */
export type EarlierCallsWith = (party: Party, current: CallId | null) => readonly EarlierCall[];

/**
 * Looks once for each caller, since his row is made anew with every change of any call; `forget` when calls of mine, notes or names
 * have changed.
 */
export function createEarlierCalls(
  reader: StoreReader,
  noteOf: NoteOf,
): { readonly earlierWith: EarlierCallsWith; forget(): void } {
  const known = new Map<string, readonly EarlierCall[]>();
  return {
    earlierWith(party, current) {
      const key = JSON.stringify([current, party.userId, party.number]);
      const calls = known.get(key) ?? lookUp(party, current, reader, noteOf);
      if (known.size >= remembered) known.clear();
      known.set(key, calls);
      return calls;
    },
    forget: () => known.clear(),
  };
}

function lookUp(
  party: Party,
  current: CallId | null,
  reader: StoreReader,
  noteOf: NoteOf,
): readonly EarlierCall[] {
  const nameOf = (userId: UserId | null) => (userId === null ? null : (reader.user(userId)?.name ?? null));
  const queueName = (queueId: QueueId | null) =>
    queueId === null ? null : (reader.queue(queueId)?.name ?? null);
  const mine = reader.historyWith(party, looked).map((record) => ({
    callId: record.callId,
    at: record.startedAt,
    colleague: record.outcome === "talked" ? reader.me() : record.answeredBy,
    outcome: record.outcome,
    queueId: record.queueId,
  }));
  const outside = party.userId === null ? party.number : null;
  const visits = (outside === null ? [] : reader.visitsOfCaller(outside, looked))
    // What still goes on is no earlier call.
    .filter((visit) => !visit.open)
    .map((visit) => ({
      callId: visit.callId,
      at: visit.enteredAt,
      colleague: visit.agentId,
      outcome: outcomeOf(visit.state),
      queueId: visit.queueId,
    }));
  const earlier = new Map<CallId, (typeof mine | typeof visits)[number]>();
  // Of a call that is in both, what it was to me.
  for (const each of [...mine, ...visits])
    if (each.callId !== current && !earlier.has(each.callId)) earlier.set(each.callId, each);
  return [...earlier.values()]
    .sort((a, b) => b.at - a.at)
    .slice(0, told)
    .map(({ callId, at, colleague, outcome, queueId }) => ({
      callId,
      at,
      colleagueName: nameOf(colleague),
      outcome,
      queueName: queueName(queueId),
      note: noteOf(callId),
    }));
}

function outcomeOf(state: VisitState): EarlierCall["outcome"] {
  if (state === "answered") return "talked";
  return state === "abandoned" ? "abandoned" : "unknown";
}
