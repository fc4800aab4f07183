import type { StreamItem } from "../../shared/contract/streams.ts";
import { dayAt } from "../../shared/model/calendar.ts";
import type { HistoryId } from "../../shared/model/ids.ts";
import type { StoreReader } from "../store/rows.ts";
import type { Clock } from "../support/clock.ts";
import type { Log } from "../support/log.ts";
import { historyEntry, type NoteOf } from "./history-entries.ts";
import { createRowStream, type Followers, type RowStream } from "./row-stream.ts";

/** How late a day may begin. The clock is asked rather than a timer set for midnight: computers sleep. */
const tickMs = 10_000;

/** My calls of today: looked at again when asked to, and when the day is over. */
export interface TodaysHistory {
  readonly stream: RowStream<StreamItem<"history">, HistoryId>;
  publish(): void;
  close(): void;
}

export function createTodaysHistory(options: {
  store: StoreReader;
  clock: Clock;
  log: Log;
  /** IANA name: days end at its midnight. */
  timeZone: string;
  noteOf: NoteOf;
  followers: Followers;
}): TodaysHistory {
  const { store, clock, log, timeZone, noteOf } = options;
  const stream = createRowStream<StreamItem<"history">, HistoryId>(options.followers);
  let today = dayAt(clock.now(), timeZone);
  let cancelTick = () => {};

  function publish(): void {
    if (clock.now() >= today.endsAt) today = dayAt(clock.now(), timeZone);
    const records = store.historyWithin(today.startsAt, today.endsAt);
    stream.replace(new Map(records.map((record) => [record.historyId, historyEntry(record, store, noteOf)])));
  }

  function tick(): void {
    cancelTick = clock.after(tickMs, tick);
    if (clock.now() < today.endsAt) return;
    try {
      publish();
    } catch (cause) {
      log.error("publish", "the new day's history could not be published", cause);
    }
  }

  cancelTick = clock.after(tickMs, tick);
  return { stream, publish, close: () => cancelTick() };
}
