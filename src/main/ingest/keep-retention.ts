import { dayAt } from "../../shared/model/calendar.ts";
import type { Instant } from "../../shared/model/ids.ts";
import type { Clock } from "../support/clock.ts";
import type { Log } from "../support/log.ts";

const dayMs = 24 * 60 * 60_000;
/** After the start: files are rebuilt then, and nobody should wait for it. */
const firstAfterMs = 60_000;
/** How late in the night the next purge may be. The clock is asked rather than a timer set for midnight: computers sleep. */
const tickMs = 60 * 60_000;

/** What a database keeps only for a time. */
export interface Kept {
  /** Removes what is of before this instant, for good. */
  keepSince(instant: Instant): void;
}

/** Removes what is older than it may be: shortly after the start, every night, and when it is asked to. */
export interface Retention {
  purge(): void;
  close(): void;
}

/** `days` is asked each time, so that a change of the setting counts. */
export function keepRetention(options: {
  kept: readonly Kept[];
  days: () => number;
  /** IANA name: whose midnight. */
  timeZone: string;
  clock: Clock;
  log: Log;
}): Retention {
  const { kept, days, timeZone, clock, log } = options;
  let nextAt = clock.now();

  function purge(): void {
    const oldest = clock.now() - days() * dayMs;
    for (const each of kept) each.keepSince(oldest);
  }

  function tick(): void {
    cancel = clock.after(tickMs, tick);
    if (clock.now() < nextAt) return;
    nextAt = dayAt(clock.now(), timeZone).endsAt;
    try {
      purge();
    } catch (cause) {
      // A full disk, or another program that reads the file: tomorrow is another day.
      log.error("store", "what is too old could not be removed", cause);
    }
  }

  let cancel = clock.after(firstAfterMs, tick);
  return { purge, close: () => cancel() };
}
