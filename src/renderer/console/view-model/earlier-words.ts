import { momentText } from "../../../shared/messages/formats.ts";
import { type Language, message } from "../../../shared/messages/message.ts";
import type { EarlierCall } from "../../../shared/model/history.ts";

/** At this many earlier calls main stops counting. */
const most = 5;

/** "2 earlier calls"; from five on it is not known how many. */
export function earlierCountText(language: Language, before: readonly EarlierCall[]): string {
  const count = before.length;
  return message(language, count < most ? "earlier.calls" : "earlier.calls.at-least", { count });
}

/** The same in little room: "2× before". */
export function earlierTimesText(language: Language, before: readonly EarlierCall[]): string {
  const count = before.length;
  return message(language, count < most ? "earlier.times" : "earlier.times.at-least", { count });
}

/** When the call was, and with whom or what became of it: "yesterday 13:20 with Eva Mulder". */
export function earlierCallText(language: Language, call: EarlierCall, now: number): string {
  const moment = momentText(language, call.at, now);
  if (call.colleagueName !== null)
    return message(language, "earlier.with", { moment, name: call.colleagueName });
  if (call.outcome === "unknown") return moment;
  return `${moment}, ${message(language, `earlier.${call.outcome}`)}`;
}

/** The newest thing that was written of this caller; null: nothing. */
export function newestNote(before: readonly EarlierCall[]): string | null {
  return before.find(({ note }) => note !== "")?.note ?? null;
}
