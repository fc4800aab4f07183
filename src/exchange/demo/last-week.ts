import { noPast, type PastRecords } from "../core-api/call-records.ts";
import { localTime } from "../core-api/files.ts";
import type { Company, User } from "../pbx/company.ts";
import { seededRandom } from "../pbx/random.ts";
import { type Customer, occasionalCustomers } from "./customers.ts";
import { pastDay } from "./past-day.ts";

const days = 7;
const dayMs = 24 * 60 * 60_000;
const opensAtHour = 8;
/** Whoever looks at the demo early wants to see something of today too: then the day began earlier. */
const openForMs = 3 * 60 * 60_000;
/** From Sunday on. Nobody is turned away in the weekend: whoever looks at the demo then wants to see something too. */
const callsOfWeekday = [90, 620, 620, 620, 620, 620, 240] as const;

/**
 * The calls of the seven days before `now`, and of the same day until then. A day is made when it is first asked for; the same
 * seed, company and day give the same calls.
 */
export function lastWeek(options: {
  readonly company: Company;
  /** Those who call again; others called before. */
  readonly customers: readonly Customer[];
  readonly operator: User;
  readonly seed: number;
  readonly now: number;
}): PastRecords {
  const { company, operator, seed, now } = options;
  const customers = [...options.customers, ...occasionalCustomers(seededRandom(seed))];
  // Queues are joined and left later on; the past stays as it was.
  const members = new Map(
    [...company.queues.values()].map((queue) => [
      queue.id,
      [...queue.members.keys()].flatMap((userId) => company.users.get(userId) ?? []),
    ]),
  );
  const midnights = new Map(
    Array.from({ length: days + 1 }, (_, age) => {
      const today = new Date(now);
      const midnight = new Date(today.getFullYear(), today.getMonth(), today.getDate() - age).getTime();
      return [localTime(midnight).slice(0, 10), midnight];
    }),
  );
  const known = new Map<string, ReturnType<PastRecords["of"]>>();

  const make = (midnight: number) => {
    const number = Math.round(midnight / dayMs);
    const random = seededRandom(seed + number * 7_919);
    const calls = callsOfWeekday[new Date(midnight).getDay()] ?? 0;
    const made = pastDay({
      company,
      members,
      customers,
      operator,
      random,
      number,
      opensAt: opensAt(midnight, now),
      calls: Math.round(calls * (0.9 + random.next() * 0.2)),
    });
    const over = made.calls.filter(({ parentId, endedAt }) => parentId === null && (endedAt ?? now) < now);
    const ids = new Set(over.map(({ id }) => id));
    return {
      calls: made.calls.filter(({ id, parentId }) => ids.has(parentId ?? id)),
      visits: made.visits.filter(({ call }) => ids.has(call.id)),
      callSteps: made.callSteps.filter(({ callId }) => ids.has(callId)),
    };
  };

  return {
    days: [...midnights.keys()],
    of(day) {
      const midnight = midnights.get(day);
      if (midnight === undefined) return noPast.of(day);
      const made = known.get(day) ?? make(midnight);
      known.set(day, made);
      return made;
    },
  };
}

function opensAt(midnight: number, now: number): number {
  const usual = new Date(midnight).setHours(opensAtHour);
  return Math.max(midnight, Math.min(usual, now - openForMs));
}
