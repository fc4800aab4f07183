import { type Session, SessionState } from "sip.js";
import type { Clock } from "../support/clock.ts";
import type { RemotePeer } from "./remote-peer.ts";

const EVERY_MS = 160;

/**
 * Sends key presses with the sound (RFC 4733), and where that cannot be, in SIP INFO requests, one after the other. False: the other
 * side took neither.
 */
export async function sendKeyPresses(
  digits: string,
  { session, peer, clock }: { session: Session; peer: RemotePeer; clock: Clock },
): Promise<boolean> {
  if (await peer.sendDigits(digits).catch(() => false)) return true;
  for (const digit of digits) {
    if (session.state !== SessionState.Established || !(await tell(session, digit))) return false;
    await new Promise<void>((resume) => clock.after(EVERY_MS, resume));
  }
  return true;
}

function tell(session: Session, digit: string): Promise<boolean> {
  return new Promise((answered) => {
    session
      .info({
        requestDelegate: { onAccept: () => answered(true), onReject: () => answered(false) },
        requestOptions: {
          body: {
            contentDisposition: "render",
            contentType: "application/dtmf-relay",
            content: `Signal=${digit}\r\nDuration=${EVERY_MS}\r\n`,
          },
        },
      })
      .catch(() => answered(false));
  });
}
