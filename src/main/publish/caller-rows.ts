import type { Caller } from "../../shared/model/calls.ts";
import type { CallerId, CallId, UserId } from "../../shared/model/ids.ts";
import type { StoredCall, StoredPhoneCall, StoreReader } from "../store/rows.ts";
import { callContext } from "./call-context.ts";
import type { EarlierCallsWith } from "./earlier-calls.ts";
import { partyAt, partyOfPhoneCall } from "./party.ts";

/**
 * The callers pane: who rings at our phone, who came back to it, and who waits in a queue of ours. A caller who waits and rings
 * here is one line under the waiting call's id; he leaves the pane when our phone answers, even before the feed says so.
 */
export function callerRows(reader: StoreReader, earlierWith: EarlierCallsWith): Caller[] {
  const phoneCalls = reader.phoneCalls();
  const atOurPhone = new Set(phoneCalls.map((each) => each.callId));
  const me = reader.me();
  const waiting = (me ? reader.membershipsOf(me) : [])
    .flatMap(({ queueId }) => reader.waitingCalls(queueId))
    .filter((call) => !atOurPhone.has(call.callId));
  return [
    ...phoneCalls
      .filter(({ phoneCall }) => phoneCall.state === "incoming" || phoneCall.state === "returned")
      .map((each) => phoneRow(each, reader, earlierWith)),
    ...waiting.map((call) => waitingRow(call, reader, earlierWith)),
  ];
}

function phoneRow(
  { phoneCall, callId }: StoredPhoneCall,
  reader: StoreReader,
  earlierWith: EarlierCallsWith,
): Caller {
  const call = callId && reader.call(callId);
  const waits = call?.destination.kind === "queue" ? call : null;
  const returned = phoneCall.state === "returned";
  const party = partyOfPhoneCall(phoneCall, call, reader);
  return {
    callerId: callerId(waits?.callId ?? phoneCall.phoneCallId),
    party,
    state: returned ? "returned" : "ringing",
    since: returned ? phoneCall.stateSince : (waits?.queue?.enteredAt ?? phoneCall.startedAt),
    ...callContext(call, reader),
    phoneCallId: phoneCall.phoneCallId,
    returned: returned ? phoneCall.returned : null,
    offeredTo: waits ? offeredTo(waits.callId, reader) : [],
    before: earlierWith(party, callId),
  };
}

function waitingRow(call: StoredCall, reader: StoreReader, earlierWith: EarlierCallsWith): Caller {
  const party = partyAt(call.source, reader);
  return {
    callerId: callerId(call.callId),
    party,
    state: "waiting",
    since: call.queue?.enteredAt ?? 0,
    ...callContext(call, reader),
    phoneCallId: null,
    returned: null,
    offeredTo: offeredTo(call.callId, reader),
    before: earlierWith(party, call.callId),
  };
}

/** Whose phones ring for this waiting call. */
const offeredTo = (callId: CallId, reader: StoreReader): readonly UserId[] =>
  reader
    .agentRings(callId)
    .flatMap(({ destination }) => (destination.kind === "user" ? [destination.userId] : []));

const callerId = (id: CallId | Caller["phoneCallId"]) => id as string as CallerId;
