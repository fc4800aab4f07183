import type { QueueQuarters } from "../../../shared/model/visits.ts";

/** The calls of the chosen queues, from the first quarter hour that has any to the last, whole hours. */
export interface Course {
  /** The first quarter's index in the day. */
  readonly first: number;
  readonly today: readonly number[];
  /** null: nothing is known of that day. */
  readonly lastWeek: readonly number[] | null;
}

const quartersPerHour = 4;
/** What is always shown: an ordinary working day, 8:00 to 18:00. */
const working = { first: 8 * quartersPerHour, end: 18 * quartersPerHour };

export function courseOf(queues: readonly QueueQuarters[]): Course {
  const today = sums(queues.map((queue) => queue.today));
  const known = queues.flatMap(({ lastWeek }) => (lastWeek ? [lastWeek] : []));
  const lastWeek = known.length > 0 ? sums(known) : null;
  const busy = today.flatMap((calls, at) => (calls > 0 || (lastWeek?.[at] ?? 0) > 0 ? [at] : []));
  const first = Math.min(working.first, busy[0] ?? working.first);
  const end = Math.max(working.end, (busy.at(-1) ?? 0) + 1);
  const from = Math.floor(first / quartersPerHour) * quartersPerHour;
  const to = Math.ceil(end / quartersPerHour) * quartersPerHour;
  return { first: from, today: today.slice(from, to), lastWeek: lastWeek?.slice(from, to) ?? null };
}

/** The quarter of the day by this machine's wall clock. */
export function quarterAt(now: number): number {
  const time = new Date(now);
  return time.getHours() * quartersPerHour + Math.floor(time.getMinutes() / 15);
}

/** "8:00" for a quarter that begins an hour. */
export const quarterText = (quarter: number): string =>
  `${Math.floor(quarter / quartersPerHour)}:${String((quarter % quartersPerHour) * 15).padStart(2, "0")}`;

function sums(days: readonly (readonly number[])[]): readonly number[] {
  return Array.from({ length: 96 }, (_, at) => days.reduce((sum, day) => sum + (day[at] ?? 0), 0));
}
