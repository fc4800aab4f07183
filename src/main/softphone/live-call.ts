import { randomUUID } from "node:crypto";
import { type Invitation, type Session, SessionState } from "sip.js";
import { meanOpinionScore } from "../../shared/model/call-quality.ts";
import type { FailedCall, PhoneCall } from "../../shared/model/calls.ts";
import { isEmergencyNumber } from "../../shared/model/emergency-numbers.ts";
import { PhoneCallId } from "../../shared/model/ids.ts";
import { type Result, refused, success } from "../../shared/model/result.ts";
import type { Clock } from "../support/clock.ts";
import type { AudioPages } from "./audio-pages.ts";
import type { Dialling } from "./dialling.ts";
import { isKnown } from "./is-known.ts";
import { sendKeyPresses } from "./key-presses.ts";
import { createPutThrough, type JoinedCall, type PutThrough } from "./put-through.ts";
import type { Recovery } from "./recovery.ts";
import { createRemotePeer, type MediaPreferences, type RemotePeer } from "./remote-peer.ts";
import { createReoffers } from "./reoffers.ts";
import { followSoundPath } from "./sound-path.ts";

/** A call while it lasts: one SIP session with its peer, and what the product is told about it. */
export interface LiveCall extends Omit<PutThrough, "stop"> {
  readonly peer: RemotePeer;
  /** As the far end of an attended transfer of another call. */
  readonly joined: JoinedCall;
  facts(): PhoneCall;
  /** An answer has been asked for, though it is not there yet. */
  isBeingAnswered(): boolean;
  /** The person hung up, though the other side may not know it yet. */
  wasHungUp(): boolean;
  hears(): ReturnType<Dialling["hears"]>;
  change(facts: Partial<Pick<PhoneCall, "coreCallId" | "consultFor" | "inConference">>): void;
  answer(): Promise<Result<void>>;
  hangUp(): Promise<Result<void>>;
  hold(): Promise<Result<void>>;
  resume(): Promise<Result<void>>;
  mute(muted: boolean): Promise<Result<void>>;
  sendDigits(digits: string): Promise<Result<void>>;
  /** Brings the sound back: on another page, or on another network path. */
  renegotiate(iceRestart: boolean): Promise<void>;
  /** The exchange can be reached again: ends if it does not know this call any more, else looks for lost sound. */
  signallingBack(): Promise<void>;
  /** It is gone at the exchange, or nothing was heard of it for too long. */
  cutOff(): void;
}

/** A call's SIP.js session, by who began it: only one kind can be accepted, only the other cancelled. */
export type CallOrigin =
  | { readonly direction: "incoming"; readonly session: Invitation }
  | { readonly direction: "outgoing"; readonly session: Dialling["session"]; readonly dialling: Dialling };

/** A call ended as nobody here wished. */
export type OnFailed = (call: PhoneCall, reason: FailedCall["reason"]) => void;

/** What is known of a call before anything happens to it. */
export type LiveCallFacts = Pick<PhoneCall, "remote" | "coreCallId" | "consultFor">;

const failed = (detail: string) => refused("phone-failed", detail);

/**
 * Follows `PhoneCallState`. Offers within the call go one after the other; whoever takes a transferred caller back sees the call
 * on hold until the other side agreed.
 */
