import type { Caller, OwnCall, ParkedCall } from "../../../shared/model/calls.ts";
import type { UserId } from "../../../shared/model/ids.ts";

const rank: Readonly<Record<Caller["state"], number>> = { returned: 0, ringing: 1, waiting: 2 };

/** Callers as they should be answered: who came back first, then who rings, then who waits; the oldest of each first. */
export function inAnswerOrder(callers: Iterable<Caller>): readonly Caller[] {
  return [...callers].sort(
    (one, other) =>
      rank[one.state] - rank[other.state] ||
      one.since - other.since ||
      (one.callerId < other.callerId ? -1 : 1),
  );
}

/** The caller that *Answer next* takes: the first who came back or rings on our phone. */
export function nextToAnswer(callers: readonly Caller[]): Caller | null {
  return callers.find((caller) => caller.state === "returned" || isRingingHere(caller)) ?? null;
}

/** The caller that the key for taking takes: who has waited longest. */
export function nextToTake(callers: readonly Caller[]): Caller | null {
  return callers.find(({ state }) => state === "waiting") ?? null;
}

/** The parked caller that the key for retrieving takes back: of those whom this user parked, who waits longest. */
export function nextToRetrieve(parked: readonly ParkedCall[], userId: UserId | null): ParkedCall | null {
  return parked
    .filter(({ parkedBy }) => parkedBy !== null && parkedBy === userId)
    .reduce<ParkedCall | null>((best, call) => (best && best.since <= call.since ? best : call), null);
}

export const isRingingHere = (caller: Caller): boolean =>
  caller.state === "ringing" && caller.phoneCallId !== null;

/**
 * The call that the keys act on: the one we talk in or dial, else the one put on hold last. A call being transferred is not: it is
 * on its way to somebody else.
 */
export function currentCall(calls: readonly OwnCall[]): OwnCall | null {
  const latest = (states: readonly OwnCall["state"][]) =>
    calls
      .filter((call) => states.includes(call.state))
      .reduce<OwnCall | null>(
        (best, call) => (best && best.stateSince > call.stateSince ? best : call),
        null,
      );
  return latest(["talking", "dialling"]) ?? latest(["on-hold"]);
}

/** The call that whom is chosen gets; null: there is none, or more is to be done with it first. */
export function callToPutThrough(calls: readonly OwnCall[]): OwnCall | null {
  const call = currentCall(calls);
  const isFree = call?.state !== "dialling" && !consultOf(calls) && conferenceOf(calls).length < 2;
  return isFree ? call : null;
}

/** Calls on hold or being transferred, the longest first. */
export function heldCalls(calls: readonly OwnCall[]): readonly OwnCall[] {
  return calls
    .filter((call) => call.state === "on-hold" || call.state === "transferring")
    .sort((one, other) => one.stateSince - other.stateSince);
}

/** What the one key that advances does now; null: nothing. */
export function nextStep(state: {
  readonly ownCalls: readonly OwnCall[];
  readonly callers: readonly Caller[];
  /** Whom the caller would get: chosen, or about to be by what was typed. */
  readonly chosen: unknown;
  readonly search: { readonly text: string };
}): "connect" | "answer" | null {
  const call = currentCall(state.ownCalls);
  const paired = consultOf(state.ownCalls) !== null || conferenceOf(state.ownCalls).length > 1;
  if (paired || (call !== null && (state.chosen !== null || state.search.text !== ""))) return "connect";
  const free = call === null || call.state === "on-hold";
  return free && nextToAnswer(state.callers) ? "answer" : null;
}

/** A caller on hold or in talk, and the call that was dialled to ask about him. */
export interface Consult {
  readonly caller: OwnCall;
  readonly consult: OwnCall;
}

/** The consult under way, the latest where there are several; one that became a conference is none any more. */
export function consultOf(calls: readonly OwnCall[]): Consult | null {
  const pairs = calls.flatMap((consult): Consult[] => {
    const caller = calls.find(({ phoneCallId }) => phoneCallId === consult.consultFor);
    return caller && caller.state !== "transferring" && !consult.inConference ? [{ caller, consult }] : [];
  });
  return pairs.reduce<Consult | null>(
    (best, pair) => (best && best.consult.startedAt > pair.consult.startedAt ? best : pair),
    null,
  );
}

/** The calls that our phone mixes, the longest first. */
export function conferenceOf(calls: readonly OwnCall[]): readonly OwnCall[] {
  return calls.filter((call) => call.inConference).sort((one, other) => one.startedAt - other.startedAt);
}
