import type { Caller, OwnCall } from "../../../shared/model/calls.ts";

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

/** Calls on hold or being transferred, the longest first. */
export function heldCalls(calls: readonly OwnCall[]): readonly OwnCall[] {
  return calls
    .filter((call) => call.state === "on-hold" || call.state === "transferring")
    .sort((one, other) => one.stateSince - other.stateSince);
}
