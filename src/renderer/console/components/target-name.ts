import type { TransferTarget } from "../../../shared/contract/requests.ts";
import { useConsole } from "../context.ts";
import { knownContact } from "../view-model/state.ts";

/** What to call the colleague or number that is chosen; null when nobody is. */
export function useTargetName(target: TransferTarget | null): string | null {
  return useConsole((state) => {
    if (!target) return null;
    if ("userId" in target) return state.colleagues.get(target.userId)?.name ?? null;
    if ("contactId" in target) return knownContact(state, target.contactId)?.name ?? target.number;
    return target.number;
  });
}
