import type { Instant } from "../../shared/model/ids.ts";
import type { Clock } from "../support/clock.ts";
import type { Log } from "../support/log.ts";

const dayMs = 24 * 60 * 60_000;
/** After the start: files are rebuilt then, and nobody should wait for it. */
const firstAfterMs = 60_000;

/** What a database keeps only for a time. */
export interface Kept {
  /** Removes what is of before this instant, for good. */
  keepSince(instant: Instant): void;
}

/** Removes what is older than it may be: shortly after the start, every day, and when it is asked to. */
export interface Retention {
  purge(): void;
  close(): void;
}

/** `days` is asked each time, so that a change of the setting counts. */
export function keepRetention(options: {
  kept: readonly Kept[];
  days: () => number;
  clock: Clock;
  log: Log;
}): Retention {
  const { kept, days, clock, log } = options;

  function purge(): void {
    const oldest = clock.now() - days() * dayMs;
    for (const each of kept) each.keepSince(oldest);
  }

  function daily(): void {
    cancel = clock.after(dayMs, daily);
    try {
      purge();
    } catch (cause) {
      // A full disk, or another program that reads the file: tomorrow is another day.
      log.error("store", "what is too old could not be removed", cause);
    }
  }

  let cancel = clock.after(firstAfterMs, daily);
  return { purge, close: () => cancel() };
}
