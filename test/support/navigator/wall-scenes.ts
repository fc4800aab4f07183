import { defaultBoard } from "../../../src/shared/model/board.ts";
import { QueueId } from "../../../src/shared/model/ids.ts";
import type { Queue } from "../../../src/shared/model/queue.ts";
import { emptyTally, type QueueQuarters, type QueueTallies } from "../../../src/shared/model/visits.ts";
import { busyQueues, calmQueues, colleagues, now } from "./company.ts";
import type { Published } from "./scripted-product.ts";

/** A queue's day so far: most calls in time, some abandoned. */
export const tallyOf = ({ queueId }: Queue, at: number): QueueTallies => {
  const offered = 100 + at * 20;
  const answered = offered - 4 - at;
  const today = {
    ...emptyTally,
    offered,
    answered,
    answeredInTime: Math.round(offered * (0.97 - (at % 4) * 0.12)),
    abandoned: 4 + at,
  };
  return {
    queueId,
    serviceLevelMs: 20_000,
    today,
    last15Minutes: emptyTally,
    last30Minutes: emptyTally,
    last60Minutes: emptyTally,
  };
};

/** Busy around eleven and three, up to 14:03; last week's whole day. */
const quartersOf = ({ queueId }: Queue): QueueQuarters => {
  const lastWeek = Array.from({ length: 96 }, (_, quarter) =>
    Math.max(0, Math.round(6 - Math.abs(quarter - 46) / 3) + (Math.abs(quarter - 60) < 6 ? 3 : 0)),
  );
  const today = lastWeek.map((calls, quarter) =>
    quarter > 56 || calls === 0 ? 0 : calls + (quarter % 3) - 1,
  );
  return { queueId, today, lastWeek };
};

const statistics = (queues: readonly Queue[]): Partial<Published> => ({
  queues,
  tallies: queues.map(tallyOf),
  quarters: queues.map(quartersOf),
});

const staffed = colleagues.map((one, at) => ({
  ...one,
  since: at === 11 ? null : now - (at + 1) * 47_000,
  queueIds: [QueueId.parse(`q${(at % 4) + 1}`), ...(at % 5 === 0 ? [QueueId.parse("q2")] : [])],
}));

export const manyQueues: readonly Queue[] = Array.from({ length: 40 }, (_, at) => ({
  ...(calmQueues[at % 4] as Queue),
  queueId: QueueId.parse(`q${at + 1}`),
  name: `${["Front desk", "Sales", "Support", "Finance"][at % 4]} ${at + 1}`,
  ...(at === 30 && { waiting: 3, oldestWaitingSince: now - 20_000 }),
  ...(at === 35 && { waiting: 2, oldestWaitingSince: now - 200_000 }),
}));

/** The busy board as it was when the telephone system fell silent. */
const lost = (silentMs: number): Partial<Published> => ({
  ...busy,
  queues: busyQueues.map((queue) => ({
    ...queue,
    oldestWaitingSince: queue.oldestWaitingSince && queue.oldestWaitingSince - silentMs,
  })),
  colleagues: staffed.map((one) => ({
    ...one,
    since: one.since && one.since - silentMs,
    call: one.call && { ...one.call, since: one.call.since - silentMs },
  })),
  connection: {
    phase: "lost",
    since: now - silentMs,
    lastHeardAt: now - silentMs,
    nextAttemptAt: now + 3_000,
    refusal: null,
    server: "127.0.0.1",
    username: "anna",
    demo: true,
  },
});

/** A day of which we missed the morning, and an outage. */
const pieced = (queues: readonly Queue[]): QueueTallies[] =>
  queues.map(tallyOf).map((row, at) => ({
    ...row,
    today: { ...row.today, rebuilt: 40 + at, others: { ...row.today.others, unknown: at === 0 ? 2 : 0 } },
  }));

const calm = { ...statistics(calmQueues), colleagues: staffed, board: defaultBoard };
const busy = { ...statistics(busyQueues), colleagues: staffed, board: defaultBoard };

/** Moments of the wall display that are checked and photographed. */
export const wallScenes: Readonly<Record<string, Partial<Published>>> = {
  calm,
  busy,
  pieced: { ...busy, tallies: pieced(busyQueues) },
  gaps: {
    ...busy,
    tallies: pieced(busyQueues),
    completeness: {
      since: now - 14 * 3_600_000,
      gaps: [
        { from: now - 14 * 3_600_000, to: now - 6 * 3_600_000, filled: false },
        { from: now - 7_200_000, to: now - 7_000_000, filled: true },
        { from: now - 120_000, to: now - 60_000, filled: true },
      ],
    },
  },
  many: { ...statistics(manyQueues), tallies: pieced(manyQueues), colleagues: staffed, board: defaultBoard },
  "nothing-yet": { queues: [], tallies: [], quarters: [], colleagues: [] },
  fading: lost(17_000),
  dead: lost(185_000),
};

export const wallSizes = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
];
