import type { TransferTarget } from "../../../shared/contract/requests.ts";
import type { HistoryEntry } from "../../../shared/model/history.ts";
import { targetKey, typedNumber } from "./directory.ts";

/** Whom to call back; null where the number is not known. */
export function callBackTarget({ party }: HistoryEntry): TransferTarget | null {
  if (party.userId !== null) return { userId: party.userId };
  const number = party.number === null ? null : typedNumber(party.number);
  return number === null ? null : { number };
}

/** A call to be made once more, or to be made up for. */
export interface RecentCall {
  readonly entry: HistoryEntry;
  readonly target: TransferTarget;
}

/** The last call with each of the people one dealt with last, newest first; `history` is newest first. */
export function recentCalls(history: readonly HistoryEntry[], count: number): readonly RecentCall[] {
  const recent = new Map<string, RecentCall>();
  for (const entry of history) {
    const target = callBackTarget(entry);
    if (!target || recent.has(targetKey(target))) continue;
    recent.set(targetKey(target), { entry, target });
    if (recent.size === count) break;
  }
  return [...recent.values()];
}
