import {
  type Invitation,
  Inviter,
  type Session,
  type SessionDescriptionHandlerFactory,
  URI,
  type UserAgent,
} from "sip.js";
import type { PhoneCall } from "../../shared/model/calls.ts";
import { CallId, type PhoneCallId } from "../../shared/model/ids.ts";
import { type Result, refused, success } from "../../shared/model/result.ts";
import type { Clock } from "../support/clock.ts";
import type { Log } from "../support/log.ts";
import type { AudioPages } from "./audio-pages.ts";
import type { CallControl } from "./call-control.ts";
import { type CallOrigin, createLiveCall, type LiveCall } from "./live-call.ts";
import type { RemotePeer } from "./remote-peer.ts";
import { createSerial } from "./serial.ts";

const EXPECT_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 25;
/** The feed's id of a call, percent-encoded: an extension of our exchanges to SIP. */
const CORE_CALL_HEADER = "X-Core-Call";

type Actions = Pick<
  CallControl,
  "answer" | "hangUp" | "hold" | "resume" | "mute" | "transfer" | "expectCall"
>;

export interface Calls extends Actions {
  readonly descriptionHandlerFactory: SessionDescriptionHandlerFactory;
  incoming(invitation: Invitation): void;
  dial(
    userAgent: UserAgent,
    number: string,
    name: string | null,
  ): Promise<Result<{ phoneCallId: PhoneCallId }>>;
  /** The audio moved to another page: offers anew in every call. */
  audioMoved(): void;
  /** The exchange can be reached again: calls whose sound broke off look for a new path. */
  signallingBack(): void;
  endAll(): void;
}

