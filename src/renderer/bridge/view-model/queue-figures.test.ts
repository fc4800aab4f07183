import { expect, test } from "vitest";
import type { LiveCall } from "../../../shared/model/calls.ts";
import { CallerId, CallId, QueueId } from "../../../shared/model/ids.ts";
import type { Queue } from "../../../shared/model/queue.ts";
import { emptyTally, type QueueTallies, type Tally } from "../../../shared/model/visits.ts";
import {
  figuresOf,
  longestWaitAlarm,
  queueWaitingAlarm,
  serviceLevelAlarm,
  waitingCallers,
} from "./queue-figures.ts";

const now = 1_000_000;

const queue = (id: string, rest: Partial<Queue> = {}): Queue => ({
  queueId: QueueId.parse(id),
  name: id,
  waiting: 0,
  oldestWaitingSince: null,
  agentsLoggedIn: 2,
  agentsFree: 1,
  autoAnswer: false,
  myPriority: 1,
  ...rest,
});

const tallies = (sums: Readonly<Record<string, Partial<Tally>>>): ReadonlyMap<string, QueueTallies> =>
  new Map(
    Object.entries(sums).map(([id, sum]) => [
      id,
      {
        queueId: QueueId.parse(id),
        serviceLevelMs: 20_000,
        today: { ...emptyTally, ...sum },
        last15Minutes: emptyTally,
        last30Minutes: emptyTally,
        last60Minutes: emptyTally,
      },
    ]),
  );

const hidden = { kind: "hidden", name: null, number: null, displayNumber: null, userId: null } as const;

test("rates of several queues are those of their sums, not a mean of rates", () => {
  const { rates } = figuresOf(
    [queue("small"), queue("large")],
    tallies({
      small: { offered: 2, answered: 0, answeredInTime: 0, abandoned: 2 },
      large: { offered: 98, answered: 98, answeredInTime: 98, answeredWaitMs: 980_000 },
      elsewhere: { offered: 1_000 },
    }),
  );
  expect(rates).toMatchObject({ serviceLevel: 0.98, abandonRate: 0.02, answerSpeedMs: 10_000 });
});

test("of queues without a call today nothing can be said", () => {
  const { rates, longest } = figuresOf([queue("a")], new Map());
  expect(longest).toBe(null);
  expect(rates).toMatchObject({ serviceLevel: null, abandonRate: null, answerSpeedMs: null });
  expect(serviceLevelAlarm(rates.serviceLevel)).toBe("calm");
});

test("the longest wait is that of the oldest caller, whose queue is named", () => {
  const { longest, waiting } = figuresOf(
    [
      queue("a", { waiting: 1, oldestWaitingSince: now - 5_000 }),
      queue("b", { waiting: 2, oldestWaitingSince: now - 70_000 }),
      queue("c"),
    ],
    new Map(),
  );
  expect([longest?.name, waiting]).toEqual(["b", 3]);
  expect(longestWaitAlarm(longest, now)).toBe("amber");
  expect(longestWaitAlarm(longest, now + 60_000)).toBe("red");
});

test("callers whom nobody is there to answer are an alarm at once", () => {
  const unserved = queue("a", { waiting: 1, oldestWaitingSince: now, agentsLoggedIn: 0, agentsFree: 0 });
  expect([queueWaitingAlarm(unserved), longestWaitAlarm(unserved, now)]).toEqual(["red", "red"]);
  expect(queueWaitingAlarm({ ...unserved, waiting: 0 })).toBe("calm");
});

test("in a queue that is not mine one sees who waits, but can take nobody", () => {
  const other = queue("other", { myPriority: null });
  const call: LiveCall = {
    callId: CallId.parse("c"),
    from: hidden,
    to: hidden,
    state: "waiting",
    since: now,
    queue: { queueId: other.queueId, name: "other" },
    dialled: null,
  };
  const live = new Map<string, LiveCall>([
    ["c", call],
    ["d", { ...call, state: "talking" }],
  ]);
  expect(waitingCallers(other, [], live)).toMatchObject([{ id: "c", queueName: "other", caller: null }]);
  expect(waitingCallers(null, [], live)).toEqual([]);
});

test("who came back from a colleague waits in no queue; the others are shown by their time of coming", () => {
  const caller = {
    party: hidden,
    queue: { queueId: QueueId.parse("a"), name: "a" },
    dialled: null,
    phoneCallId: null,
    returned: null,
    offeredTo: [],
    before: [],
  };
  const callers = [
    { ...caller, callerId: CallerId.parse("back"), state: "returned" as const, since: 1 },
    { ...caller, callerId: CallerId.parse("rings"), state: "ringing" as const, since: 3 },
    { ...caller, callerId: CallerId.parse("waits"), state: "waiting" as const, since: 2 },
  ];
  expect(waitingCallers(null, callers, new Map()).map(({ id }) => id)).toEqual(["waits", "rings"]);
  expect(waitingCallers(queue("b"), callers, new Map())).toEqual([]);
});