export function createLiveCall(options: {
  origin: CallOrigin;
  facts: LiveCallFacts;
  audio: AudioPages;
  media(): MediaPreferences;
  clock: Clock;
  onChange(): void;
  /** Its peer is at another page. */
  onPlaced(): void;
  onAnswered(): void;
  onEnded(): void;
  onFailed: OnFailed;
  /** As `Recovery.whenBack`. */
  whenBack: Recovery["whenBack"];
}): LiveCall {
  const { origin, clock } = options;
  const session: Session = origin.session;
  const now = clock.now();
  let facts: PhoneCall = {
    ...options.facts,
    phoneCallId: PhoneCallId.parse(randomUUID()),
    direction: origin.direction,
    state: origin.direction === "incoming" ? "incoming" : "dialling",
    stateSince: now,
    startedAt: now,
    answeredAt: null,
    muted: false,
    audio: "connecting",
    transfer: null,
    returned: null,
    inConference: false,
    quality: null,
  };
  let beingAnswered = false;
  let hungUp = false;

  function update(change: Partial<PhoneCall>) {
    const stateSince = change.state && change.state !== facts.state ? clock.now() : facts.stateSince;
    facts = { ...facts, ...change, stateSince };
    options.onChange();
  }

  const peer = createRemotePeer({
    audio: options.audio,
    media: options.media,
    clock,
    mustGoOut: isEmergencyNumber(facts.remote.number ?? ""),
    watcher: {
      connection: (state) => soundPath.connection(state),
      sound: (measured) => update({ quality: { ...measured, mos: meanOpinionScore(measured) } }),
    },
    onPlaced: options.onPlaced,
  });

  const soundPath = followSoundPath({
    clock,
    update: (audio) => update({ audio }),
    findAnother: () => void renegotiate(true).catch(() => undefined),
  });

  /** Nothing more is to be done for it here, whatever the exchange still knows of it. */
  function over() {
    acknowledged.resolve();
    putThrough.stop();
    soundPath.stop();
    // SIP.js closes only what it asked for.
    peer.close();
    options.onEnded();
  }

  const acknowledged = Promise.withResolvers<void>();
  session.delegate = { onAck: () => acknowledged.resolve() };
  session.stateChange.addListener((state) => {
    if (state === SessionState.Established) {
      update({ state: "talking", answeredAt: clock.now() });
      options.onAnswered();
      // The page went while the call was being set up.
      if (peer.isStranded()) renegotiate(false).catch(() => undefined);
    }
    if (state === SessionState.Terminated) over();
  });

  const state = () => facts.state;
  const isUp = () => session.state === SessionState.Established;
  // A caller on the way to somebody hears nothing of us, also where he could not be put on hold.
  const isSilent = () => facts.muted || facts.state === "transferring";
  const reoffers = createReoffers({ session, peer, clock, isSilent });

  async function renegotiate(iceRestart: boolean): Promise<void> {
    if (!(await reoffers.renegotiate(iceRestart))) update({ audio: "lost" });
  }

  async function resume(): Promise<Result<void>> {
    switch (facts.state) {
      case "incoming":
      case "dialling":
      case "talking":
        return refused("wrong-call-state", facts.state);
      case "transferring":
        update({ state: "on-hold", transfer: null });
        break;
      case "on-hold":
      case "returned":
        break;
    }
    if (!(await reoffers.offer(false))) return failed("the call could not be resumed");
    update({ state: "talking", returned: null });
    return success(undefined);
  }

  async function hold(): Promise<Result<void>> {
    if (facts.state !== "talking") return refused("wrong-call-state", facts.state);
    if (!(await reoffers.offer(true))) return failed("the call could not be put on hold");
    if (state() === "talking") update({ state: "on-hold" });
    return success(undefined);
  }

  /** Said into a broken line it would leave the other side listening for ever: then it is said again. */
  function sayBye() {
    const { dialog } = session;
    const heard = options.whenBack(() => dialog?.bye(answers));
    const answers = {
      onAccept: heard,
      onReject({ message }: { message: { statusCode?: number | undefined } }) {
        if (message.statusCode !== 408 && message.statusCode !== 503) heard();
      },
    };
    return session.bye({ requestDelegate: answers });
  }

  async function hangUp(): Promise<Result<void>> {
    hungUp = true;
    try {
      if (isUp()) await sayBye();
      else if (origin.direction === "outgoing") await origin.dialling.cancel();
      else await origin.session.reject({ statusCode: 603 });
    } catch (cause) {
      const ending = session.state === SessionState.Terminating || session.state === SessionState.Terminated;
      if (!ending) return failed(String(cause));
    }
    return success(undefined);
  }

  function cutOff() {
    if (hungUp) return;
    if (facts.state !== "incoming") options.onFailed(facts, "lost");
    hangUp().catch(() => undefined);
    // A call that was never answered waits for the other side's last word, and nobody is there to say it.
    if (!isUp()) over();
  }

  const putThrough = createPutThrough({
    session,
    clock,
    facts: () => facts,
    update,
    hold,
    leave() {
      if (isUp()) sayBye().catch(() => undefined);
    },
    takeBackOnHold() {
      reoffers.touch(() => facts.state === "returned" || facts.state === "on-hold").catch(() => undefined);
    },
  });
  const dialling = origin.direction === "outgoing" ? origin.dialling : null;

  return {
    peer,
    joined: {
      number: facts.remote.number ?? "",
      name: facts.remote.name ?? facts.remote.number ?? "",
      dialogName() {
        const { dialog } = session;
        return dialog
          ? `${dialog.callId};to-tag=${dialog.remoteTag};from-tag=${dialog.localTag}`
          : (dialling?.earlyDialog() ?? null);
      },
      remoteTarget: () => session.dialog?.remoteTarget ?? null,
      hangUp,
    },
    facts: () => facts,
    isBeingAnswered: () => beingAnswered,
    wasHungUp: () => hungUp,
    hears: () => dialling?.hears() ?? "nothing",
    change: update,
    async answer() {
      if (origin.direction !== "incoming" || facts.state !== "incoming") {
        return refused("wrong-call-state", facts.state);
      }
      beingAnswered = true;
      options.onChange();
      // A caller that gets an offer before it could acknowledge the answer (RFC 3261 13.3.1.4) may drop the call.
      reoffers.waitFor(acknowledged.promise);
      try {
        await origin.session.accept();
      } catch (cause) {
        return failed(String(cause));
      }
      return isUp() ? success(undefined) : refused("no-such-call", "the caller hung up");
    },
    hangUp,
    hold,
    resume,
    async mute(muted) {
      if (!isUp()) return refused("wrong-call-state", facts.state);
      // First what is wanted: a hold or resume under way goes by it.
      update({ muted });
      try {
        await peer.setSilent(muted || reoffers.isHeld());
      } catch (cause) {
        update({ muted: !muted });
        return failed(String(cause));
      }
      return success(undefined);
    },
    async sendDigits(digits) {
      if (facts.state !== "talking" && facts.state !== "dialling") {
        return refused("wrong-call-state", facts.state);
      }
      const sent = await sendKeyPresses(digits, { session, peer, clock });
      return sent ? success(undefined) : failed("the other side takes no key presses");
    },
    transfer: putThrough.transfer,
    connectRinging: putThrough.connectRinging,
    connectTalking: putThrough.connectTalking,
    transferToService: putThrough.transferToService,
    renegotiate,
    cutOff,
    async signallingBack() {
      if (!isUp()) return;
      if (!(await isKnown(session))) cutOff();
      else if (facts.audio === "lost") await renegotiate(true);
    },
  };
}
