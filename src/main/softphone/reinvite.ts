import { RequestPendingError, type Session, SessionState } from "sip.js";
import type { Clock } from "../support/clock.ts";

const ATTEMPTS = 5;

/**
 * Offers anew within a call; true when the other side agreed. Glare (491) and a side that is still busy with the last exchange
 * (500 with SIP.js, which answers so until it has digested the first ACK) are tried again after a jittered pause (RFC 3261 14.1).
 */
export async function reinvite(session: Session, clock: Clock): Promise<boolean> {
  for (let attempt = 1; ; attempt++) {
    const status = await offer(session);
    if (status >= 200 && status < 300) return true;
    if ((status !== 491 && status !== 500) || attempt === ATTEMPTS) return false;
    await new Promise<void>((resume) => clock.after(100 + Math.random() * 300 * attempt, resume));
  }
}

/** The status of the answer; 0 when there is none to be had. */
function offer(session: Session): Promise<number> {
  return new Promise((answered) => {
    const ended = (state: SessionState) => {
      if (state === SessionState.Terminated) finish(0);
    };
    const finish = (status: number) => {
      session.stateChange.removeListener(ended);
      answered(status);
    };
    session.stateChange.addListener(ended);
    session
      .invite({
        requestDelegate: {
          onAccept: (response) => finish(response.message.statusCode ?? 0),
          onReject: (response) => finish(response.message.statusCode ?? 0),
        },
      })
      .catch((cause: unknown) => finish(cause instanceof RequestPendingError ? 491 : 0));
  });
}
