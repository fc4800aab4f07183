import type { Language } from "../../../shared/messages/message.ts";
import {
  type Alarm,
  alarmAbove,
  alarmBelow,
  type Board,
  byAlarm,
  worstAlarm,
} from "../../../shared/model/board.ts";
import { type Colleague, type Presence, presenceOf } from "../../../shared/model/colleague.ts";
import type { Queue } from "../../../shared/model/queue.ts";
import {
  combine,
  type QueueTallies,
  ratesOf,
  type ServiceLevelFormula,
  type Tally,
} from "../../../shared/model/visits.ts";

/** The figures of one queue, or of all that the board shows. */
export interface Figures {
  readonly waiting: number;
  readonly oldestWaitingSince: number | null;
  readonly today: Tally;
  /** Of 1; null: no call yet that it could be said of. */
  readonly serviceLevel: number | null;
  readonly agentsFree: number;
  readonly agentsLoggedIn: number;
}

export interface QueueFigures extends Figures {
  readonly queueId: Queue["queueId"];
  readonly name: string;
}

export interface BoardFigures {
  /** By name. */
  readonly queues: readonly QueueFigures[];
  readonly total: Figures;
  /** The queue of the longest wait; null: nobody waits. */
  readonly longest: QueueFigures | null;
  /** When an answer was in time; null where the queues differ. */
  readonly serviceLevelMs: number | null;
  /** Who is logged in, by name; a person in two queues once. */
  readonly agents: readonly Colleague[];
  readonly agentStates: ReadonlyMap<Presence, number>;
}

export function boardFigures(
  from: {
    readonly board: Board;
    readonly queues: ReadonlyMap<string, Queue>;
    readonly colleagues: ReadonlyMap<string, Colleague>;
    readonly tallies: ReadonlyMap<string, QueueTallies>;
  },
  language: Language,
): BoardFigures {
  const chosen = new Set<string>(from.board.queueIds ?? from.queues.keys());
  const formula = from.board.serviceLevelFormula;
  const byName = new Intl.Collator(language).compare;
  const queues = [...from.queues.values()]
    .filter(({ queueId }) => chosen.has(queueId))
    .sort((one, other) => byName(one.name, other.name))
    .map((queue) => ({ ...queue, ...todayOf([from.tallies.get(queue.queueId)?.today], formula) }));
  const agents = [...from.colleagues.values()]
    .filter((one) => presenceOf(one) !== "logged-out" && one.queueIds.some((queueId) => chosen.has(queueId)))
    .sort((one, other) => byName(one.name, other.name));
  const agentStates = new Map<Presence, number>();
  for (const agent of agents) {
    const presence = presenceOf(agent);
    agentStates.set(presence, (agentStates.get(presence) ?? 0) + 1);
  }
  const longest = queues.reduce<QueueFigures | null>(longerWaiting, null);
  const limits = new Set(queues.flatMap(({ queueId }) => from.tallies.get(queueId)?.serviceLevelMs ?? []));
  return {
    queues,
    longest,
    agents,
    agentStates,
    serviceLevelMs: limits.size === 1 ? ([...limits][0] ?? null) : null,
    total: {
      waiting: queues.reduce((sum, { waiting }) => sum + waiting, 0),
      oldestWaitingSince: longest?.oldestWaitingSince ?? null,
      ...todayOf(
        queues.map(({ today }) => today),
        formula,
      ),
      agentsFree: agentStates.get("free") ?? 0,
      agentsLoggedIn: agents.length,
    },
  };
}

function todayOf(
  tallies: readonly (Tally | undefined)[],
  formula: ServiceLevelFormula,
): Pick<Figures, "today" | "serviceLevel"> {
  const today = combine(tallies.filter((tally) => tally !== undefined));
  return { today, serviceLevel: ratesOf(today, formula).serviceLevel };
}

function longerWaiting(longest: QueueFigures | null, queue: QueueFigures): QueueFigures | null {
  if (queue.oldestWaitingSince === null) return longest;
  const earlier = longest?.oldestWaitingSince ?? Number.POSITIVE_INFINITY;
  return queue.oldestWaitingSince < earlier ? queue : longest;
}

export const waitingAlarm = (figures: Figures, board: Board): Alarm =>
  alarmAbove(figures.waiting, board.waitingLimits);

/** Callers whom nobody is there to answer are an alarm at once. */
export function longestWaitAlarm(queue: Figures | null, board: Board, now: number): Alarm {
  if (queue === null || queue.oldestWaitingSince === null) return "calm";
  if (queue.agentsLoggedIn === 0) return "red";
  return alarmAbove(now - queue.oldestWaitingSince, board.longestWaitLimitsMs);
}

export const serviceLevelAlarm = (figures: Figures, board: Board): Alarm =>
  alarmBelow(figures.serviceLevel, board.serviceLevelLimits);

export const queueAlarm = (queue: Figures, board: Board, now: number): Alarm =>
  worstAlarm([
    waitingAlarm(queue, board),
    longestWaitAlarm(queue, board, now),
    serviceLevelAlarm(queue, board),
  ]);

/** The ids and alarms of the queues, the worst first, then by name. A text, so that the clock draws only what changed. */
export function alarmOrder(queues: readonly QueueFigures[], board: Board, now: number): string {
  return queues
    .map((queue, index) => ({ index, alarm: queueAlarm(queue, board, now) }))
    .sort((one, other) => byAlarm(one.alarm, other.alarm) || one.index - other.index)
    .map(({ index, alarm }) => `${index} ${alarm}`)
    .join(",");
}

export function readAlarmOrder(order: string): readonly { readonly index: number; readonly alarm: Alarm }[] {
  if (order === "") return [];
  return order.split(",").map((entry) => {
    const [index = "", alarm = ""] = entry.split(" ");
    return { index: Number(index), alarm: alarm as Alarm };
  });
}
