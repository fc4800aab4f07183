import type { Store } from "../store/rows.ts";
import type { Clock } from "../support/clock.ts";

const dayMs = 24 * 60 * 60_000;
/** How long call records are kept (privacy by design: said in Settings). */
const keptMs = 90 * dayMs;

/** Removes visits that are older than they may be: now, and every day. The answer ends it. */
export function keepRetention(store: Store, clock: Clock): () => void {
  let cancel = () => {};
  const remove = () => {
    cancel = clock.after(dayMs, remove);
    store.removeVisitsBefore(clock.now() - keptMs);
  };
  remove();
  return () => cancel();
}
