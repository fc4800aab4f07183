import type { EarlierCall, HistoryEntry } from "../../shared/model/history.ts";
import type { CallId } from "../../shared/model/ids.ts";
import type { Party } from "../../shared/model/party.ts";
import type { HistoryRecord } from "../store/history-rows.ts";
import type { StoreReader } from "../store/rows.ts";
import { normalNumber } from "./display-number.ts";
import { partyOf } from "./party.ts";

/** Reads what was written of a call; empty: nothing. */
export type NoteOf = (callId: CallId) => string;

const earlierCalls = 5;

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

/** The last calls with this party before this one, newest first. */
export function earlierCallsWith(
  party: Party,
  current: CallId | null,
  reader: StoreReader,
  noteOf: NoteOf,
): readonly EarlierCall[] {
  const me = reader.me();
  const myName = me === null ? null : (reader.user(me)?.name ?? null);
  return reader
    .historyWith(party, earlierCalls + 1)
    .filter(({ callId }) => callId !== current)
    .slice(0, earlierCalls)
    .map(({ callId, startedAt, outcome, answeredBy, queueId }) => ({
      callId,
      at: startedAt,
      colleagueName:
        outcome === "talked" ? myName : answeredBy === null ? null : (reader.user(answeredBy)?.name ?? null),
      outcome,
      queueName: queueId === null ? null : (reader.queue(queueId)?.name ?? null),
      note: noteOf(callId),
    }));
}
