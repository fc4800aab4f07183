import type { LiveCall, ParkedCall } from "../../shared/model/calls.ts";
import type { Colleague } from "../../shared/model/colleague.ts";
import { isEmergencyNumber } from "../../shared/model/emergency-numbers.ts";
import type { UserId } from "../../shared/model/ids.ts";
import { type Masking, maskedNumber } from "../../shared/model/masking.ts";
import type { Party } from "../../shared/model/party.ts";
import type { StoreReader } from "../store/rows.ts";

/** A colleague whose caller's number is shown as the rule says; mine is shown to me. */
export function maskedColleague(row: Colleague, rule: Masking, me: UserId | null): Colleague {
  const party = row.call?.party;
  if (rule === "show" || !row.call || !party || row.userId === me) return row;
  return { ...row, call: { ...row.call, party: masked(party, rule, true) } };
}

/**
 * A call whose numbers are shown as the rule says, unless it is mine: I am in it, it is at my phone, or its caller waits in a queue
 * that I serve. A number of the company's own is nobody's secret, but what a colleague dials is.
 */
export function maskedLiveCall(row: LiveCall, rule: Masking, reader: StoreReader): LiveCall {
  if (rule === "show" || isMine(row, reader)) return row;
  const { from, to, dialled } = row;
  const outgoing = from.kind === "colleague";
  return {
    ...row,
    from: masked(from, rule, false),
    to: masked(to, rule, outgoing),
    dialled: outgoing && dialled ? { ...dialled, number: maskedNumber(dialled.number, rule) } : dialled,
  };
}

/** Who is parked is nobody's caller, but for whoever parked him. */
export function maskedParkedCall(row: ParkedCall, rule: Masking, me: UserId | null): ParkedCall {
  const isMineToSee = rule === "show" || (me !== null && row.parkedBy === me);
  return isMineToSee ? row : { ...row, party: masked(row.party, rule, false) };
}

function isMine({ callId, from, to, state, queue }: LiveCall, reader: StoreReader): boolean {
  const me = reader.me();
  if (me === null) return false;
  if (from.userId === me || to.userId === me) return true;
  if (reader.phoneCalls().some((each) => each.callId === callId)) return true;
  return state === "waiting" && reader.membershipsOf(me).some((each) => each.queueId === queue?.queueId);
}

/** Without the number itself, so that no window can show or dial it. `dialled`: a station of the dial plan has what was dialled. */
function masked(party: Party, rule: Masking, dialled: boolean): Party {
  const { kind, number, displayNumber } = party;
  const isOutside = kind === "external" || (dialled && kind === "service");
  if (!isOutside || number === null || isEmergencyNumber(number)) return party;
  return { ...party, number: null, displayNumber: maskedNumber(displayNumber ?? number, rule) };
}
