import type { Caller, OwnCall } from "../../../shared/model/calls.ts";
import type { EarlierCall, HistoryEntry } from "../../../shared/model/history.ts";
import type { CallId } from "../../../shared/model/ids.ts";
import type { Party } from "../../../shared/model/party.ts";
import { currentCall, heldCalls, isRingingHere } from "../../console/view-model/lines.ts";

/** Who rings at my phone or came back to it, in the order in which they want an answer. */
export const ringingHere = (callers: readonly Caller[]): readonly Caller[] =>
  callers.filter((caller) => caller.state === "returned" || isRingingHere(caller));

/** The call that I have: the current one, else the one that is on its way to somebody else. */
export const callAtHand = (calls: readonly OwnCall[]): OwnCall | null =>
  currentCall(calls) ?? heldCalls(calls).at(-1) ?? null;

/** The last conversation of mine. */
export interface LastCall {
  readonly callId: CallId;
  readonly party: Party;
  readonly queueName: string | null;
  /** null: the record of the call is not there yet. */
  readonly talkedMs: number | null;
  readonly waitedMs: number | null;
  readonly note: string;
  /** null: not known, since this window did not see the call. */
  readonly before: readonly EarlierCall[] | null;
}

/**
 * The newest conversation of the history; until its record is there, the call that has just ended. `history` is newest first,
 * `ended` the last call of mine that this window saw end.
 */
export function lastCall(history: readonly HistoryEntry[], ended: OwnCall | null): LastCall | null {
  const entry = history.find(({ outcome }) => outcome === "talked") ?? null;
  if (ended?.callId && entry?.callId !== ended.callId && ended.startedAt > (entry?.startedAt ?? 0)) {
    const { callId, party, queue, waitedMs, note, before } = ended;
    return { callId, party, queueName: queue?.name ?? null, talkedMs: null, waitedMs, note, before };
  }
  if (!entry) return null;
  const { callId, party, queue, talkedMs, waitedMs, note } = entry;
  const before = ended?.callId === callId ? ended.before : null;
  return { callId, party, queueName: queue?.name ?? null, talkedMs, waitedMs, note, before };
}
