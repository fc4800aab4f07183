import { expect, onTestFinished, test } from "vitest";
import { dayAt } from "../shared/model/calendar.ts";
import type { Completeness } from "../shared/model/completeness.ts";
import type { Connection } from "../shared/model/product-state.ts";
import { createListening } from "./listening.ts";
import { openStore } from "./store/open-store.ts";
import { createHandClock } from "./support/hand-clock.ts";
import { createLog } from "./support/log.ts";

const timeZone = "Europe/Amsterdam";
const at = (time: string) => Date.parse(`2026-03-04T${time}+01:00`);
const midnight = at("00:00:00");

function morning() {
  const clock = createHandClock(at("08:00:00"));
  const store = openStore({ file: ":memory:", log: createLog(() => {}, clock.now), now: clock.now });
  onTestFinished(() => store.close());
  let told: Completeness | null = null;
  const start = () =>
    createListening({
      store,
      clock,
      timeZone,
      changed(completeness) {
        told = completeness;
      },
    });
  const connection = (phase: Connection["phase"], lastHeardAt = clock.now()): Connection => ({
    phase,
    since: clock.now(),
    lastHeardAt,
    nextAttemptAt: null,
    refusal: null,
    server: null,
    username: null,
    demo: false,
  });
  return { clock, start, connection, gaps: () => told?.gaps };
}

test("what was before the first word of the day and during an outage are gaps, until the files have told of them", () => {
  const { clock, start, connection, gaps } = morning();
  const listening = start();
  expect(gaps()).toEqual([{ from: midnight, to: null, filled: false }]);
  listening.connectionChanged(connection("live"));
  const beforeWork = { from: midnight, to: at("08:00:00"), filled: false };
  expect(gaps()).toEqual([beforeWork]);
  listening.filesRead(dayAt(clock.now(), timeZone));
  expect(gaps()).toEqual([{ ...beforeWork, filled: true }]);
  clock.advance(at("14:02:05") - clock.now());
  listening.connectionChanged(connection("lost", at("14:02:00")));
  clock.advance(30_000);
  expect(gaps()?.at(-1)).toEqual({ from: at("14:02:00"), to: null, filled: false });
  clock.advance(30_000);
  listening.connectionChanged(connection("live"));
  expect(gaps()?.at(-1)).toEqual({ from: at("14:02:00"), to: at("14:03:05"), filled: false });
  listening.filesRead(dayAt(clock.now(), timeZone));
  expect(gaps()?.every(({ filled }) => filled)).toBe(true);
  listening.close();
});

test("a program that was killed knows up to ten seconds when it last listened, and a new day has no gap of the old", () => {
  const { clock, start, connection, gaps } = morning();
  start().connectionChanged(connection("live"));
  clock.advance(65_000);
  const later = start();
  clock.advance(1);
  expect(gaps()?.at(-1)).toEqual({ from: at("08:01:00"), to: null, filled: false });
  later.connectionChanged(connection("live"));
  clock.advance(24 * 60 * 60_000);
  expect(gaps()).toEqual([]);
  later.close();
});
