import { whyNot, whyNotInConsult } from "../../src/renderer/console/view-model/call-rules.ts";
import {
  conferenceOf,
  consultOf,
  currentCall,
  isRingingHere,
} from "../../src/renderer/console/view-model/lines.ts";
import type { RequestInput, RequestName, TransferTarget } from "../../src/shared/contract/requests.ts";
import type { Caller, OwnCall, ParkedCall } from "../../src/shared/model/calls.ts";

export type PossibleRequest = {
  [N in RequestName]: { readonly name: N; readonly input: RequestInput<N> };
}[RequestName];

/** What was published of callers and calls. */
export interface Shown {
  readonly calls: readonly OwnCall[];
  readonly callers: readonly Caller[];
  readonly parked: readonly ParkedCall[];
}

/** Everything that Navigator has an enabled button for, with this colleague or number chosen. */
export function possibleRequests(
  { calls, callers, parked }: Shown,
  target: TransferTarget,
): PossibleRequest[] {
  const current = currentCall(calls);
  const asking = consultOf(calls);
  return [
    ...callers.flatMap(ofCaller),
    ...parked.map(({ callId }): PossibleRequest => ({ name: "parked.retrieve", input: { callId } })),
    ...(current ? [] : [{ name: "call.dial", input: { target } } as const]),
    ...calls.flatMap((call): PossibleRequest[] => {
      if (call.inConference) return ofMember(call, conferenceOf(calls));
      if (asking && current && (asking.caller === current || asking.consult === current) && call === current)
        return ofConsult(call, asking);
      return call === current ? ofCurrent(call, target) : ofHeld(call, asking ? null : current);
    }),
  ];
}

function ofCaller(caller: Caller): PossibleRequest[] {
  const { callerId } = caller;
  if (caller.state === "waiting") return [{ name: "caller.take", input: { callerId } }];
  return caller.state === "returned" || isRingingHere(caller)
    ? [{ name: "caller.answer", input: { callerId } }]
    : [];
}

function ofCurrent(call: OwnCall, target: TransferTarget): PossibleRequest[] {
  const { phoneCallId } = call;
  return [
    ...when(!whyNot("transfer", call), { name: "call.transfer", input: { phoneCallId, target } }),
    ...when(!whyNot("consult", call), { name: "call.consult", input: { phoneCallId, target } }),
    ...when(!whyNot("park", call), { name: "call.park", input: { phoneCallId } }),
    ...ofAny(call),
    { name: "call.hang-up", input: { phoneCallId } },
  ];
}

function ofAny(call: OwnCall): PossibleRequest[] {
  const { phoneCallId, muted } = call;
  return [
    ...when(!whyNot("hold", call), { name: "call.hold", input: { phoneCallId } }),
    ...when(!whyNot("resume", call), { name: "call.resume", input: { phoneCallId } }),
    ...when(!whyNot("mute", call), { name: "call.mute", input: { phoneCallId, muted: !muted } }),
  ];
}

function ofConsult(call: OwnCall, asking: { caller: OwnCall; consult: OwnCall }): PossibleRequest[] {
  const { caller, consult } = asking;
  const onHold = [caller, consult].find(({ state }) => state === "on-hold");
  const other = consult.phoneCallId;
  return [
    { name: "call.connect", input: { phoneCallId: caller.phoneCallId, to: other } },
    { name: "call.cancel-consult", input: { phoneCallId: other } },
    ...(onHold && !whyNotInConsult("swap", asking)
      ? [{ name: "call.resume", input: { phoneCallId: onHold.phoneCallId } } as const]
      : []),
    ...when(!whyNotInConsult("confer", asking), {
      name: "call.conference",
      input: { phoneCallId: caller.phoneCallId, with: other },
    }),
    ...when(!whyNot("mute", call), {
      name: "call.mute",
      input: { phoneCallId: call.phoneCallId, muted: !call.muted },
    }),
  ];
}

function ofMember(call: OwnCall, members: readonly OwnCall[]): PossibleRequest[] {
  const { phoneCallId } = call;
  const other = members.find((each) => each !== call);
  return [
    ...ofAny(call),
    { name: "call.hang-up", input: { phoneCallId } },
    ...(other ? [{ name: "call.connect", input: { phoneCallId, to: other.phoneCallId } } as const] : []),
  ];
}

function ofHeld(call: OwnCall, partner: OwnCall | null): PossibleRequest[] {
  const { phoneCallId } = call;
  const joins = call.state === "on-hold" && partner?.state === "talking" && !partner.inConference;
  return [
    ...when(!whyNot("resume", call), { name: "call.resume", input: { phoneCallId } }),
    ...(joins ? [{ name: "call.connect", input: { phoneCallId, to: partner.phoneCallId } } as const] : []),
  ];
}

const when = (can: boolean, request: PossibleRequest): PossibleRequest[] => (can ? [request] : []);
