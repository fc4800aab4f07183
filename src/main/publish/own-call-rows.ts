import type { OwnCall } from "../../shared/model/calls.ts";
import type { StoredPhoneCall, StoreReader } from "../store/rows.ts";
import { callContext } from "./call-context.ts";
import type { EarlierCallsWith } from "./earlier-calls.ts";
import type { NoteOf } from "./history-entries.ts";
import { partyOfPhoneCall } from "./party.ts";

/** The calls of our phone that were answered or dialled, with what the feed knows of them. */
export function ownCallRows(reader: StoreReader, earlierWith: EarlierCallsWith, noteOf: NoteOf): OwnCall[] {
  return reader.phoneCalls().flatMap((each) => ownCallRow(each, reader, earlierWith, noteOf) ?? []);
}

function ownCallRow(
  { phoneCall, callId }: StoredPhoneCall,
  reader: StoreReader,
  earlierWith: EarlierCallsWith,
  noteOf: NoteOf,
): OwnCall | null {
  const { state } = phoneCall;
  if (state === "incoming" || state === "returned") return null;
  const call = callId && reader.call(callId);
  const { queue, dialled } = callContext(call, reader);
  const enteredAt = call?.queue?.enteredAt ?? null;
  const party = partyOfPhoneCall(phoneCall, call, reader);
  return {
    phoneCallId: phoneCall.phoneCallId,
    callId,
    direction: phoneCall.direction,
    party,
    state,
    stateSince: phoneCall.stateSince,
    startedAt: phoneCall.startedAt,
    answeredAt: phoneCall.answeredAt,
    queue,
    dialled: phoneCall.direction === "incoming" ? dialled : null,
    waitedMs:
      enteredAt === null || phoneCall.answeredAt === null
        ? null
        : Math.max(0, phoneCall.answeredAt - enteredAt),
    muted: phoneCall.muted,
    audio: phoneCall.audio,
    transfer: phoneCall.transfer,
    consultFor: phoneCall.consultFor,
    inConference: phoneCall.inConference,
    quality: phoneCall.quality,
    note: callId === null ? "" : noteOf(callId),
    before: earlierWith(party, callId),
  };
}