/** The calls of the phone and the rules among them: never two talking, a ring only for somebody who is not talking. */
export function createCalls(options: {
  audio: AudioPages;
  clock: Clock;
  log: Log;
  onChange(calls: readonly PhoneCall[]): void;
}): Calls {
  const { audio, clock, log } = options;
  const calls = new Map<PhoneCallId, LiveCall>();
  const peers = new WeakMap<Session, RemotePeer>();
  const inTurn = createSerial();
  /** Each ends one expectation. */
  const expectations = new Set<() => void>();

  function changed() {
    const all = [...calls.values()];
    const talking = all.some((call) => call.facts().state === "talking");
    audio.ring(!talking && expectations.size === 0 && all.some(isRinging));
    options.onChange(all.map((call) => call.facts()));
  }

  function add(origin: CallOrigin, remote: PhoneCall["remote"], coreCallId: CallId | null): LiveCall {
    const call = createLiveCall({
      origin,
      remote,
      coreCallId,
      audio,
      clock,
      onChange: () => calls.has(id) && changed(),
      onAnswered: () => {
        if (origin.direction === "outgoing") keepToOneTalking(call);
      },
      onEnded() {
        calls.delete(id);
        changed();
      },
    });
    const id = call.facts().phoneCallId;
    calls.set(id, call);
    peers.set(origin.session, call.peer);
    return call;
  }

  const talkingBut = (call: LiveCall) =>
    [...calls.values()].filter((other) => other !== call && other.facts().state === "talking");

  async function holdOthers(call: LiveCall): Promise<Result<void>> {
    for (const other of talkingBut(call)) {
      const held = await other.hold();
      if (!held.ok && other.facts().state === "talking") return held;
    }
    return success(undefined);
  }

  /** A dialled call that is answered while the person talks with somebody else waits for its turn. */
  function keepToOneTalking(call: LiveCall) {
    inTurn(async () => {
      if (talkingBut(call).length > 0) await call.hold();
    }).catch((cause: unknown) => log.error("softphone", "holding a dialled call", cause));
  }

  function withCall<T>(id: PhoneCallId, act: (call: LiveCall) => Promise<Result<T>>): Promise<Result<T>> {
    const call = calls.get(id);
    return call ? act(call) : Promise.resolve(refused("no-such-call"));
  }

  function takeTurn(id: PhoneCallId, act: (call: LiveCall) => Promise<Result<void>>) {
    return inTurn(() => withCall(id, act));
  }

  async function answerNow(call: LiveCall): Promise<Result<void>> {
    const microphone = microphoneRefusal(audio);
    if (microphone) return microphone;
    if (call.facts().state !== "incoming") return refused("wrong-call-state", call.facts().state);
    const free = await holdOthers(call);
    return free.ok ? call.answer() : free;
  }

  function answerExpected({ facts }: LiveCall, answered: () => void) {
    takeTurn(facts().phoneCallId, answerNow)
      .then((result) => {
        if (!result.ok) log.warn("softphone", `expected call not answered: ${result.refusal.code}`);
      })
      .catch((cause: unknown) => log.error("softphone", "answering an expected call", cause))
      .finally(answered);
  }

  return {
    descriptionHandlerFactory(session) {
      const peer = peers.get(session);
      if (!peer) throw new Error("a session that is no call of ours");
      return peer;
    },
    incoming(invitation) {
      const from = invitation.assertedIdentity ?? invitation.remoteIdentity;
      add(
        { direction: "incoming", session: invitation },
        { number: numberIn(from.uri.user), name: from.displayName || null },
        coreCallIdIn(invitation.request),
      );
      changed();
    },
    async dial(userAgent, number, name) {
      const microphone = microphoneRefusal(audio);
      if (microphone) return microphone;
      const domain = userAgent.configuration.uri.host;
      const inviter = new Inviter(userAgent, new URI("sip", encodeURIComponent(number), domain));
      const call = add({ direction: "outgoing", session: inviter }, { number, name }, null);
      const learn = ({ message }: { message: Parameters<typeof coreCallIdIn>[0] }) => {
        const coreCallId = coreCallIdIn(message);
        if (coreCallId !== null && call.facts().coreCallId === null) call.setCoreCallId(coreCallId);
      };
      changed();
      return inTurn(async () => {
        const placed = inviter
          .invite({ requestDelegate: { onProgress: learn, onAccept: learn } })
          .then(() => null, String);
        // The number goes out first: no dialled number waits for the hold of another call.
        await holdOthers(call);
        const problem = await placed;
        return problem === null || call.wasHungUp()
          ? success({ phoneCallId: call.facts().phoneCallId })
          : refused("phone-failed", problem);
      });
    },
    answer: (id) => takeTurn(id, answerNow),
    hangUp: (id) => withCall(id, (call) => call.hangUp()),
    hold: (id) => takeTurn(id, (call) => call.hold()),
    resume: (id) =>
      takeTurn(id, async (call) => {
        const free = await holdOthers(call);
        return free.ok ? call.resume() : free;
      }),
    mute: (id, muted) => withCall(id, (call) => call.mute(muted)),
    transfer: (id, target, ringMs) => takeTurn(id, (call) => call.transfer(target, ringMs)),
    expectCall(isExpected) {
      let cancelLook = () => {};
      const cancelLimit = clock.after(EXPECT_WITHIN_MS, () => stop());
      const stop = () => {
        cancelLook();
        cancelLimit();
        if (expectations.delete(stop)) changed();
      };
      const look = () => {
        const call = [...calls.values()].find(
          (each) => isRinging(each) && isExpected(each.facts().phoneCallId),
        );
        if (call) answerExpected(call, stop);
        else cancelLook = clock.after(LOOK_EVERY_MS, look);
      };
      expectations.add(stop);
      look();
      return stop;
    },
    audioMoved() {
      for (const call of calls.values()) restore(call, false);
    },
    signallingBack() {
      for (const call of calls.values()) {
        if (call.facts().audio === "lost") restore(call, true);
      }
    },
    endAll() {
      for (const stop of [...expectations]) stop();
      for (const call of calls.values()) {
        call.hangUp().catch((cause: unknown) => log.error("softphone", "ending a call", cause));
      }
      // Also those whose other side cannot be reached any more.
      calls.clear();
      changed();
    },
  };

  function restore(call: LiveCall, iceRestart: boolean) {
    call.renegotiate(iceRestart).catch((cause: unknown) => log.error("softphone", "restoring audio", cause));
  }
}

const isRinging = (call: LiveCall) => call.facts().state === "incoming" && !call.isBeingAnswered();

function microphoneRefusal(audio: AudioPages): Result<never> | null {
  switch (audio.state()) {
    case "ready":
      return null;
    case "none":
      return refused("no-phone", "no page has the audio");
    case "microphone-denied":
    case "microphone-missing":
      return refused("no-microphone", audio.state());
  }
}

function coreCallIdIn(message: { getHeader(name: string): string | undefined }): CallId | null {
  const header = message.getHeader(CORE_CALL_HEADER);
  if (!header) return null;
  try {
    return CallId.parse(decodeURIComponent(header.trim()));
  } catch {
    return null;
  }
}

/** RFC 3323 names the caller who withholds the number `anonymous`. */
function numberIn(user: string | undefined): string | null {
  if (!user || user === "anonymous") return null;
  try {
    return decodeURIComponent(user);
  } catch {
    return user;
  }
}
