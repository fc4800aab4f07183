import { expect, onTestFinished } from "vitest";
import type { Fact, Snapshot } from "../../src/main/core-api/facts.ts";
import type { FilesClient } from "../../src/main/core-api/files-client.ts";
import { readVisits } from "../../src/main/core-api/read-visits.ts";
import { createIngest } from "../../src/main/ingest/create-ingest.ts";
import { createListening } from "../../src/main/listening.ts";
import { createFollowers } from "../../src/main/publish/row-stream.ts";
import { createStatistics } from "../../src/main/publish/statistics.ts";
import { openStore } from "../../src/main/store/open-store.ts";
import type { Store } from "../../src/main/store/rows.ts";
import type { StoredVisit } from "../../src/main/store/visit-rows.ts";
import { createHandClock } from "../../src/main/support/hand-clock.ts";
import { createLog } from "../../src/main/support/log.ts";
import type { StreamItem } from "../../src/shared/contract/streams.ts";
import type { Day } from "../../src/shared/model/calendar.ts";
import type { Completeness } from "../../src/shared/model/completeness.ts";
import type { Instant } from "../../src/shared/model/ids.ts";

/** The product's way from the core to its figures, joined as the product joins it, by a clock of its own that the test drives. */
export interface ListeningProduct {
  readonly store: Pick<Store, "visitsOf" | "agentStaysWithin">;
  readonly lines: readonly string[];
  now(): Instant;
  until(moment: Instant): void;
  hear(facts: readonly Fact[]): void;
  connect(snapshot: Snapshot): Promise<void>;
  cut(): void;
  /** Reads the core's files of a day. */
  read(files: FilesClient, day: Day): Promise<void>;
  gaps(): Completeness["gaps"] | undefined;
  /** What a window that comes now is told. */
  published(): {
    readonly tallies: readonly StreamItem<"tallies">[];
    readonly quarters: readonly StreamItem<"quarters">[];
  };
}

/** Ends with the test. */
export function createListeningProduct(startAt: Instant, timeZone: string): ListeningProduct {
  const clock = createHandClock(startAt);
  const lines: string[] = [];
  const log = createLog((line) => lines.push(line), clock.now);
  const store = openStore({ file: ":memory:", log, now: clock.now });
  const ingest = createIngest({ store, clock, log, touched: () => {}, snapshotNeeded: () => {} });
  let completeness: Completeness | null = null;
  const listening = createListening({
    store,
    clock,
    timeZone,
    changed(told) {
      completeness = told;
    },
  });
  const connection = (phase: "live" | "lost") =>
    listening.connectionChanged({
      ...{ phase, lastHeardAt: clock.now(), since: clock.now(), nextAttemptAt: null, refusal: null },
      ...{ server: null, username: null, demo: false },
    });
  onTestFinished(() => {
    ingest.close();
    listening.close();
    store.close();
  });
  return {
    store,
    lines,
    now: clock.now,
    until: (moment) => clock.advance(moment - clock.now()),
    hear(facts) {
      ingest.facts(facts);
      clock.advance(0);
    },
    async connect(snapshot) {
      await ingest.snapshot(snapshot);
      connection("live");
    },
    cut: () => connection("lost"),
    async read(files, day) {
      const visits = await readVisits(files, "500", day);
      if (!visits.ok) throw new Error(visits.refusal.code);
      ingest.visitRecords(visits.value);
      listening.filesRead(day);
    },
    gaps: () => completeness?.gaps,
    published() {
      const followers = () =>
        createFollowers((cause) => log.error("publish", "a follower failed on a frame", cause));
      const statistics = createStatistics({
        ...{ store, clock, log, timeZone, followers },
        serviceLevelOf: () => null,
      });
      const rowsOf = <N extends "tallies" | "quarters">(stream: N) => {
        let rows: readonly unknown[] = [];
        statistics[stream].follow((frame) => {
          if (frame.kind === "rows") rows = frame.rows;
        })();
        return rows as readonly StreamItem<N>[];
      };
      const told = { tallies: rowsOf("tallies"), quarters: rowsOf("quarters") };
      statistics.close();
      return told;
    },
  };
}

/**
 * How many milliseconds each time of these visits lies from the same time of the others, which have all else in common with them, and of
 * which the files told all that differs.
 */
export function timesOff(visits: readonly StoredVisit[], others: readonly StoredVisit[]): readonly number[] {
  expect(others.length).toBe(visits.length);
  return visits.flatMap((visit, place) => {
    const { visitId, rebuilt, ...other } = others[place] as StoredVisit;
    const { leftAt, talkEndedAt, wrapUpEndedAt } = visit;
    const times = { leftAt, talkEndedAt, wrapUpEndedAt };
    expect({ ...other, ...times }).toEqual({ ...visit, visitId: undefined, rebuilt: undefined });
    const off = (["leftAt", "talkEndedAt", "wrapUpEndedAt"] as const).map((time) => {
      expect([visit.callId, time, other[time] === null]).toEqual([visit.callId, time, visit[time] === null]);
      return Math.abs((other[time] ?? 0) - (visit[time] ?? 0));
    });
    if (off.some((each) => each > 0)) expect(rebuilt).toBe(true);
    return off;
  });
}
