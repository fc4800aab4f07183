import { type Day, dayAt } from "../shared/model/calendar.ts";
import type { Completeness } from "../shared/model/completeness.ts";
import type { Instant } from "../shared/model/ids.ts";
import type { Connection } from "../shared/model/product-state.ts";
import { completenessOf } from "./stats/completeness.ts";
import type { ListenedReader, ListenedWriter } from "./store/listened.ts";
import type { Store } from "./store/rows.ts";
import type { Clock } from "./support/clock.ts";

/** As much of having listened is lost when the program ends without a word. */
const tickMs = 10_000;

/** Remembers when the core was listened to, and tells the gaps of today. */
export interface Listening {
  connectionChanged(connection: Connection): void;
  /** The core's files of this day were read. */
  filesRead(day: Day): void;
  /** Whether it was listened to then. */
  listenedAt(instant: Instant): boolean;
  close(): void;
}

export function createListening(parts: {
  store: ListenedReader & ListenedWriter & Pick<Store, "transaction">;
  clock: Clock;
  /** IANA name: whose midnight begins a day. */
  timeZone: string;
  changed(completeness: Completeness): void;
}): Listening {
  const { store, clock, timeZone, changed } = parts;
  let liveSince: Instant | null = null;

  function heard(until: Instant): void {
    const since = liveSince;
    // Only in a transaction does a full disk end nothing.
    if (since !== null) store.transaction("listened", () => store.putListened(since, Math.max(since, until)));
  }

  function tell(): void {
    const now = clock.now();
    const day = dayAt(now, timeZone);
    changed(completenessOf(day, now, store.listenedSince(day.startsAt), liveSince !== null));
  }

  function tick(): void {
    cancel = clock.after(tickMs, tick);
    heard(clock.now());
    tell();
  }

  let cancel = clock.after(tickMs, tick);
  tell();
  return {
    connectionChanged({ phase, lastHeardAt }) {
      const live = phase === "live";
      if (live === (liveSince !== null)) return;
      // A connection that is lost was silent for a while before.
      if (!live) heard(Math.min(clock.now(), lastHeardAt ?? clock.now()));
      liveSince = live ? clock.now() : null;
      heard(clock.now());
      tell();
    },
    filesRead(day) {
      store.transaction("files read", () => store.filesWereRead(day));
      tell();
    },
    listenedAt: (instant) =>
      (liveSince !== null && instant >= liveSince) ||
      store.listenedSince(instant).some(({ from }) => from <= instant),
    close() {
      cancel();
      heard(clock.now());
    },
  };
}
