import type { UserAgent } from "sip.js";
import { isEmergencyNumber } from "../../shared/model/emergency-numbers.ts";
import type { PhoneCallId } from "../../shared/model/ids.ts";
import { type Result, refused, success } from "../../shared/model/result.ts";
import type { Log } from "../support/log.ts";
import type { AudioPages } from "./audio-pages.ts";
import { createDialling } from "./dialling.ts";
import type { CallOrigin, LiveCall, LiveCallFacts, OnFailed } from "./live-call.ts";
import { returnReasonOf } from "./return-reason.ts";
import type { Sounds } from "./sounds.ts";

export interface Dialled {
  readonly number: string;
  readonly name: string | null;
  readonly hideNumber: boolean;
}

export type Placed = Promise<Result<{ phoneCallId: PhoneCallId }>>;

/** Dials: the number goes out first, so that none waits for the hold of another call. */
export function createPlacing(options: {
  audio: AudioPages;
  sounds: Sounds;
  log: Log;
  add(origin: CallOrigin, facts: LiveCallFacts): LiveCall;
  onChange(): void;
  onFailed: OnFailed;
  holdOthers(call: LiveCall): Promise<unknown>;
}): (userAgent: UserAgent, dialled: Dialled, consultFor: PhoneCallId | null) => Placed {
  const { audio, sounds, log, add, onChange, onFailed, holdOthers } = options;

  return async (userAgent, { number, name, hideNumber }, consultFor) => {
    const isEmergency = isEmergencyNumber(number);
    const refusal = audio.refusal();
    if (refusal && !isEmergency) return refusal;
    const dialling = createDialling(userAgent, number, {
      hideNumber: hideNumber && !isEmergency,
      onChange,
      onCoreCallId(coreCallId) {
        if (call.facts().coreCallId === null) call.change({ coreCallId });
      },
      onRefused(statusCode) {
        if (call.wasHungUp()) return;
        const reason = returnReasonOf(statusCode);
        if (reason === "busy") sounds.busy();
        if (reason !== "cancelled") onFailed(call.facts(), reason);
      },
    });
    const call = add(
      { direction: "outgoing", session: dialling.session, dialling },
      { remote: { number, name }, coreCallId: null, consultFor },
    );
    onChange();
    const placed = dialling.place();
    const held = holdOthers(call);
    if (isEmergency) {
      held.catch((cause: unknown) => log.error("softphone", "holding others for an emergency call", cause));
    } else await held;
    const problem = await placed;
    return problem === null || call.wasHungUp()
      ? success({ phoneCallId: call.facts().phoneCallId })
      : refused("phone-failed", problem);
  };
}
