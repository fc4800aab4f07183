import { type Day, quarterOfDay } from "../../shared/model/calendar.ts";
import type { Instant } from "../../shared/model/ids.ts";

const quarterMs = 15 * 60_000;
const quartersPerDay = 96;

/**
 * Counts how many visits of this day started in each quarter hour of the wall clock. When clocks go back the doubled hour counts in
 * its quarters together, when they go forward the skipped ones stay empty: so every day has 96, and days can be laid over each other.
 */
export function quarterCounter(day: Day, timeZone: string): (entries: readonly Instant[]) => number[] {
  const passing = Math.ceil((day.endsAt - day.startsAt) / quarterMs);
  const slots = Array.from({ length: passing }, (_, index) =>
    quarterOfDay(day.startsAt + index * quarterMs, timeZone),
  );
  return (entries) => {
    const counts = new Array<number>(quartersPerDay).fill(0);
    for (const enteredAt of entries) {
      const slot = slots[Math.floor((enteredAt - day.startsAt) / quarterMs)];
      if (slot !== undefined) counts[slot] = (counts[slot] ?? 0) + 1;
    }
    return counts;
  };
}
