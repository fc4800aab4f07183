import type { Language } from "./message.ts";

/** `0:07`, `12:40`, `1:02:03`: whole seconds, rounded down; never negative. */
export function durationText(durationMs: number): string {
  const seconds = Math.max(0, Math.floor(durationMs / 1000));
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** What is left of a countdown: rounded up, so that it reads 0:00 only when it is over. */
export function remainingText(remainingMs: number): string {
  return durationText(Math.ceil(Math.max(0, remainingMs) / 1000) * 1000);
}

/** An age in words, in its largest whole unit: "12 seconds", "1 uur"; short: "12 sec". */
export function ageText(language: Language, ageMs: number, unitDisplay: "long" | "short" = "long"): string {
  const seconds = Math.max(0, Math.floor(ageMs / 1000));
  const [value, unit] =
    seconds < 60
      ? ([seconds, "second"] as const)
      : seconds < 3600
        ? ([Math.floor(seconds / 60), "minute"] as const)
        : ([Math.floor(seconds / 3600), "hour"] as const);
  return numbers(language, { style: "unit", unit, unitDisplay }).format(value);
}

/** The time of day with seconds, in this machine's time zone unless another is named. */
export function timeText(language: Language, instant: number, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  return dates(language, { timeStyle: "medium", ...zone }).format(instant);
}

/** The time of day to the minute, in this machine's time zone: "14:03". */
export function clockText(language: Language, instant: number): string {
  return dates(language, { timeStyle: "short" }).format(instant);
}

/** When something was, as short as it is clear: "today 14:03", "yesterday 16:40", "Tuesday 09:14", "9 Nov, 16:40". */
export function momentText(language: Language, instant: number, now: number): string {
  const days = Math.round(
    (new Date(now).setHours(0, 0, 0, 0) - new Date(instant).setHours(0, 0, 0, 0)) / dayMs,
  );
  const time = clockText(language, instant);
  if (days < 2)
    return `${new Intl.RelativeTimeFormat(locale(language), { numeric: "auto" }).format(-days, "day")} ${time}`;
  if (days < 7) return `${weekdayText(language, instant)} ${time}`;
  const date = dates(language, { day: "numeric", month: "short" }).format(instant);
  return `${date}, ${time}`;
}

const dayMs = 86_400_000;

/** "Monday 23 November". */
export function dateText(language: Language, instant: number): string {
  return dates(language, { weekday: "long", day: "numeric", month: "long" }).format(instant);
}

export function weekdayText(language: Language, instant: number): string {
  return dates(language, { weekday: "long" }).format(instant);
}

const locale = (language: Language): string => (language === "en" ? "en-GB" : language);

const dates = kept((tag, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, options));
const numbers = kept((tag, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(tag, options));

/**
 * To make a formatter costs far more than to use it, and a wall of figures uses them all the time. One that was made knows the time
 * zone of then: where the machine's own has changed since, another is made.
 */
function kept<Options, Formatter>(make: (tag: string, options: Options) => Formatter) {
  const made = new Map<string, Formatter>();
  return (language: Language, options: Options): Formatter => {
    const key = `${language} ${new Date().getTimezoneOffset()} ${JSON.stringify(options)}`;
    const formatter = made.get(key) ?? make(locale(language), options);
    made.set(key, formatter);
    return formatter;
  };
}

/** A number as the language writes it: "1,200". */
export const countText = (language: Language, count: number): string => numbers(language, {}).format(count);

/** Names in a row: "Sales, Support and Finance". */
export function listText(language: Language, items: readonly string[]): string {
  return new Intl.ListFormat(language, { type: "conjunction", style: "long" }).format(items);
}

/** A share of 1 as a percentage, rounded down to whole percents unless more digits are asked for: "86%". */
export const percentText = (language: Language, share: number, fractionDigits = 0): string =>
  numbers(language, {
    style: "percent",
    minimumFractionDigits: fractionDigits,
    maximumFractionDigits: fractionDigits,
    roundingMode: "floor",
  }).format(share);
