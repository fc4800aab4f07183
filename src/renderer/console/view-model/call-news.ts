import { type Language, message } from "../../../shared/messages/message.ts";
import type { Caller, OwnCall } from "../../../shared/model/calls.ts";
import type { HistoryEntry } from "../../../shared/model/history.ts";
import { isRingingHere } from "./lines.ts";
import type { ConsoleState } from "./state.ts";
import { partyName, returnReasonText } from "./words.ts";

/** The sentences for what became of callers and calls between two states of the console. */
export type CallNews = (now: ConsoleState, before: ConsoleState) => readonly (string | null)[];

/** More than anybody has at once; what is told of a call comes soon after it is over. */
const remembered = 50;

export function createCallNews(): CallNews {
  /** What was told of each caller last; null: not in sight any more. */
  const told = new Map<string, Caller["state"] | null>();
  /** Whose ring was told, by name. */
  const rang = new Map<string, true>();
  /** Our calls as they were last, which is what their end is told by. */
  const seen = new Map<string, OwnCall>();
  /** Who was parked, by name. */
  const parkedOnce = new Map<string, string>();

  /** The phone may have retrieved somebody before the feed tells which call that is. */
  const wasParked = (callId: OwnCall["callId"], name: string): boolean =>
    callId === null ? [...parkedOnce.values()].includes(name) : parkedOnce.has(callId);

  function ofCallers(language: Language, callers: readonly Caller[]) {
    const present = new Set(callers.flatMap(idsOf));
    for (const id of told.keys()) if (!present.has(id)) told.set(id, null);
    return callers
      .filter((caller) => caller.state === "returned" || isRingingHere(caller))
      .map((caller) => {
        const isKnown = idsOf(caller).some((id) => told.get(id) === caller.state);
        for (const id of idsOf(caller)) remember(told, id, caller.state);
        if (isKnown) return null;
        remember(rang, partyName(language, caller.party), true);
        return callerSentence(language, caller);
      });
  }

  function ofOwnCalls(language: Language, now: ConsoleState, before: ConsoleState) {
    const earlier = new Map(before.ownCalls.map((call) => [call.phoneCallId, call]));
    return now.ownCalls.map((call) => {
      const was = earlier.get(call.phoneCallId);
      remember(seen, call.phoneCallId, call);
      const name = partyName(language, call.party);
      if (was?.state === "dialling" && call.state === "talking")
        return wasParked(call.callId, name) ? null : message(language, "announce.answered", { name });
      if (was && was.muted !== call.muted)
        return message(language, call.muted ? "announce.muted" : "announce.unmuted");
      return null;
    });
  }

  function ofEnds(language: Language, history: readonly HistoryEntry[], before: readonly HistoryEntry[]) {
    const known = new Set(before.map(({ historyId }) => historyId));
    return history
      .filter(({ historyId }) => !known.has(historyId))
      .map((entry) => {
        const last = [...seen.values()].find(({ callId }) => callId === entry.callId);
        const name = partyName(language, (last ?? entry).party);
        if (last)
          return isParking(last.transfer, [...parkedOnce.values()].includes(name))
            ? null
            : endSentence(language, entry, last, partnerOf(last));
        return gaveUp(entry) && rang.has(name) ? message(language, "announce.gave-up", { name }) : null;
      });
  }

  function ofParked(language: Language, { parked, identity }: ConsoleState) {
    return parked
      .filter(({ callId }) => !parkedOnce.has(callId))
      .map(({ callId, party, slot, parkedBy }) => {
        const name = partyName(language, party);
        remember(parkedOnce, callId, name);
        return parkedBy !== null && parkedBy === identity?.userId
          ? message(language, "announce.parked", { name, slot })
          : null;
      });
  }

  /** Who was asked about this caller. */
  const partnerOf = ({ phoneCallId }: OwnCall): OwnCall | null =>
    [...seen.values()].find(({ consultFor }) => consultFor === phoneCallId) ?? null;

  return (now, before) => {
    const { language } = now.settings;
    return [
      ...(now.callers === before.callers ? [] : ofCallers(language, now.callers)),
      ...(now.ownCalls === before.ownCalls ? [] : ofOwnCalls(language, now, before)),
      ...(now.parked === before.parked ? [] : ofParked(language, now)),
      ...(now.history === before.history ? [] : ofEnds(language, now.history, before.history)),
    ];
  };
}

/** A caller who rings is in the feed a moment sooner or later than at our phone, and is the same one. */
const idsOf = ({ callerId, phoneCallId }: Caller): readonly string[] =>
  phoneCallId === null ? [callerId] : [callerId, phoneCallId];

/** Parking is a transfer too, to a number; it is told with the slot. */
const isParking = (target: OwnCall["transfer"], wasParked: boolean): boolean =>
  wasParked && target !== null && target.targetName === target.targetNumber;

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  for (const oldest of map.keys()) if (map.size > remembered) map.delete(oldest);
}

function callerSentence(language: Language, caller: Caller): string {
  const name = partyName(language, caller.party);
  if (caller.returned)
    return message(language, "announce.returned", {
      name,
      target: caller.returned.targetName,
      reason: returnReasonText(language, caller.returned, "long"),
    });
  return caller.queue
    ? message(language, "announce.ringing-queue", { name, queue: caller.queue.name })
    : message(language, "announce.ringing", { name });
}

const gaveUp = ({ outcome, endedBy, missedBecause }: HistoryEntry): boolean =>
  outcome === "missed" &&
  (missedBecause === "caller-left" || (missedBecause === null && endedBy === "caller"));

/** What the other side did, and where a caller went; not what was done here. */
function endSentence(
  language: Language,
  { endedBy, direction, outcome }: HistoryEntry,
  last: OwnCall,
  asked: OwnCall | null,
): string | null {
  const name = partyName(language, last.party);
  switch (endedBy) {
    case "transferred": {
      const target = last.transfer?.targetName ?? (asked && partyName(language, asked.party));
      return target && message(language, "announce.put-through", { name, target });
    }
    case "caller":
    case "called":
      // Why nobody was reached is said by the notice that shows it (`failed-calls`), which knows the reason.
      if (outcome === "unanswered" || (endedBy === "caller") === (direction === "outgoing")) return null;
      return message(language, "announce.hung-up", { name });
    case "busy":
    case "unknown":
      return null;
  }
}
