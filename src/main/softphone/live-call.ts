import { randomUUID } from "node:crypto";
import { type Invitation, type Inviter, type Session, SessionState } from "sip.js";
import type { PhoneCall } from "../../shared/model/calls.ts";
import { type CallId, PhoneCallId } from "../../shared/model/ids.ts";
import { type Result, refused, success } from "../../shared/model/result.ts";
import type { Clock } from "../support/clock.ts";
import type { AudioPages, PeerConnectionState } from "./audio-pages.ts";
import type { PhoneTarget } from "./call-control.ts";
import { reinvite } from "./reinvite.ts";
import { createRemotePeer, type RemotePeer } from "./remote-peer.ts";
import { returnReasonOf } from "./return-reason.ts";
import { createSerial } from "./serial.ts";
import { watchTransfer } from "./watched-transfer.ts";

/** A call while it lasts: one SIP session with its peer, and what the product is told about it. */
export interface LiveCall {
  readonly peer: RemotePeer;
  facts(): PhoneCall;
  /** An answer has been asked for, though it is not there yet. */
  isBeingAnswered(): boolean;
  /** The person hung up, though the other side may not know it yet. */
  wasHungUp(): boolean;
  setCoreCallId(coreCallId: CallId): void;
  answer(): Promise<Result<void>>;
  hangUp(): Promise<Result<void>>;
  hold(): Promise<Result<void>>;
  resume(): Promise<Result<void>>;
  mute(muted: boolean): Promise<Result<void>>;
  transfer(target: PhoneTarget, ringMs: number): Promise<Result<void>>;
  /** Brings the sound back: on another page, or on another network path. */
  renegotiate(iceRestart: boolean): Promise<void>;
}

/** SIP.js' session of a call, by who began it: only one kind can be accepted, only the other cancelled. */
export type CallOrigin =
  | { readonly direction: "incoming"; readonly session: Invitation }
  | { readonly direction: "outgoing"; readonly session: Inviter };

const failed = (detail: string) => refused("phone-failed", detail);

/**
 * Follows `PhoneCallState`. Offers within the call go one after the other; whoever takes a transferred caller back sees the call
 * on hold until the other side agreed.
 */
