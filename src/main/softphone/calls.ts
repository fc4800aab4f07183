import type { Invitation, Session, SessionDescriptionHandlerFactory, UserAgent } from "sip.js";
import type { PhoneCall } from "../../shared/model/calls.ts";
import { isEmergencyNumber } from "../../shared/model/emergency-numbers.ts";
import type { PhoneCallId } from "../../shared/model/ids.ts";
import { type Result, refused, success } from "../../shared/model/result.ts";
import type { Clock } from "../support/clock.ts";
import type { Log } from "../support/log.ts";
import { createAnnouncedCalls } from "./announced-calls.ts";
import type { AudioPages, HeadsetKey } from "./audio-pages.ts";
import type { CallControl, PhoneTarget } from "./call-control.ts";
import { createConference } from "./conference.ts";
import { createExpectedCalls } from "./expected-calls.ts";
import { obeyKey } from "./headset-keys.ts";
import { confer, connectCalls } from "./joining.ts";
import {
  type CallOrigin,
  createLiveCall,
  type LiveCall,
  type LiveCallFacts,
  type OnFailed,
} from "./live-call.ts";
import { createPlacing, type Dialled, type Placed } from "./placing.ts";
import { createRecovery, type Recovery } from "./recovery.ts";
import type { MediaPreferences, RemotePeer } from "./remote-peer.ts";
import { createSerial } from "./serial.ts";
import { coreCallIdIn, numberIn } from "./signalled.ts";
import { createSounds, isRinging } from "./sounds.ts";

type Actions = Pick<
  CallControl,
  | "answer"
  | "answerByItself"
  | "hangUp"
  | "hold"
  | "resume"
  | "mute"
  | "transfer"
  | "cancelConsult"
  | "connect"
  | "conference"
  | "sendDigits"
  | "expectCall"
>;

export interface Calls extends Actions, Pick<Recovery, "signallingLost" | "signallingBack"> {
  readonly descriptionHandlerFactory: SessionDescriptionHandlerFactory;
  incoming(invitation: Invitation): void;
  dial(userAgent: UserAgent, target: Dialled): Placed;
  consult(userAgent: UserAgent, phoneCallId: PhoneCallId, target: PhoneTarget, hideNumber: boolean): Placed;
  /** To what answers at once. */
  transferToService(phoneCallId: PhoneCallId, service: PhoneTarget): Promise<Result<void>>;
  /** A key of the headset, as the calls ask. */
  press(key: HeadsetKey): void;
  /** The audio moved to another page: offers anew in every call. */
  audioMoved(): void;
  endAll(): void;
}

/** A caller is on the screen by then; before, the page that has the audio has that to do. */
const shownWithinMs = 100;

/**
 * The calls of the phone and the rules among them: never two talking but in a conference, a ring only for somebody who is not
 * talking. An emergency number goes out whatever else is the matter.
 */
