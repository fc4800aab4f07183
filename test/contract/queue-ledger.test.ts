import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { snapshot, testIngest } from "../../src/main/ingest/test-ingest.ts";
import { tallyOf } from "../../src/main/stats/tally.ts";
import type { QueueId, UserId } from "../../src/shared/model/ids.ts";
import { combine, type Tally } from "../../src/shared/model/visits.ts";
import { type Happening, type Hour, queueIds, scriptedHour } from "../support/scripted-hour.ts";

let parts: ReturnType<typeof testIngest>;
beforeEach(() => {
  parts = testIngest();
});
afterEach(() => parts.close());

const forever = Number.MAX_SAFE_INTEGER;
const tallyIn = ({ store }: ReturnType<typeof testIngest>, queueId: QueueId): Tally =>
  tallyOf(store.visitsOf(queueId, 0, forever), 20_000);

/** Says each at its time; what the clock has passed already is said at once. */
function say({ clock, ingest }: ReturnType<typeof testIngest>, happenings: readonly Happening[]): void {
  for (const { at, fact } of happenings) {
    clock.advance(Math.max(0, at - clock.now()));
    ingest.facts([fact]);
    clock.advance(0);
  }
}

/** Some of it told again, so many places later. */
function repeat(
  happenings: readonly Happening[],
  repeated: readonly { which: number; later: number }[],
): readonly Happening[] {
  const order = happenings.map((happening, place) => ({ happening, place }));
  for (const { which, later } of repeated) {
    const place = which % happenings.length;
    const happening = happenings[place];
    if (happening) order.push({ happening, place: place + later });
  }
  return order.sort((a, b) => a.place - b.place).map(({ happening }) => happening);
}

/** From what really happened, kind by kind: nothing here knows of facts or of the ledger. */
function counted({ visits }: Hour, queueId: QueueId): Tally {
  const here = visits.filter((visit) => visit.queueId === queueId);
  const those = (state: string) => here.filter((visit) => visit.state === state);
  const sum = (ms: readonly (number | null)[]) => ms.reduce<number>((total, each) => total + (each ?? 0), 0);
  const wrappedUp = here.filter((visit) => visit.wrapUpEndsAt !== null);
  const [answered, abandoned] = [those("answered"), those("abandoned")];
  return {
    offered: here.length,
    answered: answered.length,
    answeredInTime: answered.filter((visit) => visit.waitMs <= 20_000).length,
    abandoned: abandoned.length,
    abandonedInTime: abandoned.filter((visit) => visit.waitMs <= 20_000).length,
    shortAbandoned: abandoned.filter((visit) => visit.waitMs <= 5_000).length,
    others: {
      "timed-out": those("timed-out").length,
      full: those("full").length,
      "join-empty": those("join-empty").length,
      "leave-empty": those("leave-empty").length,
      "exit-key": those("exit-key").length,
      "transferred-out": those("transferred-out").length,
      unknown: those("unknown").length,
    },
    answeredWaitMs: sum(answered.map((visit) => visit.waitMs)),
    waits: here.length,
    waitMs: sum(here.map((visit) => visit.waitMs)),
    talks: answered.length,
    talkMs: sum(answered.map((visit) => visit.talkMs)),
    rebuilt: expect.any(Number),
    wrapUps: wrappedUp.length,
    wrapUpMs: sum(wrappedUp.map((visit) => (visit.wrapUpEndsAt ?? 0) - (visit.talkEndsAt ?? 0))),
  };
}

describe("an hour of 200 visits with every outcome", () => {
  test.each([1, 2, 3])("is counted as it happened (seed %i)", (seed) => {
    const hour = scriptedHour(parts.clock.now(), 200, seed);
    say(parts, hour.happenings);
    for (const queueId of queueIds) expect(tallyIn(parts, queueId)).toEqual(counted(hour, queueId));
    const both = combine(queueIds.map((queueId) => tallyIn(parts, queueId)));
    expect(both.offered).toBe(hour.visits.length);
    expect(both.wrapUps).toBeGreaterThan(20);
    expect(both.rebuilt).toBe(0);
    expect(Object.values(both.others).every((count) => count > 0)).toBe(true);
    expect(parts.store.openVisits()).toEqual([]);
    expect(parts.lines).toEqual([]);
  });

  test.each([1, 2, 3])("gives the same figures when we come in its middle (seed %i)", (seed) => {
    const { clock, ingest } = parts;
    const hour = scriptedHour(clock.now(), 200, seed);
    const middle = clock.now() + 1_200_500;
    clock.advance(middle - clock.now());
    void ingest.snapshot(snapshot({ calls: hour.callsAt(middle), users: hour.usersAt(middle) }));
    const before = hour.visits.filter((visit) => visit.enteredAt < middle);
    const runs = (visit: Hour["visits"][number]) => (visit.wrapUpEndsAt ?? 0) > middle;
    ingest.visitRecords(before.map((visit) => (runs(visit) ? { ...visit, wrapUpMs: null } : visit)));
    say(
      parts,
      hour.happenings.filter(({ at }) => at > middle),
    );
    ingest.visitRecords(hour.visits);
    ingest.visitRecords(hour.visits);
    for (const queueId of queueIds) expect(tallyIn(parts, queueId)).toEqual(counted(hour, queueId));
    const visits = queueIds.flatMap((queueId) => parts.store.visitsOf(queueId, 0, forever));
    expect(new Set(visits.map((visit) => visit.rebuilt))).toEqual(new Set([true, false]));
  });

  test("gives the same figures whatever is told twice, and however late the second time", () => {
    const again = fc.array(fc.record({ which: fc.nat(), later: fc.nat({ max: 200 }) }), { maxLength: 150 });
    fc.assert(
      fc.property(fc.nat(), again, (seed, repeated) => {
        const each = testIngest();
        try {
          const hour = scriptedHour(each.clock.now(), 40, seed);
          say(each, repeat(hour.happenings, repeated));
          for (const queueId of queueIds) expect(tallyIn(each, queueId)).toEqual(counted(hour, queueId));
        } finally {
          each.close();
        }
      }),
      { numRuns: 60 },
    );
  });
});

test("an agent's history is the same whatever is told twice, and however late the second time", () => {
  const again = fc.array(fc.record({ which: fc.nat(), later: fc.nat({ max: 200 }) }), { maxLength: 150 });
  const linesAfter = (order: (hour: Hour) => readonly Happening[], seed: number) => {
    const each = testIngest();
    try {
      void each.ingest.snapshot(snapshot({ me: "u-a" as UserId }));
      say(each, order(scriptedHour(each.clock.now(), 40, seed)));
      return each.store.historyWithin(0, forever);
    } finally {
      each.close();
    }
  };
  fc.assert(
    fc.property(fc.nat(), again, (seed, repeated) => {
      const once = linesAfter((hour) => hour.happenings, seed);
      const twice = linesAfter((hour) => repeat(hour.happenings, repeated), seed);
      expect(once.length).toBeGreaterThan(0);
      expect(twice).toEqual(once);
    }),
    { numRuns: 60 },
  );
});