export function createLiveCall(options: {
  origin: CallOrigin;
  remote: PhoneCall["remote"];
  coreCallId: CallId | null;
  audio: AudioPages;
  clock: Clock;
  onChange(): void;
  onAnswered(): void;
  onEnded(): void;
}): LiveCall {
  const { origin, clock } = options;
  const session: Session = origin.session;
  const reoffers = createSerial();
  const now = clock.now();
  let facts: PhoneCall = {
    phoneCallId: PhoneCallId.parse(randomUUID()),
    direction: origin.direction,
    remote: options.remote,
    coreCallId: options.coreCallId,
    state: origin.direction === "incoming" ? "incoming" : "dialling",
    stateSince: now,
    startedAt: now,
    answeredAt: null,
    muted: false,
    audio: "connecting",
    transfer: null,
    returned: null,
    consultFor: null,
    inConference: false,
    quality: null,
  };
  let beingAnswered = false;
  let hungUp = false;
  let stopTransfer = () => {};

  function update(change: Partial<PhoneCall>) {
    const stateSince = change.state && change.state !== facts.state ? clock.now() : facts.stateSince;
    facts = { ...facts, ...change, stateSince };
    options.onChange();
  }

  const peer = createRemotePeer({ audio: options.audio, onConnection: connectionChanged });

  function connectionChanged(state: PeerConnectionState) {
    switch (state) {
      case "new":
      case "connecting":
        return update({ audio: "connecting" });
      case "connected":
        return update({ audio: "flowing" });
      case "failed":
        update({ audio: "lost" });
        renegotiate(true).catch(() => undefined);
        return;
      case "disconnected":
      case "closed":
        return update({ audio: "lost" });
    }
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
    if (state === SessionState.Terminated) {
      acknowledged.resolve();
      stopTransfer();
      options.onEnded();
    }
  });

  const state = () => facts.state;
  const isUp = () => session.state === SessionState.Established;

  /** What the other side last agreed to. */
  let held = false;

  /** The microphone stops before the offer of hold and starts after the offer to talk, so that nothing is overheard. */
  async function offerNow(hold: boolean, silent: boolean): Promise<boolean> {
    if (!isUp()) return false;
    if (hold) await peer.setSilent(true).catch(() => undefined);
    peer.plan({ hold, iceRestart: false });
    const agreed = await reinvite(session, clock);
    if (agreed) held = hold;
    peer.plan({ hold: held, iceRestart: false });
    await peer.setSilent(held || silent || facts.muted).catch(() => undefined);
    return agreed;
  }

  const offer = (hold: boolean) => reoffers(() => offerNow(hold, false));

  /** Taking the caller back is what tells the exchange to stop trying; then the caller hears music again. */
  const takeBackOnHold = () =>
    reoffers(async () => {
      if (state() === "returned" && (await offerNow(false, true))) await offerNow(true, true);
    });

  function renegotiate(iceRestart: boolean): Promise<void> {
    return reoffers(async () => {
      if (!isUp() || !(iceRestart || peer.isStranded())) return;
      peer.plan({ hold: held, iceRestart });
      if (!(await reinvite(session, clock)) && isUp()) update({ audio: "lost" });
    });
  }

  function cameBack(targetName: string, ringingSince: number, reason: ReturnType<typeof returnReasonOf>) {
    const rangForMs = Math.max(0, clock.now() - ringingSince);
    update({ state: "returned", transfer: null, returned: { targetName, reason, rangForMs } });
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
    if (!(await offer(false))) return failed("the call could not be resumed");
    update({ state: "talking", returned: null });
    return success(undefined);
  }

  async function hold(): Promise<Result<void>> {
    if (facts.state !== "talking") return refused("wrong-call-state", facts.state);
    if (!(await offer(true))) return failed("the call could not be put on hold");
    if (state() === "talking") update({ state: "on-hold" });
    return success(undefined);
  }

  async function transfer(target: PhoneTarget, ringMs: number): Promise<Result<void>> {
    if (facts.state === "talking") {
      const held = await hold();
      if (!held.ok) return held;
    }
    if (state() !== "on-hold") return refused("wrong-call-state", state());
    const since = clock.now();
    let ringingSince: number | null = null;
    update({
      state: "transferring",
      transfer: { targetName: target.name, targetNumber: target.number, since },
    });
    stopTransfer();
    const watch = watchTransfer(session, {
      clock,
      number: target.number,
      ringMs,
      onRinging: () => {
        ringingSince ??= clock.now();
      },
      onFinal(statusCode) {
        if (statusCode < 300) {
          if (isUp()) session.bye().catch(() => undefined);
        } else if (state() === "transferring") {
          const reason = returnReasonOf(statusCode);
          cameBack(target.name, ringingSince ?? (reason === "no-answer" ? since : clock.now()), reason);
        }
      },
      onOverdue() {
        if (state() !== "transferring") return;
        cameBack(target.name, ringingSince ?? since, "no-answer");
        takeBackOnHold().catch(() => undefined);
      },
    });
    stopTransfer = watch.stop;
    const statusCode = await watch.accepted;
    if (statusCode < 300) return success(undefined);
    if (state() === "transferring") update({ state: "on-hold", transfer: null });
    return refused("unreachable-number", String(statusCode));
  }

  return {
    peer,
    facts: () => facts,
    isBeingAnswered: () => beingAnswered,
    wasHungUp: () => hungUp,
    setCoreCallId: (coreCallId) => update({ coreCallId }),
    async answer() {
      if (origin.direction !== "incoming" || facts.state !== "incoming") {
        return refused("wrong-call-state", facts.state);
      }
      beingAnswered = true;
      options.onChange();
      // A caller that gets an offer before it could acknowledge the answer (RFC 3261 13.3.1.4) may drop the call.
      reoffers(() => acknowledged.promise).catch(() => undefined);
      try {
        await origin.session.accept();
      } catch (cause) {
        return failed(String(cause));
      }
      return isUp() ? success(undefined) : refused("no-such-call", "the caller hung up");
    },
    async hangUp() {
      hungUp = true;
      try {
        if (isUp()) await session.bye();
        else if (origin.direction === "outgoing") await origin.session.cancel();
        else await origin.session.reject({ statusCode: 603 });
      } catch (cause) {
        const ending =
          session.state === SessionState.Terminating || session.state === SessionState.Terminated;
        if (!ending) return failed(String(cause));
      }
      return success(undefined);
    },
    hold,
    resume,
    async mute(muted) {
      if (!isUp()) return refused("wrong-call-state", facts.state);
      // First what is wanted: a hold or resume under way goes by it.
      update({ muted });
      try {
        await peer.setSilent(muted || held);
      } catch (cause) {
        update({ muted: !muted });
        return failed(String(cause));
      }
      return success(undefined);
    },
    transfer,
    renegotiate,
  };
}
