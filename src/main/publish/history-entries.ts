import type { EarlierCall, HistoryEntry } from "../../shared/model/history.ts";
import type { CallId, QueueId, UserId } from "../../shared/model/ids.ts";
import type { Party } from "../../shared/model/party.ts";
import type { VisitState } from "../../shared/model/visits.ts";
import type { HistoryRecord } from "../store/history-rows.ts";
import type { StoreReader } from "../store/rows.ts";
import { normalNumber } from "./display-number.ts";
import { partyOf } from "./party.ts";

/** Reads what was written of a call; empty: nothing. */
export type NoteOf = (callId: CallId) => string;

/** So many are told. */
const told = 5;
/** So many are looked at: one call may have several lines, and several visits. */
const looked = 10;

export function historyEntry(record: HistoryRecord, reader: StoreReader, noteOf: NoteOf): HistoryEntry {
  const { historyId, callId, direction, startedAt, outcome, missedBecause, endedBy, queueId } = record;
  const dialled = normalNumber(record.dialledNumber);
  return {
    historyId,
    callId,
    direction,
    party: partyOf(record, reader),
    dialled: dialled === null ? null : { number: dialled, name: reader.externalNumberName(dialled) },
    queue: queueId === null ? null : { queueId, name: reader.queue(queueId)?.name ?? queueId },
    startedAt,
    outcome,
    missedBecause,
    answeredBy: record.answeredBy === null ? null : (reader.user(record.answeredBy)?.name ?? null),
    rangMs: record.rangMs,
    waitedMs: record.waitedMs,
    talkedMs: record.talkedMs,
    endedBy,
    note: noteOf(callId),
  };
}

/** The last calls with this party before this one, newest first: mine, and those that queues brought to colleagues. */
export function earlierCallsWith(
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
    colleagueName: nameOf(record.outcome === "talked" ? reader.me() : record.answeredBy),
    outcome: record.outcome,
    queueName: queueName(record.queueId),
  }));
  const visits =
    party.number === null || party.userId !== null ? [] : reader.visitsOfCaller(party.number, looked);
  // What still goes on is no earlier call.
  const over = visits.filter((visit) => !visit.open);
  const queues = over.map((visit) => ({
    callId: visit.callId,
    at: visit.enteredAt,
    colleagueName: nameOf(visit.agentId),
    outcome: outcomeOf(visit.state),
    queueName: queueName(visit.queueId),
  }));
  const earlier = new Map<CallId, Omit<EarlierCall, "note">>();
  // Of a call that is in both, what it was to me.
  for (const each of [...mine, ...queues])
    if (each.callId !== current && !earlier.has(each.callId)) earlier.set(each.callId, each);
  return [...earlier.values()]
    .sort((a, b) => b.at - a.at)
    .slice(0, told)
    .map((each) => ({ ...each, note: noteOf(each.callId) }));
}

function outcomeOf(state: VisitState): EarlierCall["outcome"] {
  if (state === "answered") return "talked";
  return state === "abandoned" ? "abandoned" : "unknown";
}
