import { type Session, SessionState } from "sip.js";
import type { Clock } from "../support/clock.ts";
import { reinvite } from "./reinvite.ts";
import type { RemotePeer } from "./remote-peer.ts";
import { createSerial } from "./serial.ts";

/** The offers within one call, one after the other. */
export interface Reoffers {
  /** Puts the other side on hold, or takes it back; true when it agreed. */
  offer(hold: boolean): Promise<boolean>;
  /** Takes the other side back without a word, and puts it on hold again, if it is still wished for when its turn comes. */
  touch(wished: () => boolean): Promise<void>;
  /** Brings the sound back; false: the other side did not agree. */
  renegotiate(iceRestart: boolean): Promise<boolean>;
  /** Holds up what is asked from now on until this is over. */
  waitFor(condition: Promise<void>): void;
  /** What the other side last agreed to. */
  isHeld(): boolean;
}

/** The microphone stops before an offer of hold and starts after an offer to talk, so that nothing is overheard. */
export function createReoffers(options: {
  session: Session;
  peer: RemotePeer;
  clock: Clock;
  /** Also while nobody is on hold. */
  isSilent(): boolean;
}): Reoffers {
  const { session, peer, clock, isSilent } = options;
  const inOrder = createSerial();
  let held = false;
  const isUp = () => session.state === SessionState.Established;

  async function offerNow(hold: boolean, silent: boolean): Promise<boolean> {
    if (!isUp()) return false;
    if (hold) await peer.setSilent(true).catch(() => undefined);
    peer.plan({ hold, iceRestart: false });
    const agreed = await reinvite(session, clock);
    if (agreed) held = hold;
    peer.plan({ hold: held, iceRestart: false });
    await peer.setSilent(held || silent || isSilent()).catch(() => undefined);
    return agreed;
  }

  return {
    offer: (hold) => inOrder(() => offerNow(hold, false)),
    touch: (wished) =>
      inOrder(async () => {
        if (wished() && (await offerNow(false, true))) await offerNow(true, true);
      }),
    renegotiate: (iceRestart) =>
      inOrder(async () => {
        if (!isUp() || !(iceRestart || peer.isStranded())) return true;
        peer.plan({ hold: held, iceRestart });
        return (await reinvite(session, clock)) || !isUp();
      }),
    waitFor(condition) {
      inOrder(() => condition).catch(() => undefined);
    },
    isHeld: () => held,
  };
}
