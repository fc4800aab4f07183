import { type Alarm, alarmAbove, alarmBelow, defaultBoard, worstAlarm } from "../../../shared/model/board.ts";
import type { Caller, LiveCall } from "../../../shared/model/calls.ts";
import type { UserId } from "../../../shared/model/ids.ts";
import type { Party } from "../../../shared/model/party.ts";
import type { Queue } from "../../../shared/model/queue.ts";
import { combine, type QueueTallies, type Rates, ratesOf, type Tally } from "../../../shared/model/visits.ts";

const { waitingLimits, longestWaitLimitsMs, serviceLevelLimits } = defaultBoard;

/** What several queues together tell of now and of today. */
export interface QueueFigures {
  readonly waiting: number;
  /** The queue of the longest wait; null: nobody waits. */
  readonly longest: Queue | null;
  readonly today: Tally;
  readonly rates: Rates;
}

export function figuresOf(
  queues: readonly Queue[],
  tallies: ReadonlyMap<string, QueueTallies>,
): QueueFigures {
  const today = combine(queues.flatMap(({ queueId }) => tallies.get(queueId)?.today ?? []));
  return {
    waiting: queues.reduce((sum, queue) => sum + queue.waiting, 0),
    longest: queues.reduce<Queue | null>(longerWaiting, null),
    today,
    rates: ratesOf(today),
  };
}

function longerWaiting(longest: Queue | null, queue: Queue): Queue | null {
  if (queue.oldestWaitingSince === null) return longest;
  return queue.oldestWaitingSince < (longest?.oldestWaitingSince ?? Number.POSITIVE_INFINITY)
    ? queue
    : longest;
}

/** Callers whom nobody is there to answer are an alarm at once. */
const unservedAlarm = ({ waiting, agentsLoggedIn }: Queue): Alarm =>
  waiting > 0 && agentsLoggedIn === 0 ? "red" : "calm";

export const waitingAlarm = (waiting: number): Alarm => alarmAbove(waiting, waitingLimits);

export const queueWaitingAlarm = (queue: Queue): Alarm =>
  worstAlarm([waitingAlarm(queue.waiting), unservedAlarm(queue)]);

export function longestWaitAlarm(queue: Queue | null, now: number): Alarm {
  if (queue === null || queue.oldestWaitingSince === null) return "calm";
  return worstAlarm([waitAlarm(queue.oldestWaitingSince, now), unservedAlarm(queue)]);
}

export const waitAlarm = (since: number, now: number): Alarm => alarmAbove(now - since, longestWaitLimitsMs);

/** `serviceLevel` is of 1. */
export const serviceLevelAlarm = (serviceLevel: number | null): Alarm =>
  alarmBelow(serviceLevel, serviceLevelLimits);

/** One who waits in a queue. */
export interface WaitingCaller {
  readonly id: string;
  readonly party: Party;
  readonly since: number;
  readonly queueName: string;
  readonly dialled: Caller["dialled"];
  readonly offeredTo: readonly UserId[];
  /** What can be taken or answered; null in a queue that is not mine. */
  readonly caller: Caller | null;
}

/** Who waits in the chosen queue, or in all of mine where none is chosen; the longest first. */
export function waitingCallers(
  chosen: Queue | null,
  callers: readonly Caller[],
  liveCalls: ReadonlyMap<string, LiveCall>,
): readonly WaitingCaller[] {
  const found =
    chosen && chosen.myPriority === null
      ? [...liveCalls.values()].flatMap((call) => waitingElsewhere(call, chosen))
      : callers.flatMap((caller) => waitingForUs(caller, chosen));
  return found.sort((one, other) => one.since - other.since);
}

function waitingForUs(caller: Caller, chosen: Queue | null): readonly WaitingCaller[] {
  const { callerId: id, party, since, queue, dialled, offeredTo } = caller;
  if (!queue || caller.state === "returned" || (chosen && queue.queueId !== chosen.queueId)) return [];
  return [{ id, party, since, queueName: queue.name, dialled, offeredTo, caller }];
}

function waitingElsewhere(call: LiveCall, { queueId, name }: Queue): readonly WaitingCaller[] {
  const { callId: id, from: party, since, dialled } = call;
  if (call.state !== "waiting" || call.queue?.queueId !== queueId) return [];
  return [{ id, party, since, queueName: name, dialled, offeredTo: [], caller: null }];
}
