import type { Caller } from "../../shared/model/calls.ts";
import type { CallerId, CallId, UserId } from "../../shared/model/ids.ts";
import type { Party } from "../../shared/model/party.ts";
import { sameNumber } from "../../shared/model/phone-number.ts";
import type { StoredCall, StoredPhoneCall, StoreReader } from "../store/rows.ts";
import { callContext } from "./call-context.ts";
import type { EarlierCallsWith } from "./earlier-calls.ts";
import { partyAt, partyOfPhoneCall } from "./party.ts";

/**
 * The callers pane: who rings at our phone, who came back to it, and who waits in a queue of ours. A caller who waits and rings
 * here is one line under the waiting call's id, also for the moment in which the phone rings already and the feed has not told for whom
 * (`withGuesses`); he leaves the pane when our phone answers, even before the feed says so.
 */
export function callerRows(reader: StoreReader, earlierWith: EarlierCallsWith): Caller[] {
  const me = reader.me();
  const inQueues = (me ? reader.membershipsOf(me) : []).flatMap(({ queueId }) =>
    reader.waitingCalls(queueId),
  );
  const phoneCalls = withGuesses(reader.phoneCalls(), inQueues, reader);
  const atOurPhone = new Set(phoneCalls.map((each) => each.callId));
  const waiting = inQueues.filter((call) => !atOurPhone.has(call.callId));
  return [
    ...phoneCalls
      .filter(({ phoneCall }) => phoneCall.state === "incoming" || phoneCall.state === "returned")
      .map((each) => phoneRow(each, reader, earlierWith)),
    ...waiting.map((call) => waitingRow(call, reader, earlierWith)),
  ];
}

/**
 * A phone call that rings, and of which neither the exchange nor the feed has told whose it is yet, is taken for the only caller who waits
 * in a queue of ours under its number and no other name, unless another such call rings as well. A withheld number is nobody's.
 */
function withGuesses(
  phoneCalls: readonly StoredPhoneCall[],
  inQueues: readonly StoredCall[],
  reader: StoreReader,
): readonly StoredPhoneCall[] {
  const isUntold = ({ phoneCall, callId }: StoredPhoneCall) =>
    callId === null && phoneCall.coreCallId === null && phoneCall.state === "incoming";
  const untold = phoneCalls
    .filter(isUntold)
    .map((each) => ({ each, party: partyOfPhoneCall(each.phoneCall, null, reader) }));
  if (untold.length === 0) return phoneCalls;
  const told = new Set(phoneCalls.map(({ callId }) => callId));
  const waiting = inQueues
    .filter(({ callId }) => !told.has(callId))
    .map(({ callId, source }) => ({ callId, party: partyAt(source, reader) }));
  return phoneCalls.map((each) => {
    const ringing = untold.find((one) => one.each === each);
    if (!ringing) return each;
    const isHim = ({ party }: { readonly party: Party }) => maySame(party, ringing.party);
    const [found, ...others] = waiting.filter(isHim);
    const isOnly = others.length === 0 && untold.filter(isHim).length === 1;
    return found && isOnly ? { ...each, callId: found.callId } : each;
  });
}

/** The same number, and not two names for it: either side may not know the name. */
const maySame = (one: Party, other: Party): boolean =>
  one.number !== null &&
  other.number !== null &&
  sameNumber(one.number, other.number) &&
  (one.name === null || other.name === null || one.name === other.name);

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
