import fc from "fast-check";
import { expect, test } from "vitest";
import { createTestDelivery } from "../ingest/test-delivery.ts";
import { testIngest } from "../ingest/test-ingest.ts";
import { createTestPlatform, type Happenings } from "../ingest/test-platform.ts";
import { liveState, testFolder, testLog } from "./test-log.ts";

const hour = 60 * 60_000;

/** A platform and the way from there to an ingest whose store is the log's. */
function scene(folder: string, serverAheadMs: number) {
  let log: ReturnType<typeof testLog> | undefined;
  const parts = testIngest((store, clock) => {
    log = testLog({ folder, store, clock });
    return log.store;
  });
  if (!log) throw new Error("ingest has not asked for its store");
  const platform = createTestPlatform(parts.clock, serverAheadMs);
  const delivery = createTestDelivery(platform, parts, serverAheadMs);
  const passing: Happenings = { "an hour passes": () => parts.clock.advance(hour) };
  return { ...parts, log, happenings: { ...platform.happenings, ...delivery.happenings, ...passing } };
}

const example = testIngest();
const platform = createTestPlatform(example.clock, 0);
const delivery = createTestDelivery(platform, example, 0);
const namesOf = (happenings: Happenings) => fc.constantFrom(...Object.keys(happenings));
const number = fc.nat({ max: 99 });
const often = fc.constantFrom("arrives", "to queue", "agent takes", "tell", "tell", "ask", "serve");
const step = fc.record({
  what: fc.oneof(
    { arbitrary: fc.oneof(namesOf(platform.happenings), namesOf(delivery.happenings), often), weight: 20 },
    { arbitrary: fc.constant("an hour passes"), weight: 1 },
  ),
  which: number,
  other: number,
});

test("whatever the platform does and the wire brings, each moment of it can be seen again as it was", async () => {
  const folder = testFolder();
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(0, 60_000),
      fc.array(step, { minLength: 5, maxLength: 80, size: "max" }),
      async (serverAheadMs, steps) => {
        run += 1;
        const { clock, store, log, happenings, close } = scene(`${folder}/${run}`, serverAheadMs);
        try {
          const moments = [];
          happenings["come back"](0);
          for (const { what, which, other } of steps) {
            clock.advance(300);
            (happenings as Happenings)[what]?.(which, other);
            clock.advance(1);
            moments.push({ at: clock.now(), state: liveState(store) });
          }
          for (const { at, state } of moments.filter((_, index) => index % 12 === 0).reverse())
            expect(await log.stateAt(at, liveState)).toEqual({ ok: true, value: state });
        } finally {
          log.close();
          close();
        }
      },
    ),
    { numRuns: 30 },
  );
}, 60_000);
