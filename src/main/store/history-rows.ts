import type { CallOutcome, EndedBy, MissedBecause } from "../../shared/model/history.ts";
import type { CallId, HistoryId, Instant, QueueId, UserId } from "../../shared/model/ids.ts";

/** A call of mine that is over. */
export interface HistoryRecord {
  readonly historyId: HistoryId;
  readonly callId: CallId;
  readonly direction: "incoming" | "outgoing";
  /** The other side: a colleague, or a number as signalled with what the telephone network calls it. */
  readonly userId: UserId | null;
  readonly number: string | null;
  readonly name: string | null;
  readonly dialledNumber: string | null;
  readonly queueId: QueueId | null;
  /** When it first rang here, or was dialled. */
  readonly startedAt: Instant;
  readonly outcome: CallOutcome;
  readonly missedBecause: MissedBecause | null;
  /** The colleague who answered instead. */
  readonly answeredBy: UserId | null;
  readonly rangMs: number | null;
  readonly waitedMs: number | null;
  readonly talkedMs: number | null;
  readonly endedBy: EndedBy;
  /** It is known from the core's files only. */
  readonly rebuilt: boolean;
}

export interface HistoryReader {
  /** Calls of mine that started in [from, to), oldest first. */
  historyWithin(from: Instant, to: Instant): readonly HistoryRecord[];
  /** Lines of this call: more than one where each round of a queue counts. */
  historyOfCall(callId: CallId): readonly HistoryRecord[];
  /** The newest calls of mine with a number that ends like this one, or with this colleague, newest first. */
  historyWith(
    who: { readonly number: string | null; readonly userId: UserId | null },
    limit: number,
  ): readonly HistoryRecord[];
}

/** For ingest only. */
export interface HistoryWriter {
  /** A line that is known already is replaced. */
  putHistory(record: HistoryRecord): void;
}
