import type { PastRecords } from "../core-api/call-records.ts";
import type { Company } from "../pbx/company.ts";
import { seededRandom } from "../pbx/random.ts";
import type { Customer } from "./customers.ts";
import { pastDay } from "./past-day.ts";

const days = 7;
const dayMs = 24 * 60 * 60_000;
const opensAtHour = 8;
/** From Sunday on. Nobody is turned away in the weekend: whoever looks at the demo then wants to see something too. */
const callsOfWeekday = [90, 620, 620, 620, 620, 620, 240] as const;

/**
 * The calls of the seven days before `now`, and of the same day until then. A day is made when it is first asked for; the same
 * seed, company and day give the same calls.
 */
export function lastWeek(options: {
  readonly company: Company;
  readonly customers: readonly Customer[];
  readonly seed: number;
  readonly now: number;
}): PastRecords {
  const { company, customers, seed, now } = options;
  // Queues are joined and left later on; the past stays as it was.
  const members = new Map(
    [...company.queues.values()].map((queue) => [
      queue.id,
      [...queue.members.keys()].flatMap((userId) => company.users.get(userId) ?? []),
    ]),
  );
  const today = new Date(now).setHours(0, 0, 0, 0);
  const known = new Map<number, ReturnType<PastRecords>>();

  const make = (midnight: number) => {
    const number = Math.round(midnight / dayMs);
    const random = seededRandom(seed + number * 7_919);
    const calls = callsOfWeekday[new Date(midnight).getDay()] ?? 0;
    const made = pastDay({
      company,
      members,
      customers,
      random,
      id: number.toString(36),
      opensAt: new Date(midnight).setHours(opensAtHour),
      calls: Math.round(calls * (0.9 + random.next() * 0.2)),
    });
    const over = made.calls.filter(({ parentId, endedAt }) => parentId === null && (endedAt ?? now) < now);
    const ids = new Set(over.map(({ id }) => id));
    return {
      calls: made.calls.filter(({ id, parentId }) => ids.has(parentId ?? id)),
      visits: made.visits.filter(({ call }) => ids.has(call.id)),
    };
  };

  return (day) => {
    const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? [];
    const midnight = new Date(Number(year), Number(month) - 1, Number(date)).getTime();
    const age = Math.round((today - midnight) / dayMs);
    if (!(age >= 0 && age <= days)) return { calls: [], visits: [] };
    const made = known.get(midnight) ?? make(midnight);
    known.set(midnight, made);
    return made;
  };
}
