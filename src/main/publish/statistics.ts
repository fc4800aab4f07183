import type { StreamItem } from "../../shared/contract/streams.ts";
import { dayAfter, dayAt } from "../../shared/model/calendar.ts";
import type { Instant, QueueId } from "../../shared/model/ids.ts";
import { quarterCounter } from "../stats/quarters.ts";
import { defaultServiceLevelMs, tallyOf } from "../stats/tally.ts";
import type { StoreReader } from "../store/rows.ts";
import type { Touched } from "../store/touched.ts";
import type { CountedVisit } from "../store/visit-rows.ts";
import type { Clock } from "../support/clock.ts";
import type { Log } from "../support/log.ts";
import { createRowStream, type Followers, type RowStream } from "./row-stream.ts";

/** Figures are sums over a day's visits: they need not follow every frame. */
const gatherMs = 250;
/** How late a visit may leave a span, or a day begin. */
const tickMs = 10_000;
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** The streams of figures: looked at again where visits changed, and by the clock, because time alone changes them too. */
export interface Statistics {
  readonly tallies: RowStream<StreamItem<"tallies">, QueueId>;
  readonly quarters: RowStream<StreamItem<"quarters">, QueueId>;
  touched(touched: Touched): void;
  close(): void;
}

export function createStatistics(options: {
  store: StoreReader;
  clock: Clock;
  log: Log;
  /** IANA name: days end at its midnight. */
  timeZone: string;
  /** null: the default. */
  serviceLevelOf(queueId: QueueId): number | null;
  followers: () => Followers;
}): Statistics {
  const { store, clock, log, timeZone, followers } = options;
  const tallies = createRowStream<StreamItem<"tallies">, QueueId>(followers());
  const quarters = createRowStream<StreamItem<"quarters">, QueueId>(followers());
  /** Queues with visits in the last hour: only their figures change by themselves. */
  const passing = new Set<QueueId>();
  const touchedIds = new Set<QueueId>();
  let everything = true;
  let days = daysAt(clock.now(), timeZone);
  let cancelGather: (() => void) | null = null;
  let cancelTick = () => {};

  /** Today's, and those of the last hour: shortly after midnight it began yesterday. */
  function visitsOf(queueId: QueueId): readonly CountedVisit[] {
    const { startsAt, endsAt } = days.today;
    return store.countedVisitsOf(queueId, Math.min(startsAt, clock.now() - hourMs), endsAt);
  }

  const ofToday = (visits: readonly CountedVisit[]) =>
    visits.filter((visit) => visit.enteredAt >= days.today.startsAt);

  function tallyRow(queueId: QueueId, visits: readonly CountedVisit[]): StreamItem<"tallies"> {
    const now = clock.now();
    const serviceLevelMs = options.serviceLevelOf(queueId) ?? defaultServiceLevelMs;
    const recent = visits.filter((visit) => visit.enteredAt > now - hourMs);
    if (recent.length > 0) passing.add(queueId);
    else passing.delete(queueId);
    const last = (minutes: number) =>
      tallyOf(
        recent.filter((visit) => visit.enteredAt > now - minutes * minuteMs),
        serviceLevelMs,
      );
    return {
      queueId,
      serviceLevelMs,
      today: tallyOf(ofToday(visits), serviceLevelMs),
      last15Minutes: last(15),
      last30Minutes: last(30),
      last60Minutes: last(60),
    };
  }

  function publish(): void {
    const { startsAt, endsAt } = days.lastWeek;
    const lastWeekIsKnown = store.visitedWithin(startsAt, endsAt);
    const queueIds = everything
      ? new Set([...store.queueIds(), ...tallies.ids(), ...quarters.ids()])
      : touchedIds;
    const tallyRows = new Map<QueueId, StreamItem<"tallies"> | null>();
    const quarterRows = new Map<QueueId, StreamItem<"quarters"> | null>();
    for (const queueId of queueIds) {
      const visits = store.queue(queueId) && visitsOf(queueId);
      tallyRows.set(queueId, visits && tallyRow(queueId, visits));
      quarterRows.set(
        queueId,
        visits && {
          queueId,
          today: days.countToday(ofToday(visits).map((visit) => visit.enteredAt)),
          lastWeek: lastWeekIsKnown ? days.countLastWeek(store.entriesOf(queueId, startsAt, endsAt)) : null,
        },
      );
    }
    tallies.update(tallyRows);
    quarters.update(quarterRows);
    touchedIds.clear();
    everything = false;
  }

  function guarded(work: () => void): void {
    try {
      work();
    } catch (cause) {
      log.error("publish", "figures could not be published", cause);
    }
  }

  function gather(): void {
    cancelGather ??= clock.after(gatherMs, () => {
      cancelGather = null;
      guarded(publish);
    });
  }

  function tick(): void {
    cancelTick = clock.after(tickMs, tick);
    guarded(() => {
      if (clock.now() < days.today.endsAt)
        return tallies.update(
          new Map([...passing].map((id) => [id, store.queue(id) ? tallyRow(id, visitsOf(id)) : null])),
        );
      days = daysAt(clock.now(), timeZone);
      everything = true;
      publish();
    });
  }

  guarded(publish);
  cancelTick = clock.after(tickMs, tick);

  return {
    tallies,
    quarters,
    touched(touched) {
      if (!touched.everything && touched.queueIds.size === 0) return;
      everything ||= touched.everything;
      for (const queueId of touched.queueIds) touchedIds.add(queueId);
      gather();
    },
    close() {
      cancelGather?.();
      cancelTick();
    },
  };
}

function daysAt(now: Instant, timeZone: string) {
  const today = dayAt(now, timeZone);
  const lastWeek = dayAfter(today, -7, timeZone);
  return {
    today,
    lastWeek,
    countToday: quarterCounter(today, timeZone),
    countLastWeek: quarterCounter(lastWeek, timeZone),
  };
}
