import type { Instant } from "../../shared/model/ids.ts";
import { type Result, refused, success } from "../../shared/model/result.ts";
import type { EventRows } from "../store/event-rows.ts";
import type { Store, StoreReader } from "../store/rows.ts";
import type { Clock } from "../support/clock.ts";
import type { Log } from "../support/log.ts";
import { keepChanges } from "./keep-changes.ts";
import { createPersonalChanges, type PersonalChanges } from "./personal-changes.ts";
import { readRebuilt } from "./rebuild.ts";
import { recordChanges } from "./record-changes.ts";

/** Keeps how the live state changed, for 72 hours or 200 MB, so that it can be seen as it was. */
export interface EventLog extends PersonalChanges {
  /** The store for whoever changes the live state: what is done through it is kept. */
  readonly store: Store;
  /**
   * Reads the calls, users, queues, memberships and switches as they were then, at the end of that millisecond. Refused: what the log
   * does not have or lies in the future, and when nobody listened.
   */
  stateAt<T>(instant: Instant, read: (then: StoreReader) => T): Promise<Result<T>>;
  /** false: the file cannot be written, so nothing more is kept, and nothing can be erased. */
  isKept(): boolean;
  /** Removes what is of before this instant, for good. */
  keepSince(instant: Instant): void;
  close(): void;
}

export function createEventLog(parts: {
  rows: EventRows;
  store: Store;
  clock: Clock;
  log: Log;
  /** Whether the core was listened to then. */
  listenedAt(instant: Instant): boolean;
  bytesAtMost?: number;
}): EventLog {
  const { rows, store, clock, log, listenedAt } = parts;
  const keeper = keepChanges(parts);

  return {
    ...createPersonalChanges({ rows, keeper, clock }),
    store: recordChanges(store, keeper.note),
    async stateAt(instant, read) {
      if (instant > clock.now()) return refused("in-the-future");
      const stoppedAt = keeper.stoppedAt();
      if (stoppedAt !== null && instant >= stoppedAt) return refused("not-kept");
      keeper.drain();
      const leading = rows.leadingTo(instant);
      if (leading === null) return refused("not-kept");
      if (!listenedAt(instant)) return refused("not-listened");
      const found = await readRebuilt(leading, instant, log, (then) => ({ value: read(then) }));
      return found ? success(found.value) : refused("not-kept");
    },
    isKept: () => keeper.stoppedAt() === null,
    keepSince: rows.keepSince,
    close() {
      keeper.close();
      rows.close();
    },
  };
}
