import fc from "fast-check";
import { expect, test } from "vitest";
import { createTestDelivery } from "../../src/main/ingest/test-delivery.ts";
import { me, testIngest } from "../../src/main/ingest/test-ingest.ts";
import { createTestPlatform, type Happenings } from "../../src/main/ingest/test-platform.ts";
import { createPublisher } from "../../src/main/publish/create-publisher.ts";
import { createLog } from "../../src/main/support/log.ts";
import { type RowStreamName, streams } from "../../src/shared/contract/streams.ts";

const names = (Object.keys(streams) as (keyof typeof streams)[]).filter(
  (name): name is RowStreamName => streams[name].kind === "rows",
);

type Parts = ReturnType<typeof testIngest>;
type Rows = Record<string, unknown>;

function publisherOf({ store, clock, lines }: Parts) {
  const log = createLog((line) => lines.push(line), clock.now);
  const timeZone = "Europe/Amsterdam";
  return createPublisher({
    store,
    clock,
    log,
    timeZone,
    noteOf: () => "",
    colleagueNoteOf: () => "",
    serviceLevelOf: () => null,
    answersByItself: () => false,
  });
}

/** A window: it has the first frame and every change since, and never asks again. */
function openWindow(publisher: ReturnType<typeof publisherOf>): () => Record<string, Rows> {
  const shown: Record<string, Rows> = {};
  for (const name of names) {
    const { key } = streams[name] as { key: string };
    const put = (rows: readonly unknown[]) => {
      for (const row of rows as Rows[]) shown[name] = { ...shown[name], [String(row[key])]: row };
    };
    publisher.follow(name, (frame) => {
      if (frame.kind === "rows") {
        shown[name] = {};
        put(frame.rows);
      }
      if (frame.kind !== "change") return;
      for (const removal of frame.removals) delete shown[name]?.[removal];
      put(frame.upserts);
    });
  }
  return () => shown;
}

/** Since when a colleague is as he is, or a call on hold, is only known by watching. */
const withoutSince = (shown: Record<string, Rows>) =>
  JSON.parse(JSON.stringify(shown, (name, value) => (name === "since" ? undefined : value)));

const number = fc.nat({ max: 99 });
const step = fc.record({ what: fc.nat(), which: number, other: number });

test("a window that follows the changes shows what one shows that opens now, whatever happens on the way", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 10, maxLength: 80, size: "max" }), (steps) => {
      const parts = testIngest();
      const { clock, batches } = parts;
      const publisher = publisherOf(parts);
      const publish = () => {
        for (const batch of batches.splice(0)) publisher.touched(batch);
        clock.advance(20);
      };
      try {
        const shown = openWindow(publisher);
        const platform = createTestPlatform(clock, 0);
        const delivery = createTestDelivery(platform, parts, 0);
        const happenings: Happenings = { ...platform.happenings, ...delivery.happenings };
        const all = Object.keys(happenings);
        delivery.settle();
        for (const { what, which, other } of steps) {
          clock.advance(1_000);
          happenings[all[what % all.length] ?? ""]?.(which, other);
          delivery.happenings.tell(which);
          publish();
        }
        clock.advance(2_000);
        const fresh = publisherOf(parts);
        const opened = openWindow(fresh)();
        expect(withoutSince(shown())).toEqual(withoutSince(opened));
        expect(Object.keys(shown().colleagues ?? {})).toContain(me);
        fresh.close();
        expect(parts.lines.filter((line) => line.includes(" error "))).toEqual([]);
      } finally {
        publisher.close();
        parts.close();
      }
    }),
    { numRuns: 300 },
  );
});
