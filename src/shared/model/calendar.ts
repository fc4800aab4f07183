import type { Instant } from "./ids.ts";

const minuteMs = 60_000;

/** A calendar day of a time zone: 23, 24 or 25 hours long. */
export interface Day {
  /** YYYY-MM-DD. */
  readonly date: string;
  readonly startsAt: Instant;
  /** The next day's start. */
  readonly endsAt: Instant;
}

/** The day in which this instant lies; `timeZone` is an IANA name. */
export function dayAt(instant: Instant, timeZone: string): Day {
  const { date } = wallClock(instant, timeZone);
  return { date, startsAt: startOf(date, timeZone), endsAt: startOf(shifted(date, 1), timeZone) };
}

/** The day that many days later, or earlier where negative. */
export function dayAfter({ date }: Day, days: number, timeZone: string): Day {
  const other = shifted(date, days);
  return { date: other, startsAt: startOf(other, timeZone), endsAt: startOf(shifted(other, 1), timeZone) };
}

/** The quarter hour of the wall clock: 0 is the one that begins at midnight. */
export const quarterOfDay = (instant: Instant, timeZone: string): number =>
  Math.floor(wallClock(instant, timeZone).minutes / 15);

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    dateStyle: "short",
    timeStyle: "short",
  });
  formats.set(timeZone, format);
  return format;
}

/** Swedish dates are ISO 8601: "2026-03-29 14:05". */
function wallClock(instant: Instant, timeZone: string): { readonly date: string; readonly minutes: number } {
  const [date = "", time = ""] = formatOf(timeZone).format(instant).split(" ");
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return { date, minutes: hours * 60 + minutes };
}

const utcMidnight = (date: string): Instant => Date.parse(`${date}T00:00:00Z`);
const shifted = (date: string, days: number): string =>
  new Date(utcMidnight(date) + days * 24 * 60 * minuteMs).toISOString().slice(0, 10);

/** The offset holds at an instant that only the offset tells; and a day may begin at 01:00, where clocks go forward at midnight. */
function startOf(date: string, timeZone: string): Instant {
  const midnight = utcMidnight(date);
  const offset = (at: Instant) => {
    const local = wallClock(at, timeZone);
    return utcMidnight(local.date) + local.minutes * minuteMs - Math.floor(at / minuteMs) * minuteMs;
  };
  const first = midnight - offset(midnight);
  const second = midnight - offset(first);
  const inDay = [first, second].filter((at) => wallClock(at, timeZone).date === date);
  return Math.min(...(inDay.length > 0 ? inDay : [second]));
}
