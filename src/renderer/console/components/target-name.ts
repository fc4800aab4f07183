import type { TransferTarget } from "../../../shared/contract/requests.ts";
import { useConsole } from "../context.ts";

/** What to call the colleague or number that is chosen; null when nobody is. */
export function useTargetName(target: TransferTarget | null): string | null {
  return useConsole((state) => {
    if (!target) return null;
    return "userId" in target ? (state.colleagues.get(target.userId)?.name ?? null) : target.number;
  });
}
