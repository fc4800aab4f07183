import { z } from "zod";
import { QueueId } from "./ids.ts";
import { ServiceLevelFormula } from "./visits.ts";

/** From beyond the first limit on a figure is amber, from beyond the second on red. */
const limits = <S extends z.ZodType<number>>(figure: S) =>
  z.object({ amber: figure, red: figure }).readonly();

/** What a wall display shows, and from when on a figure is alarming. */
export const Board = z
  .object({
    /** Empty: the name of the company. */
    title: z.string().trim().max(60),
    theme: z.enum(["dark", "light"]),
    /** null: every queue, also those to come. */
    queueIds: z.array(QueueId).min(1).max(1000).readonly().nullable(),
    /** Callers waiting: alarming above. */
    waitingLimits: limits(z.int().min(0).max(999)),
    /** The longest wait: alarming above. */
    longestWaitLimitsMs: limits(z.int().min(0).max(3_600_000)),
    /** Service level in percent: alarming below. */
    serviceLevelLimits: limits(z.int().min(0).max(100)),
    serviceLevelFormula: ServiceLevelFormula,
  })
  .readonly();
export type Board = z.infer<typeof Board>;
export type Limits = Board["waitingLimits"];

/** The board of a company that has set up none. */
export const defaultBoard: Board = {
  title: "",
  theme: "dark",
  queueIds: null,
  waitingLimits: { amber: 2, red: 5 },
  longestWaitLimitsMs: { amber: 60_000, red: 120_000 },
  serviceLevelLimits: { amber: 80, red: 60 },
  serviceLevelFormula: "default",
};

/** Whether red lies beyond amber wherever both are given: with the two swapped, amber would never be seen. */
export function limitsAreInOrder(board: { readonly [N in keyof Board]?: Board[N] | undefined }): boolean {
  const { waitingLimits, longestWaitLimitsMs, serviceLevelLimits } = board;
  return (
    [waitingLimits, longestWaitLimitsMs].every((pair) => !pair || pair.amber < pair.red) &&
    (!serviceLevelLimits || serviceLevelLimits.red < serviceLevelLimits.amber)
  );
}

export type Alarm = "calm" | "amber" | "red";

/** For a figure that is bad when high; null: there is none, which alarms nobody. */
export function alarmAbove(figure: number | null, { amber, red }: Limits): Alarm {
  if (figure === null || figure <= amber) return "calm";
  return figure > red ? "red" : "amber";
}

/** For a share, of 1, that is bad when low; limits are in percent. null: there is none, which alarms nobody. */
export function alarmBelow(share: number | null, { amber, red }: Limits): Alarm {
  // The limit is divided, not the share multiplied: equal quotients are equal numbers, equal products need not be.
  if (share === null || share >= amber / 100) return "calm";
  return share < red / 100 ? "red" : "amber";
}

const severity: Readonly<Record<Alarm, number>> = { calm: 0, amber: 1, red: 2 };

export const worstAlarm = (alarms: readonly Alarm[]): Alarm =>
  alarms.reduce((worst, one) => (severity[one] > severity[worst] ? one : worst), "calm");

/** Sorts the worst first. */
export const byAlarm = (one: Alarm, other: Alarm): number => severity[other] - severity[one];
