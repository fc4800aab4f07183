import { type Session, URI } from "sip.js";
import type { PhoneCall } from "../../shared/model/calls.ts";
import { type Result, refused, success } from "../../shared/model/result.ts";
import type { Clock } from "../support/clock.ts";
import type { PhoneTarget } from "./call-control.ts";
import { isKnown } from "./is-known.ts";
import { returnReasonOf } from "./return-reason.ts";
import { type ReferTo, watchTransfer } from "./watched-transfer.ts";

/** The call of ours whose other side the caller gets. */
export interface JoinedCall {
  readonly number: string;
  readonly name: string;
  /** What a Replaces calls its dialog, early or not; null: there is none yet. */
  dialogName(): string | null;
  /** Where its other side is, once it has answered. */
  remoteTarget(): URI | null;
  hangUp(): Promise<unknown>;
}

/** Putting the other side of one call through. A success is that of the request; what becomes of it, the call's state tells. */
export interface PutThrough {
  /** Blind transfer: unless somebody answers in time, the call is back as `returned`. */
  transfer(target: PhoneTarget, ringMs: number): Promise<Result<void>>;
  /** As a blind transfer to a call that rings already. */
  connectRinging(to: JoinedCall, ringMs: number): Promise<Result<void>>;
  /** To a call that is up. The value is the outcome: if it fails, the caller is on hold as before. */
  connectTalking(to: JoinedCall): Promise<Result<Promise<Result<void>>>>;
  /** As a blind transfer to a service that answers at once; the value is the outcome. */
  transferToService(service: PhoneTarget): Promise<Result<Promise<Result<void>>>>;
  /** The call is over. */
  stop(): void;
}

/** Nobody has to pick up for these: an exchange that is silent for so long does not do it. */
const AT_ONCE_MS = 5_000;

/** What became of it: the status of the target's call, null: nothing was heard in time. */
type Outcome = (statusCode: number | null, rangForMs: number) => void;

