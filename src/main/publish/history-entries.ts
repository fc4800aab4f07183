import type { HistoryEntry } from "../../shared/model/history.ts";
import type { CallId } from "../../shared/model/ids.ts";
import type { HistoryRecord } from "../store/history-rows.ts";
import type { StoreReader } from "../store/rows.ts";
import { normalNumber } from "./display-number.ts";
import { partyOf } from "./party.ts";

/** Reads what was written of a call; empty: nothing. */
export type NoteOf = (callId: CallId) => string;

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
