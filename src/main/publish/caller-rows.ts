import type { Caller } from "../../shared/model/calls.ts";
import type { CallerId, CallId } from "../../shared/model/ids.ts";
import type { StoredCall, StoredPhoneCall, StoreReader } from "../store/rows.ts";
import { callContext } from "./call-context.ts";
import { partyAt, partyOfPhoneCall } from "./party.ts";

/**
 * The callers pane: who rings at our phone, who came back to it, and who waits in a queue of ours. A caller who waits and rings
 * here is one line under the waiting call's id; he leaves the pane when our phone answers, even before the feed says so.
 */
export function callerRows(reader: StoreReader): Caller[] {
  const phoneCalls = reader.phoneCalls();
  const atOurPhone = new Set(phoneCalls.map((each) => each.callId));
  const me = reader.me();
  const waiting = (me ? reader.membershipsOf(me) : [])
    .flatMap(({ queueId }) => reader.waitingCalls(queueId))
    .filter((call) => !atOurPhone.has(call.callId));
  return [
    ...phoneCalls
      .filter(({ phoneCall }) => phoneCall.state === "incoming" || phoneCall.state === "returned")
      .map((each) => phoneRow(each, reader)),
    ...waiting.map((call) => waitingRow(call, reader)),
  ];
}

function phoneRow({ phoneCall, callId }: StoredPhoneCall, reader: StoreReader): Caller {
  const call = callId && reader.call(callId);
  const waits = call?.destination.kind === "queue" ? call : null;
  const returned = phoneCall.state === "returned";
  return {
    callerId: callerId(waits?.callId ?? phoneCall.phoneCallId),
    party: partyOfPhoneCall(phoneCall, call, reader),
    state: returned ? "returned" : "ringing",
    since: returned ? phoneCall.stateSince : (waits?.queue?.enteredAt ?? phoneCall.startedAt),
    ...callContext(call, reader),
    phoneCallId: phoneCall.phoneCallId,
    returned: returned ? phoneCall.returned : null,
  };
}

const waitingRow = (call: StoredCall, reader: StoreReader): Caller => ({
  callerId: callerId(call.callId),
  party: partyAt(call.source, reader),
  state: "waiting",
  since: call.queue?.enteredAt ?? 0,
  ...callContext(call, reader),
  phoneCallId: null,
  returned: null,
});

const callerId = (id: CallId | Caller["phoneCallId"]) => id as string as CallerId;