export function createPutThrough(call: {
  session: Session;
  clock: Clock;
  facts(): PhoneCall;
  update(change: Partial<PhoneCall>): void;
  hold(): Promise<Result<void>>;
  /** Ends our side: somebody else talks with the caller now. */
  leave(): void;
  /** Taking the caller back is what tells the exchange to stop trying; then the caller hears music again. */
  takeBackOnHold(): void;
}): PutThrough {
  const { session, clock, facts, update } = call;
  const { host } = session.userAgent.configuration.uri;
  let stop = () => {};
  let isOver = false;

  const isUnderWay = () => facts().state === "transferring";
  const backOnHold = () => isUnderWay() && update({ state: "on-hold", transfer: null });

  async function refer(target: PhoneTarget, referTo: ReferTo, ringMs: number, outcome: Outcome) {
    const { state } = facts();
    if (state !== "talking" && state !== "on-hold" && state !== "returned")
      return refused("wrong-call-state", state);
    // Nobody waits for it: the microphone is stopped before its offer goes out, and music is for who waits longer.
    if (state === "talking") void call.hold();
    const since = clock.now();
    let ringingSince: number | null = null;
    update({
      state: "transferring",
      transfer: { targetName: target.name, targetNumber: target.number, since },
      returned: null,
    });
    stop();
    const watch = watchTransfer(session, {
      clock,
      referTo,
      ringMs,
      onRinging: () => {
        ringingSince ??= clock.now();
      },
      onFinal(statusCode) {
        const rangFrom = ringingSince ?? (returnReasonOf(statusCode) === "no-answer" ? since : clock.now());
        outcome(statusCode, Math.max(0, clock.now() - rangFrom));
      },
      onOverdue: () => outcome(null, Math.max(0, clock.now() - (ringingSince ?? since))),
    });
    stop = watch.stop;
    const statusCode = await watch.accepted;
    if (statusCode < 300) return success(undefined);
    backOnHold();
    return refused(statusCode === 481 ? "no-such-call" : "unreachable-number", String(statusCode));
  }

  async function cameBack({ name }: PhoneTarget, statusCode: number | null, rangForMs: number) {
    const { transfer } = facts();
    const reason = statusCode === null ? "no-answer" : returnReasonOf(statusCode);
    // The target is let go of also where the caller hung up, and of that we may hear a moment later.
    if (reason === "cancelled") await isKnown(session);
    if (!isUnderWay() || facts().transfer !== transfer) return;
    update({ state: "returned", transfer: null, returned: { targetName: name, reason, rangForMs } });
    if (statusCode === null) call.takeBackOnHold();
  }

  const anyOf = (number: string): URI => new URI("sip", encodeURIComponent(number), host);

  const transfer = (target: PhoneTarget, ringMs: number) =>
    refer(target, { target: anyOf(target.number), replaces: null }, ringMs, (statusCode, rangForMs) => {
      if (isSuccess(statusCode)) call.leave();
      else void cameBack(target, statusCode, rangForMs);
    });

  async function connectRinging(to: JoinedCall, ringMs: number): Promise<Result<void>> {
    const instead = async () => {
      await to.hangUp();
      return transfer(to, ringMs);
    };
    const insteadIfWished = async () => {
      await to.hangUp();
      if (isUnderWay()) {
        backOnHold();
        await transfer(to, ringMs);
      }
    };
    const replaces = to.dialogName();
    if (replaces === null) return instead();
    const asked = await refer(to, { target: anyOf(to.number), replaces }, ringMs, (statusCode, rangForMs) => {
      // The exchange knows no such dialog, or no Replaces: the target itself refuses in other words.
      const isUnknown = statusCode !== null && returnReasonOf(statusCode) === "failed";
      const hasAnswered = to.remoteTarget() !== null;
      if (isSuccess(statusCode)) call.leave();
      else if (isUnknown && hasAnswered) backOnHold();
      else if (isUnknown) insteadIfWished().catch(() => undefined);
      else void cameBack(to, statusCode, rangForMs);
      // Whoever answered us meanwhile is hung up on only where the caller is with him.
      if (isSuccess(statusCode) || !hasAnswered) to.hangUp().catch(() => undefined);
    });
    const isRefusal = !asked.ok && ["unreachable-number", "no-such-call"].includes(asked.refusal.code);
    return isRefusal && facts().state === "on-hold" ? instead() : asked;
  }

  async function atOnce(target: PhoneTarget, referTo: ReferTo, done: () => void) {
    const outcome = Promise.withResolvers<Result<void>>();
    const asked = await refer(target, referTo, AT_ONCE_MS, (statusCode) => {
      if (isSuccess(statusCode)) {
        // Leaving ends the call, which is no failure of this any more.
        outcome.resolve(success(undefined));
        call.leave();
        return done();
      }
      const wasWished = isUnderWay();
      backOnHold();
      if (wasWished && statusCode === null) call.takeBackOnHold();
      // Also a caller who hangs up meanwhile: the exchange says what became of it before it ends the call.
      const hasEnded = statusCode === 481 || (wasWished && statusCode === 487);
      outcome.resolve(refused(hasEnded ? "no-such-call" : "phone-failed", String(statusCode)));
    });
    if (!asked.ok) return asked;
    const stopWatch = stop;
    stop = () => {
      stopWatch();
      outcome.resolve(refused("no-such-call"));
    };
    // The call ended before its acceptance could be followed: what was told by then holds, and nobody would tell anything more.
    if (isOver) stop();
    return success(outcome.promise);
  }

  return {
    transfer,
    connectRinging,
    connectTalking: (to) =>
      atOnce(to, { target: to.remoteTarget() ?? anyOf(to.number), replaces: to.dialogName() }, () => {
        to.hangUp().catch(() => undefined);
      }),
    transferToService: (service) =>
      atOnce(service, { target: anyOf(service.number), replaces: null }, () => undefined),
    stop() {
      isOver = true;
      stop();
    },
  };
}

const isSuccess = (statusCode: number | null) => statusCode !== null && statusCode < 300;
