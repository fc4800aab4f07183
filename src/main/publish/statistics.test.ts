import { expect, onTestFinished, test } from "vitest";
import type { StreamFrame, StreamItem } from "../../shared/contract/streams.ts";
import type { CallId, QueueId } from "../../shared/model/ids.ts";
import { openStore } from "../store/open-store.ts";
import { createHandClock } from "../support/hand-clock.ts";
import { createLog } from "../support/log.ts";
import { createPublisher } from "./create-publisher.ts";

const sales = "q-sales" as QueueId;
const minute = 60_000;

/** A publisher half an hour before midnight in Amsterdam, and the rows as they are. */
function lateEvening() {
  const clock = createHandClock(Date.parse("2026-03-04T22:30:00Z"));
  const log = createLog(() => {}, clock.now);
  const store = openStore({ file: ":memory:", log, now: clock.now });
  store.putQueue({ queueId: sales, name: "Sales" });
  const publisher = createPublisher({
    store,
    clock,
    log,
    timeZone: "Europe/Amsterdam",
    noteOf: () => "",
    colleagueNoteOf: () => "",
    serviceLevelOf: () => null,
    answersByItself: () => false,
  });
  onTestFinished(() => {
    publisher.close();
    store.close();
  });
  const now = (stream: "tallies" | "quarters") => {
    let rows: readonly unknown[] = [];
    publisher.follow(stream, (frame: StreamFrame) => {
      if (frame.kind === "rows") rows = frame.rows;
    })();
    return rows[0];
  };
  return {
    clock,
    visit(enteredAt: number) {
      store.addVisit({
        callId: `c-${enteredAt}` as CallId,
        queueId: sales,
        enteredAt,
        callerNumber: null,
        state: "abandoned",
        leftAt: enteredAt + 8_000,
        agentId: null,
        talkEndedAt: null,
        wrapUpEndedAt: null,
        open: false,
        rebuilt: false,
      });
      publisher.touched({
        everything: false,
        userIds: new Set(),
        queueIds: new Set([sales]),
        calls: false,
        callIds: new Set(),
        switches: false,
        history: false,
      });
      clock.advance(1_000);
    },
    tallies: () => now("tallies") as StreamItem<"tallies">,
    quarters: () => now("quarters") as StreamItem<"quarters">,
  };
}

test("a visit leaves the last half hour and the day by the clock alone", () => {
  const { clock, visit, tallies, quarters } = lateEvening();
  visit(clock.now());
  expect(tallies()).toMatchObject({ today: { offered: 1 }, last30Minutes: { offered: 1 } });
  clock.advance(20 * minute);
  visit(clock.now());
  clock.advance(10 * minute + 15_000);
  expect(tallies()).toMatchObject({ today: { offered: 0 }, last30Minutes: { offered: 1 } });
  expect(quarters().today.every((count) => count === 0)).toBe(true);
  clock.advance(30 * minute);
  expect(tallies()).toMatchObject({ today: { offered: 0 }, last30Minutes: { offered: 0 } });
});

test("last week's day is shown once something is known of it", () => {
  const { clock, visit, quarters } = lateEvening();
  expect(quarters().lastWeek).toBeNull();
  visit(clock.now() - 7 * 24 * 60 * minute);
  expect(quarters().lastWeek?.[94]).toBe(1);
});
