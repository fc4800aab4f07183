import { type Language, message } from "../../../shared/messages/message.ts";
import type { HistoryEntry } from "../../../shared/model/history.ts";

export const historyFilters = ["all", "incoming", "outgoing", "missed"] as const;
export type HistoryFilter = (typeof historyFilters)[number];

/** Whether a call is among those that are asked for; a missed call is an incoming one too. */
export function passes(filter: HistoryFilter, entry: HistoryEntry): boolean {
  switch (filter) {
    case "all":
      return true;
    case "incoming":
    case "outgoing":
      return entry.direction === filter;
    case "missed":
      return entry.outcome === "missed";
  }
}

/** How a call went, in a word or two: "Missed", "Incoming", "Outgoing, no answer". */
export function outcomeText(language: Language, { direction, outcome, endedBy }: HistoryEntry): string {
  switch (outcome) {
    case "talked":
      return message(language, `history.${direction}`);
    case "missed":
    case "declined":
      return message(language, `history.${outcome}`);
    case "unanswered":
      return message(language, endedBy === "busy" ? "history.busy" : "history.unanswered");
  }
}

/** What became of a missed call, or that a conversation was put through to somebody; null: nothing of note. */
export function sequelText(language: Language, entry: HistoryEntry): string | null {
  const { missedBecause, answeredBy, outcome, endedBy } = entry;
  if (missedBecause === "answered-by-colleague" && answeredBy !== null)
    return message(language, "history.answered-by", { name: answeredBy });
  if (missedBecause !== null) return message(language, `history.${missedBecause}`);
  return outcome === "talked" && endedBy === "transferred" ? message(language, "history.transferred") : null;
}

/** Who ended a conversation, as seen from here. */
export function endText(language: Language, { direction, endedBy }: HistoryEntry): string {
  switch (endedBy) {
    case "caller":
    case "called": {
      const here = (endedBy === "caller") === (direction === "outgoing");
      return message(language, here ? "history.ended.here" : "history.ended.there");
    }
    case "busy":
    case "transferred":
    case "unknown":
      return message(language, `history.ended.${endedBy}`);
  }
}

/** How many of these calls each number has. */
export function callsByNumber(entries: readonly HistoryEntry[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { party } of entries)
    if (party.number !== null) counts.set(party.number, (counts.get(party.number) ?? 0) + 1);
  return counts;
}
