import type { Notes } from "../store/notes.ts";
import type { Store } from "../store/rows.ts";
import type { Clock } from "../support/clock.ts";

const dayMs = 24 * 60 * 60_000;
/** How long call records are kept (privacy by design: said in Settings). */
const keptMs = 90 * dayMs;

/** Removes visits, calls of mine and notes that are older than they may be: now, and every day. The answer ends it. */
export function keepRetention(
  store: Pick<Store, "removeVisitsBefore" | "removeHistoryBefore">,
  notes: Pick<Notes, "removeNotesBefore">,
  clock: Clock,
): () => void {
  let cancel = () => {};
  const remove = () => {
    cancel = clock.after(dayMs, remove);
    const oldest = clock.now() - keptMs;
    store.removeVisitsBefore(oldest);
    store.removeHistoryBefore(oldest);
    notes.removeNotesBefore(oldest);
  };
  remove();
  return () => cancel();
}
