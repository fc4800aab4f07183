import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Liveness, watchLiveness } from "../../src/main/core-api/liveness.ts";
import { createTestDelivery } from "../../src/main/ingest/test-delivery.ts";
import {
  call1,
  ended,
  feedCall,
  mark,
  me,
  sales,
  snapshot,
  testIngest,
} from "../../src/main/ingest/test-ingest.ts";
import { createTestPlatform, type Happenings } from "../../src/main/ingest/test-platform.ts";
import { createPublisher } from "../../src/main/publish/create-publisher.ts";
import { untouched } from "../../src/main/store/touched.ts";
import { createLog } from "../../src/main/support/log.ts";
import { type StreamName, streams } from "../../src/shared/contract/streams.ts";

const minute = 60_000;
const hour = 60 * minute;

/** The data path behind the connection, its clock by hand. */
function scene() {
  const parts = testIngest();
  const { store, clock } = parts;
  const publisher = createPublisher({
    ...{ store, clock, log: createLog((line) => parts.lines.push(line), clock.now) },
    ...{
      timeZone: "Europe/Amsterdam",
      noteOf: () => "",
      colleagueNoteOf: () => "",
      serviceLevelOf: () => null,
      answersByItself: () => false,
    },
  });
  return {
    ...parts,
    publisher,
    close() {
      publisher.close();
      parts.close();
    },
  };
}
type Scene = ReturnType<typeof scene>;

let parts: Scene;
beforeEach(() => {
  parts = scene();
});
afterEach(() => parts.close());

describe("when the machine's clock is set back by an hour", () => {
  test("windows are told of a change as soon as ever", () => {
    const { clock, publisher } = parts;
    let frames = 0;
    publisher.follow("queues", () => {
      frames += 1;
    });
    const change = (name: string) => {
      parts.store.putQueue({ queueId: sales, name });
      publisher.touched({ ...untouched, queueIds: new Set([sales]) });
    };
    change("Sales by telephone");
    clock.advance(20);
    const before = frames;
    clock.setBy(-hour);
    change("Sales");
    clock.advance(2_000);
    expect(frames).toBe(before + 1);
  });

  test("a core that falls silent is noticed within five seconds", () => {
    const { clock } = parts;
    let silent = false;
    const liveness: Liveness = watchLiveness({
      clock,
      ping: () => {},
      silent: () => {
        silent = true;
      },
    });
    liveness.heard();
    clock.setBy(-hour);
    clock.advance(8_000);
    expect(silent).toBe(true);
    liveness.stop();
  });

  test("a core that answers is not taken for silent, though its answer seems older than the question", () => {
    const { clock } = parts;
    let silent = false;
    let asked = false;
    const liveness: Liveness = watchLiveness({
      clock,
      ping: () => {
        asked = true;
      },
      silent: () => {
        silent = true;
      },
    });
    clock.advance(3_500);
    expect(asked).toBe(true);
    clock.setBy(-hour);
    liveness.heard();
    clock.advance(2_000);
    expect(silent).toBe(false);
    liveness.stop();
  });
});

test.each([-hour, hour, -10_000])(
  "when the machine's clock is set by %i ms, waits are right again once the core's clock is asked for",
  (by) => {
    const { clock, store, ingest, hear, hearCall, external, inSales, atUser } = parts;
    const [caller, queue] = [external(), inSales()];
    hearCall(call1, caller, queue);
    clock.advance(20_000);
    clock.setBy(by);
    const asked = parts.snapshotsAsked();
    clock.advance(minute);
    expect(parts.snapshotsAsked()).toBe(asked + 1);
    // The core's clock went on as before.
    void ingest.snapshot(snapshot({ serverAheadMs: -by, calls: [feedCall(call1, caller, queue)] }));
    const waitedMs = () => clock.now() - (store.call(call1)?.queue?.enteredAt ?? 0);
    expect(waitedMs()).toBe(80_001);
    const answered = atUser(mark, "answered");
    hearCall(call1, caller, { ...answered, createdAt: (answered.createdAt ?? 0) - by });
    clock.advance(30_000);
    hear(ended(call1));
    const [visit, ...others] = store.visitsOfCall(call1);
    expect(others).toEqual([]);
    expect(visit).toMatchObject({ state: "answered", agentId: mark });
    expect((visit?.leftAt ?? 0) - (visit?.enteredAt ?? 0)).toBe(80_001);
    clock.advance(10 * minute);
    expect(parts.snapshotsAsked()).toBe(asked + 1);
  },
);

/** Parses every row of every stream by the contract: counts and durations in it cannot be negative. */
function checkStreams({ publisher, clock }: Scene): void {
  for (const name of Object.keys(streams) as StreamName[])
    publisher.follow(name, (frame) => {
      if (frame.kind === "rows") for (const row of frame.rows) streams[name].schema.parse(row);
    })();
  clock.advance(1);
}

test("whatever the core's clock and ours do, nothing in the streams is negative", () => {
  const jump = fc.integer({ min: -2 * hour, max: 2 * hour });
  const number = fc.nat({ max: 99 });
  const step = fc.record({
    what: fc.nat(),
    which: number,
    other: number,
    ours: fc.option(jump, { freq: 8 }),
    cores: fc.option(jump, { freq: 8 }),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 60, size: "max" }), (steps) => {
      const each = scene();
      try {
        const { clock, store } = each;
        let coreAheadMs = 0;
        const coreClock = { ...clock, now: () => clock.now() + coreAheadMs };
        const platform = createTestPlatform(coreClock, 0);
        const delivery = createTestDelivery(platform, each, 0);
        const happenings: Happenings = { ...platform.happenings, ...delivery.happenings };
        const names = Object.keys(happenings);
        delivery.happenings["come back"](0);
        for (const { what, which, other, ours, cores } of steps) {
          clock.setBy(ours ?? 0);
          coreAheadMs += (cores ?? 0) - (ours ?? 0);
          clock.advance(1_000);
          happenings[names[what % names.length] ?? ""]?.(which, other);
          delivery.happenings.tell(24);
        }
        delivery.settle();
        each.publisher.touched({ ...untouched, everything: true });
        clock.advance(5_000);
        checkStreams(each);
        expect(store.me()).toBe(me);
        expect(each.lines.filter((line) => line.includes(" error "))).toEqual([]);
      } finally {
        each.close();
      }
    }),
    { numRuns: 60 },
  );
});
