import type { StreamItem } from "../../shared/contract/streams.ts";
import { type Day, dayAfter, dayAt } from "../../shared/model/calendar.ts";
import type { Instant, QueueId } from "../../shared/model/ids.ts";
import { quarterCounter } from "../stats/quarters.ts";
import { defaultServiceLevelMs, tallyOf } from "../stats/tally.ts";
import type { StoreReader } from "../store/rows.ts";
import type { Touched } from "../store/touched.ts";
import type { Clock } from "../support/clock.ts";
import type { Log } from "../support/log.ts";
import { createRowStream, type Followers, type RowStream } from "./row-stream.ts";

/** Figures are sums over a day's visits: they need not follow every frame. */
const gatherMs = 250;
/** How late a visit may leave a span, or a day begin. */
const tickMs = 10_000;
const halfHourMs = 30 * 60_000;

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
  /** Queues with visits in the last half hour: only their figures change by themselves. */
  const passing = new Set<QueueId>();
  const touchedIds = new Set<QueueId>();
  let everything = true;
  let days = daysAt(clock.now(), timeZone);
  let cancelGather: (() => void) | null = null;
  let cancelTick = () => {};

  function tallyRow(queueId: QueueId): StreamItem<"tallies"> {
    const now = clock.now();
    const { startsAt, endsAt } = days.today;
    const serviceLevelMs = options.serviceLevelOf(queueId) ?? defaultServiceLevelMs;
    // Shortly after midnight the last half hour began yesterday.
    const visits = store.visitsOf(queueId, Math.min(startsAt, now - halfHourMs), endsAt);
    const last30Minutes = tallyOf(
      visits.filter((visit) => visit.enteredAt > now - halfHourMs),
      serviceLevelMs,
    );
    if (last30Minutes.offered > 0) passing.add(queueId);
    else passing.delete(queueId);
    return {
      queueId,
      serviceLevelMs,
      today: tallyOf(
        visits.filter((visit) => visit.enteredAt >= startsAt),
        serviceLevelMs,
      ),
      last30Minutes,
    };
  }

  function quartersRow(queueId: QueueId, lastWeekIsKnown: boolean): StreamItem<"quarters"> {
    const entriesOn = ({ startsAt, endsAt }: Day) => store.entriesOf(queueId, startsAt, endsAt);
    return {
      queueId,
      today: days.countToday(entriesOn(days.today)),
      lastWeek: lastWeekIsKnown ? days.countLastWeek(entriesOn(days.lastWeek)) : null,
    };
  }

  const rowsOf = <Row>(queueIds: Iterable<QueueId>, row: (queueId: QueueId) => Row) =>
    new Map([...queueIds].map((id) => [id, store.queue(id) ? row(id) : null]));

  function publish(): void {
    const { startsAt, endsAt } = days.lastWeek;
    const lastWeekIsKnown = store.visitedWithin(startsAt, endsAt);
    const queueIds = everything ? new Set([...store.queueIds(), ...tallies.ids()]) : touchedIds;
    tallies.update(rowsOf(queueIds, tallyRow));
    quarters.update(rowsOf(queueIds, (id) => quartersRow(id, lastWeekIsKnown)));
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
      if (clock.now() < days.today.endsAt) return tallies.update(rowsOf([...passing], tallyRow));
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
