import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CallId, QueueId } from "../../shared/model/ids.ts";
import { combine, type Tally } from "../../shared/model/visits.ts";
import { tallyOf } from "../stats/tally.ts";
import { type Happening, type Hour, queueIds, scriptedHour } from "./test-hour.ts";
import { call1, ended, mark, me, ring1, sales, snapshot, testIngest } from "./test-ingest.ts";

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

/** From what really happened, kind by kind: nothing here knows of facts or of the ledger. */
function counted({ visits }: Hour, queueId: QueueId): Tally {
  const here = visits.filter((visit) => visit.queueId === queueId);
  const those = (state: string) => here.filter((visit) => visit.state === state);
  const sum = (ms: readonly (number | null)[]) => ms.reduce<number>((total, each) => total + (each ?? 0), 0);
  const [answered, abandoned] = [those("answered"), those("abandoned")];
  return {
    offered: here.length,
    answered: answered.length,
    answeredInTime: answered.filter((visit) => visit.waitMs <= 20_000).length,
    abandoned: abandoned.length,
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
  };
}

describe("an hour of 200 visits with every outcome", () => {
  test.each([1, 2, 3])("is counted as it happened (seed %i)", (seed) => {
    const hour = scriptedHour(parts.clock.now(), 200, seed);
    say(parts, hour.happenings);
    for (const queueId of queueIds) expect(tallyIn(parts, queueId)).toEqual(counted(hour, queueId));
    const both = combine(queueIds.map((queueId) => tallyIn(parts, queueId)));
    expect(both.offered).toBe(hour.visits.length);
    expect(Object.values(both.others).every((count) => count > 0)).toBe(true);
    expect(parts.store.openVisits()).toEqual([]);
    expect(parts.lines).toEqual([]);
  });

  test.each([1, 2, 3])("gives the same figures when we come in its middle (seed %i)", (seed) => {
    const { clock, ingest } = parts;
    const hour = scriptedHour(clock.now(), 200, seed);
    const middle = clock.now() + 1_200_500;
    clock.advance(middle - clock.now());
    ingest.snapshot(snapshot({ calls: hour.callsAt(middle) }));
    ingest.visitRecords(hour.visits.filter((visit) => visit.enteredAt < middle));
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
          const order = hour.happenings.map((happening, place) => ({ happening, place }));
          for (const { which, later } of repeated) {
            const place = which % hour.happenings.length;
            const happening = hour.happenings[place];
            if (happening) order.push({ happening, place: place + later });
          }
          say(
            each,
            order.sort((a, b) => a.place - b.place).map(({ happening }) => happening),
          );
          for (const queueId of queueIds) expect(tallyIn(each, queueId)).toEqual(counted(hour, queueId));
        } finally {
          each.close();
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("the ledger", () => {
  test("has two visits of a caller who enters the same queue twice, and who answered each", () => {
    const { clock, store, hear, hearCall, external, inSales, atUser } = parts;
    for (const agent of [mark, me]) {
      hearCall(call1, external(), inSales());
      clock.advance(8_000);
      hearCall(call1, external(), atUser(agent, "answered"));
      clock.advance(60_000);
    }
    hear(ended(call1));
    expect(store.visitsOfCall(call1)).toMatchObject([
      { state: "answered", agentId: mark, open: false },
      { state: "answered", agentId: me, open: false },
    ]);
    expect(tallyIn(parts, sales)).toMatchObject({ offered: 2, answered: 2, talks: 2 });
  });

  test("knows to whom a caller was offered, round by round", () => {
    const { clock, store, hear, hearCall, external, inSales, atUser } = parts;
    hearCall(call1, external(), inSales());
    for (const [ring, agent] of [[ring1, mark] as const, ["c/1/2" as CallId, me] as const]) {
      hearCall(ring, inSales(), atUser(agent, "ringing"), call1);
      clock.advance(20_000);
      hear(ended(ring));
    }
    const offers = store.offersFor(call1);
    expect(offers.map((offer) => offer.userId)).toEqual([mark, me]);
    expect(offers.every((offer) => (offer.endedAt ?? 0) - offer.offeredAt >= 20_000)).toBe(true);
  });

  test("says unknown of a caller who was gone after an outage, until the files tell", () => {
    const { clock, store, ingest, hearCall, external, inSales } = parts;
    hearCall(call1, external(), inSales());
    const enteredAt = store.visitsOfCall(call1)[0]?.enteredAt ?? 0;
    clock.advance(60_000);
    ingest.snapshot(snapshot());
    expect(store.visitsOfCall(call1)).toMatchObject([{ state: "unknown", leftAt: null, open: false }]);
    expect(tallyIn(parts, sales)).toMatchObject({ offered: 1, waits: 0, others: { unknown: 1 } });
    const record = { callId: call1, queueId: sales, waitMs: 30_000, agentId: mark, talkMs: 9_000 };
    ingest.visitRecords([{ ...record, enteredAt: enteredAt + 1_500, state: "answered" }]);
    expect(store.visitsOfCall(call1)).toMatchObject([
      { state: "answered", agentId: mark, leftAt: enteredAt + 30_000, rebuilt: true },
    ]);
  });

  test("goes on with a caller who waits through an outage, or was answered in it", () => {
    const { clock, store, ingest, hearCall, external, inSales, atUser } = parts;
    hearCall(call1, external(), inSales());
    const waiting = store.call(call1);
    clock.advance(60_000);
    ingest.snapshot(snapshot({ calls: waiting ? [waiting] : [] }));
    expect(tallyIn(parts, sales)).toMatchObject({ offered: 1, waits: 0 });
    const answered = atUser(mark, "answered");
    ingest.snapshot(snapshot({ calls: waiting ? [{ ...waiting, destination: answered }] : [] }));
    expect(store.visitsOfCall(call1)).toMatchObject([{ state: "answered", agentId: mark, open: true }]);
    expect(tallyIn(parts, sales)).toMatchObject({ answered: 1, answeredInTime: 0 });
  });

  test("outlives signing out and in again, but is never mixed with another company's", () => {
    const { store, ingest, hear, hearCall, external, inSales } = parts;
    hearCall(call1, external(), inSales());
    hear(ended(call1));
    ingest.clear();
    ingest.snapshot(snapshot());
    expect(tallyIn(parts, sales)).toMatchObject({ offered: 1, abandoned: 1 });
    ingest.snapshot(snapshot({ company: "https://rest.example.net/company/501" }));
    expect(store.visitedWithin(0, forever)).toBe(false);
  });
});