export function createCalls(options: {
  audio: AudioPages;
  media(): MediaPreferences;
  clock: Clock;
  log: Log;
  onChange(calls: readonly PhoneCall[]): void;
  onFailed: OnFailed;
}): Calls {
  const { audio, clock, log } = options;
  const calls = new Map<PhoneCallId, LiveCall>();
  const peers = new WeakMap<Session, RemotePeer>();
  const inTurn = createSerial();
  const all = () => [...calls.values()];
  const isThere = (call: LiveCall) => calls.has(call.facts().phoneCallId) && !call.wasHungUp();

  const recovery = createRecovery({
    clock,
    calls: all,
    review: (call) => inBackground("going on with a call", call.signallingBack()),
  });
  const conference = createConference(audio);
  const sounds = createSounds({ audio, clock, onChange: changed });
  const expected = createExpectedCalls({
    clock,
    ringing: () => all().filter(isRinging),
    answer: (call, done) => inBackground("answering an expected call", answerInTurn(call).finally(done)),
    onChange: changed,
  });

  const announced = createAnnouncedCalls({
    ...{ audio, clock, all, onChange: changed },
    answerInTurn: (call, whyNot) =>
      takeTurn(call.facts().phoneCallId, async (one) => whyNot() ?? answerNow(one)),
  });

  function changed() {
    conference.review(isThere);
    sounds.show(all(), expected.areAny(), announced.calls);
    options.onChange(all().map((call) => call.facts()));
  }

  function inBackground(what: string, work: Promise<unknown>) {
    work.catch((cause: unknown) => log.error("softphone", what, cause));
  }

  function add(origin: CallOrigin, facts: LiveCallFacts): LiveCall {
    const call = createLiveCall({
      origin,
      facts,
      audio,
      media: options.media,
      clock,
      onChange: () => calls.has(id) && changed(),
      onPlaced: () => conference.review(isThere),
      onAnswered: () => {
        if (origin.direction === "outgoing") inBackground("one call at a time", keepToOneTalking(call));
      },
      onEnded() {
        calls.delete(id);
        for (const each of all()) if (each.facts().consultFor === id) each.change({ consultFor: null });
        changed();
      },
      onFailed: options.onFailed,
      whenBack: recovery.whenBack,
    });
    const id = call.facts().phoneCallId;
    calls.set(id, call);
    peers.set(origin.session, call.peer);
    return call;
  }

  const talkingBut = (kept: readonly LiveCall[]) =>
    all().filter((call) => !kept.includes(call) && call.facts().state === "talking" && isThere(call));

  async function holdAllBut(kept: readonly LiveCall[]): Promise<Result<void>> {
    for (const other of talkingBut(kept)) {
      const held = await other.hold();
      if (!held.ok && other.facts().state === "talking" && isThere(other)) return held;
    }
    return success(undefined);
  }

  const holdOthers = (call: LiveCall) => inTurn(() => holdAllBut([call]));
  const isEmergency = (call: LiveCall) => isEmergencyNumber(call.facts().remote.number ?? "");

  /** A dialled call that is answered while the person talks with somebody else waits for its turn. */
  const keepToOneTalking = (call: LiveCall) =>
    inTurn(async () => {
      if (isEmergency(call)) await holdAllBut([call]);
      else if (talkingBut([call]).length > 0 && !conference.has(call)) await call.hold();
    });

  /** What is refused where the call ended meanwhile is refused because of that, whatever it was that failed. */
  async function withCall<T>(id: PhoneCallId, act: (call: LiveCall) => Promise<Result<T>>) {
    const call = calls.get(id);
    const result = call ? await act(call) : refused("no-such-call");
    return result.ok || calls.has(id) ? result : refused("no-such-call", result.refusal.detail);
  }

  function takeTurn<T>(id: PhoneCallId, act: (call: LiveCall) => Promise<Result<T>>) {
    return inTurn(() => withCall(id, act));
  }

  async function answerNow(call: LiveCall): Promise<Result<void>> {
    const microphone = audio.refusal();
    if (microphone) return microphone;
    if (call.facts().state !== "incoming") return refused("wrong-call-state", call.facts().state);
    const free = await holdAllBut([call]);
    return free.ok ? call.answer() : free;
  }

  async function answerInTurn(call: LiveCall) {
    const result = await takeTurn(call.facts().phoneCallId, answerNow);
    if (!result.ok) log.warn("softphone", `call not answered: ${result.refusal.code}`);
  }

  async function resumeNow(call: LiveCall): Promise<Result<void>> {
    if (call.facts().state === "talking") return refused("wrong-call-state", "talking");
    const free = await holdAllBut([call]);
    return free.ok ? call.resume() : free;
  }

  async function mute(call: LiveCall, muted: boolean): Promise<Result<void>> {
    for (const each of conference.has(call) ? conference.members() : [call]) {
      const done = await each.mute(muted);
      if (!done.ok) return done;
    }
    return success(undefined);
  }

  const place = createPlacing({
    audio,
    sounds,
    log,
    add,
    onChange: changed,
    onFailed: options.onFailed,
    holdOthers,
  });

  /** The outcome is waited for out of turn: meanwhile other calls are answered. */
  async function outcomeOf(begun: Result<Promise<Result<void>>>): Promise<Result<void>> {
    return begun.ok ? await begun.value : begun;
  }

  return {
    descriptionHandlerFactory(session) {
      const peer = peers.get(session);
      if (!peer) throw new Error("a session that is no call of ours");
      return peer;
    },
    incoming(invitation) {
      const from = invitation.assertedIdentity ?? invitation.remoteIdentity;
      const call = add(
        { direction: "incoming", session: invitation },
        {
          remote: { number: numberIn(from.uri.user), name: from.displayName || null },
          coreCallId: coreCallIdIn(invitation.request),
          consultFor: null,
        },
      );
      changed();
      clock.after(shownWithinMs, () => call.peer.prepare(invitation.body ?? null));
    },
    dial: (userAgent, target) => place(userAgent, target, null),
    async consult(userAgent, id, target, hideNumber) {
      const state = calls.get(id)?.facts().state;
      if (state === undefined) return refused("no-such-call");
      if (!isEmergencyNumber(target.number)) {
        if (state !== "talking" && state !== "on-hold") return refused("wrong-call-state", state);
        const held = audio.refusal() ?? (await inTurn(() => holdAllBut([])));
        if (!held.ok) return held;
        if (!calls.has(id)) return refused("no-such-call");
      }
      return place(userAgent, { ...target, hideNumber }, calls.has(id) ? id : null);
    },
    cancelConsult: (id) =>
      takeTurn(id, async (consult) => {
        const { consultFor } = consult.facts();
        if (consultFor === null) return refused("wrong-call-state", "no consult");
        const ended = await consult.hangUp();
        return ended.ok ? withCall(consultFor, resumeNow) : ended;
      }),
    connect: async (id, toId, ringMs) =>
      outcomeOf(await takeTurn(id, (call) => withCall(toId, (to) => connectCalls(call, to, ringMs)))),
    conference: (id, withId) =>
      takeTurn(id, (call) => withCall(withId, (other) => confer([call, other], conference, holdAllBut))),
    answer: (id) => takeTurn(id, answerNow),
    answerByItself: (id) => withCall(id, announced.answer),
    hangUp: (id) => withCall(id, (call) => call.hangUp()),
    hold: (id) => takeTurn(id, (call) => call.hold()),
    resume: (id) => takeTurn(id, resumeNow),
    mute: (id, muted) => withCall(id, (call) => mute(call, muted)),
    transfer: (id, target, ringMs) => takeTurn(id, (call) => call.transfer(target, ringMs)),
    sendDigits: (id, digits) => withCall(id, (call) => call.sendDigits(digits)),
    transferToService: async (id, service) =>
      outcomeOf(await takeTurn(id, (call) => call.transferToService(service))),
    expectCall: expected.expectCall,
    press(key) {
      const done = obeyKey(key, all(), {
        answer: answerInTurn,
        mute,
        hold: () => inTurn(() => holdAllBut([])),
        resume: (call) => takeTurn(call.facts().phoneCallId, resumeNow),
      });
      inBackground(`the headset's ${key} key`, done);
    },
    audioMoved() {
      for (const call of calls.values()) inBackground("restoring audio", call.renegotiate(false));
    },
    signallingLost: recovery.signallingLost,
    signallingBack: recovery.signallingBack,
    endAll() {
      expected.stopAll();
      for (const call of calls.values()) inBackground("ending a call", call.hangUp());
      // Also those whose other side cannot be reached any more.
      calls.clear();
      recovery.stop();
      changed();
    },
  };
}
