import { type Day, dayAfter, dayAt } from "../../shared/model/calendar.ts";
import type { Span } from "../../shared/model/explanation.ts";
import type { Instant } from "../../shared/model/ids.ts";

const minuteMs = 60_000;

/** The visits of a span are those that started in [from, to); days and weeks are the time zone's. */
export function spanAt(
  span: Span,
  now: Instant,
  timeZone: string,
): { readonly from: Instant; readonly to: Instant } {
  const last = (minutes: number) => ({ from: now - minutes * minuteMs + 1, to: now + 1 });
  const today = dayAt(now, timeZone);
  switch (span) {
    case "last15Minutes":
      return last(15);
    case "last30Minutes":
      return last(30);
    case "last60Minutes":
      return last(60);
    case "today":
      return { from: today.startsAt, to: today.endsAt };
    case "thisWeek":
      return { from: dayAfter(today, -daysSinceMonday(today), timeZone).startsAt, to: today.endsAt };
    default:
      return span satisfies never;
  }
}

const daysSinceMonday = ({ date }: Day) => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
