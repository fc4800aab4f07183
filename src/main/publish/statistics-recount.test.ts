import fc from "fast-check";
import { expect, test } from "vitest";
import type { StreamItem } from "../../shared/contract/streams.ts";
import { dayAt } from "../../shared/model/calendar.ts";
import type { CallId, QueueId } from "../../shared/model/ids.ts";
import type { VisitState } from "../../shared/model/visits.ts";
import { tallyOf } from "../stats/tally.ts";
import { openStore } from "../store/open-store.ts";
import { untouched } from "../store/touched.ts";
import { createHandClock } from "../support/hand-clock.ts";
import { createLog } from "../support/log.ts";
import { createFollowers } from "./row-stream.ts";
import { createStatistics } from "./statistics.ts";

const minute = 60_000;
const timeZone = "Europe/Amsterdam";
const queueIds = ["q-sales", "q-support"] as QueueId[];
const states: readonly VisitState[] = ["waiting", "answered", "abandoned", "timed-out", "unknown"];

const step = fc.oneof(
  fc.record({
    kind: fc.constant("enter" as const),
    queue: fc.nat({ max: 1 }),
    /** The core's files tell of visits that are long over. */
    agoMs: fc.nat({ max: 26 * 60 * minute }),
  }),
  fc.record({
    kind: fc.constant("change" as const),
    which: fc.nat({ max: 30 }),
    state: fc.constantFrom(...states),
    waitMs: fc.option(fc.nat({ max: 60_000 })),
    talkMs: fc.option(fc.nat({ max: 60_000 })),
    wrapUpMs: fc.option(fc.nat({ max: 60_000 })),
    rebuilt: fc.boolean(),
  }),
  fc.record({ kind: fc.constant("pass" as const), ms: fc.nat({ max: 40 * minute }) }),
);

test("after any changes and any time the published sums are those of a full recount", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const clock = createHandClock(Date.parse("2026-03-04T21:30:00Z"));
      const log = createLog(() => {}, clock.now);
      const store = openStore({ file: ":memory:", log, now: clock.now });
      for (const queueId of queueIds) store.putQueue({ queueId, name: queueId });
      const statistics = createStatistics({
        store,
        clock,
        log,
        timeZone,
        serviceLevelOf: () => null,
        followers: () => createFollowers(() => {}),
      });
      for (const [at, each] of steps.entries()) {
        const stored = queueIds.flatMap((queueId) => store.visitsOf(queueId, 0, clock.now() + 1));
        if (each.kind === "pass") clock.advance(each.ms);
        else if (each.kind === "enter") {
          const queueId = queueIds[each.queue] as QueueId;
          store.addVisit({
            callId: `c${at}` as CallId,
            queueId,
            enteredAt: clock.now() - each.agoMs,
            callerNumber: null,
            state: "waiting",
            leftAt: null,
            agentId: null,
            talkEndedAt: null,
            wrapUpEndedAt: null,
            open: true,
            rebuilt: false,
          });
          statistics.touched({ ...untouched, queueIds: new Set([queueId]) });
        } else {
          const before = stored[each.which % Math.max(1, stored.length)];
          if (!before) continue;
          const leftAt = each.waitMs === null ? null : before.enteredAt + each.waitMs;
          const talkEndedAt = leftAt === null || each.talkMs === null ? null : leftAt + each.talkMs;
          const wrapUpEndedAt =
            talkEndedAt === null || each.wrapUpMs === null ? null : talkEndedAt + each.wrapUpMs;
          const { state, rebuilt } = each;
          store.changeVisit({ ...before, state, leftAt, talkEndedAt, wrapUpEndedAt, rebuilt });
          statistics.touched({ ...untouched, queueIds: new Set([before.queueId]) });
        }
      }
      // Sums lag by 10 s where only time passed: nothing may lie in between.
      clock.advance(10_000);
      const edges = [15, 30, 60].map((minutes) => clock.now() - minutes * minute);
      const { startsAt } = dayAt(clock.now(), timeZone);
      for (const queueId of queueIds) {
        const visits = store.visitsOf(queueId, 0, clock.now() + 1);
        if (
          visits.some(({ enteredAt }) =>
            edges.some((edge) => edge - 10_000 <= enteredAt && enteredAt <= edge),
          )
        )
          continue;
        const since = (from: number) =>
          tallyOf(
            visits.filter(({ enteredAt }) => enteredAt >= from),
            20_000,
          );
        const [last15Minutes, last30Minutes, last60Minutes] = edges.map((edge) => since(edge + 1));
        const row = { last15Minutes, last30Minutes, last60Minutes, today: since(startsAt) };
        expect(statistics.tallies.row(queueId) as StreamItem<"tallies">).toMatchObject(row);
      }
      statistics.close();
      store.close();
    }),
    { numRuns: 100 },
  );
});
