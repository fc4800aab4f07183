import type { HistoryId } from "../../shared/model/ids.ts";
import type { OwnCallRecord } from "../core-api/facts.ts";
import type { Store } from "../store/rows.ts";

/**
 * Brings a call of mine from the core's files into the history, by this machine's clock. What the feed told stands, and a call that
 * goes on is left to it. The answer: whether the history changed.
 */
export function mergeOwnCallRecord(record: OwnCallRecord, store: Store): boolean {
  const { callId, number } = record;
  if (store.call(callId) || store.historyOfCall(callId).length > 0) return false;
  store.putHistory({
    ...record,
    historyId: callId as string as HistoryId,
    userId: number === null ? null : (store.userByExtension(number)?.userId ?? null),
    rebuilt: true,
  });
  return true;
}
