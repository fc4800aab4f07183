import type { RequestInput, RequestName, TransferTarget } from "../../../shared/contract/requests.ts";
import type { Caller, OwnCall, ParkedCall } from "../../../shared/model/calls.ts";
import type { Colleague } from "../../../shared/model/colleague.ts";
import type { UserId } from "../../../shared/model/ids.ts";
import { dialId, isEmergency, isEmergencyCall } from "./call-rules.ts";
import {
  callToPutThrough,
  conferenceOf,
  consultOf,
  currentCall,
  nextStep,
  nextToAnswer,
  nextToRetrieve,
  nextToTake,
} from "./lines.ts";
import { type ConsoleState, mayTake } from "./state.ts";

/**
 * Asks main; false where it was refused, or the very same is under way: a key was pressed twice. Something else that was asked under the
 * same name and `id` goes first. `id`: whose it is, where there are many of a kind.
 */
export type Ask = <N extends RequestName>(name: N, input: RequestInput<N>, id: string) => Promise<boolean>;

export type CallActions = ReturnType<typeof createCallActions>;

/**
 * What a person can do with callers and calls. One key advances and one retreats: both look at how far the call at hand has come.
 */
export function createCallActions(parts: {
  ask: Ask;
  getState: () => ConsoleState;
  /** What clears this choice once it is done, unless something else was typed or chosen from now on. */
  finishing: (chosen: TransferTarget) => () => void;
  /** Settles with the search that a quick Enter overtook. */
  searched: () => Promise<void>;
}) {
  const { ask, getState, finishing, searched } = parts;
  let presses = 0;

  async function askFor<N extends RequestName>(
    chosen: TransferTarget,
    ...asked: [name: N, input: RequestInput<N>, id: string]
  ): Promise<void> {
    const finish = finishing(chosen);
    if (await ask(...asked)) finish();
  }

  const dial = (target: TransferTarget, hideNumber?: boolean) => {
    const how = hideNumber === undefined ? {} : { hideNumber };
    return askFor(target, "call.dial", { target, ...how }, dialId(target));
  };
  const transfer = ({ phoneCallId }: Pick<OwnCall, "phoneCallId">, target: TransferTarget) =>
    askFor(target, "call.transfer", { phoneCallId, target }, phoneCallId);
  const consult = ({ phoneCallId }: OwnCall, target: TransferTarget) =>
    askFor(target, "call.consult", { phoneCallId, target }, phoneCallId);
  const toVoicemail = ({ phoneCallId }: OwnCall, { userId }: Colleague) =>
    askFor({ userId }, "call.to-voicemail", { phoneCallId, userId }, phoneCallId);

  const current = () => currentCall(getState().ownCalls);
  const underConsult = () => consultOf(getState().ownCalls);
  const conference = () => conferenceOf(getState().ownCalls);

  const answer = ({ callerId }: Caller) => void ask("caller.answer", { callerId }, callerId);
  const hold = ({ phoneCallId }: OwnCall) => void ask("call.hold", { phoneCallId }, phoneCallId);
  const resume = ({ phoneCallId }: OwnCall) => void ask("call.resume", { phoneCallId }, phoneCallId);
  const mute = ({ phoneCallId, muted }: OwnCall) =>
    void ask("call.mute", { phoneCallId, muted: !muted }, phoneCallId);
  const hangUp = ({ phoneCallId }: OwnCall) => void ask("call.hang-up", { phoneCallId }, phoneCallId);
  const connectCalls = async (one: OwnCall, other: OwnCall) => {
    await ask("call.connect", { phoneCallId: one.phoneCallId, to: other.phoneCallId }, one.phoneCallId);
  };
  const cancelConsult = ({ phoneCallId }: OwnCall) =>
    void ask("call.cancel-consult", { phoneCallId }, phoneCallId);

  const park = ({ phoneCallId }: OwnCall) => void ask("call.park", { phoneCallId }, phoneCallId);
  const take = ({ callerId }: Caller) => void ask("caller.take", { callerId }, callerId);
  const retrieve = ({ callId }: ParkedCall) => void ask("parked.retrieve", { callId }, callId);

  const actions = {
    answer,
    answerNext() {
      const caller = nextToAnswer(getState().callers);
      if (caller) answer(caller);
    },
    take,
    takeNext() {
      const caller = nextToTake(getState().callers);
      if (caller && mayTake(getState())) take(caller);
    },
    hold,
    resume,
    mute,
    hangUp,
    /** `hideNumber`: other than the settings say. */
    dial: (target: TransferTarget, hideNumber?: boolean) => void dial(target, hideNumber),
    transfer: (call: Pick<OwnCall, "phoneCallId">, target: TransferTarget) => void transfer(call, target),
    consult: (call: OwnCall, target: TransferTarget) => void consult(call, target),
    toVoicemail: (call: OwnCall, colleague: Colleague) => void toVoicemail(call, colleague),
    /** The two other sides talk on without us. */
    connectCalls: (one: OwnCall, other: OwnCall) => void connectCalls(one, other),
    cancelConsult,
    park,
    parkCurrent() {
      const call = callToPutThrough(getState().ownCalls);
      if (call && getState().phone?.canPark) park(call);
    },
    pickUp: (userId: UserId) => void ask("colleague.pick-up", { userId }, userId),
    retrieve,
    retrieveNext() {
      const { parked, identity } = getState();
      const call = nextToRetrieve(parked, identity?.userId ?? null);
      if (call) retrieve(call);
    },
    /** Each press counts, also of the same digit before the first was sent. */
    sendDigits({ phoneCallId }: OwnCall, digits: string) {
      presses += 1;
      void ask("call.send-digits", { phoneCallId, digits }, String(presses));
    },

    holdOrResumeCurrent() {
      const call = current();
      if (call?.state === "talking") hold(call);
      else if (call?.state === "on-hold") resume(call);
    },
    muteCurrent() {
      const call = current();
      if (call?.state === "talking") mute(call);
    },
    /** One step back: out of the conference, from the consult to its caller, or out of the call. */
    retreat() {
      const call = current();
      const asking = underConsult();
      const last = conference().at(-1);
      if (last) hangUp(last);
      else if (asking) cancelConsult(asking.consult);
      else if (call) hangUp(call);
    },
    /**
     * The two of a consult talk on without us; else whom is chosen gets the caller, or is called where there is none. An emergency number
     * that no caller can be put through to now is called, unless that is under way.
     */
    async connect() {
      const call = current();
      const caller = callToPutThrough(getState().ownCalls);
      const asking = underConsult();
      const [one, other] = conference();
      await searched();
      const { chosen, search } = getState();
      if (chosen && caller) return transfer(caller, chosen);
      if (chosen && (!call || (isEmergency(chosen) && !isEmergencyCall(call)))) return dial(chosen);
      if (one && other) return connectCalls(one, other);
      if (asking && search.text === "") return connectCalls(asking.caller, asking.consult);
    },
    /** Asks whom is chosen about the caller; while that goes on: talks with the other of the two. */
    async consultOrSwap() {
      const call = current();
      const asking = underConsult();
      await searched();
      const { chosen } = getState();
      if (asking) {
        const { caller, consult: asked } = asking;
        if (caller.state === "on-hold") resume(caller);
        else if (asked.state === "on-hold") resume(asked);
      } else if (call && chosen && call.state !== "dialling" && !call.inConference)
        await consult(call, chosen);
    },
    /** All three of a consult talk. */
    confer() {
      const asking = underConsult();
      if (!asking || asking.consult.state === "dialling") return;
      const { phoneCallId } = asking.caller;
      void ask("call.conference", { phoneCallId, with: asking.consult.phoneCallId }, phoneCallId);
    },
  };
  return {
    ...actions,
    /** Whatever comes next: puts through or completes where that is meant, else answers the next caller. */
    advance() {
      const step = nextStep(getState());
      if (step === "connect") void actions.connect();
      if (step === "answer") actions.answerNext();
    },
    holdOrSwap() {
      if (underConsult()) void actions.consultOrSwap();
      else actions.holdOrResumeCurrent();
    },
  };
}
