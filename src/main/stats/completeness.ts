import type { Day } from "../../shared/model/calendar.ts";
import type { Completeness } from "../../shared/model/completeness.ts";
import type { Instant } from "../../shared/model/ids.ts";
import type { Listened } from "../store/listened.ts";

/** What lies of this day, up to now, between the times at which the core was listened to. `live`: it is being listened to. */
export function completenessOf(
  day: Pick<Day, "startsAt">,
  now: Instant,
  listened: readonly Listened[],
  live: boolean,
): Completeness {
  const gaps: Completeness["gaps"][number][] = [];
  let heardUntil = day.startsAt;
  for (const { from, until, filled } of listened) {
    if (from > heardUntil) gaps.push({ from: heardUntil, to: from, filled });
    heardUntil = Math.max(heardUntil, until);
  }
  if (!live && heardUntil < now) gaps.push({ from: heardUntil, to: null, filled: false });
  return { since: day.startsAt, gaps };
}
