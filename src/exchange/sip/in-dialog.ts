import { type Core, type Info, type Session, type SessionDelegate, SessionState } from "sip.js";
import type { Leg } from "../pbx/leg.ts";
import type { LegNotices } from "./leg-notices.ts";

/** Finds the leg that a Replaces value (RFC 3891) of the same party means. */
export type FindReplaced = (replaces: string) => Leg | null;

/** What a phone may ask within an established dialog: digits by INFO, transfers by REFER. */
export function inDialogRequests(
  session: Session,
  notices: LegNotices,
  findReplaced: FindReplaced,
): SessionDelegate {
  return {
    onInfo(info) {
      const digit = dialledDigit(info);
      if (digit) notices.digit(digit);
      void (digit ? info.accept() : info.reject({ statusCode: 415 }));
    },
    onRefer(referral) {
      const to: Core.NameAddrHeader | undefined = referral.request.parseHeader("refer-to");
      if (!to?.uri.user) {
        void referral.reject({ statusCode: 400 });
        return;
      }
      void referral.accept();
      const event = `refer;id=${referral.request.cseq}`;
      const report = (statusCode: number, reasonPhrase: string) =>
        notify(session, event, `${statusCode} ${reasonPhrase}`, statusCode >= 200);
      const replaces = referral.replaces === undefined ? null : findReplaced(referral.replaces);
      if (referral.replaces !== undefined && !replaces) {
        report(481, "Call/Transaction Does Not Exist");
        return;
      }
      notices.transfer({ target: to.uri.user, ringMs: ringLimit(to), replaces, report });
    },
  };
}

/** The body of application/dtmf-relay, as phones send it: `Signal=5` and `Duration=160` on lines of their own. */
function dialledDigit(info: Info): string | null {
  if (!info.request.getHeader("content-type")?.startsWith("application/dtmf-relay")) return null;
  return /^signal=\s*([0-9*#A-D])\s*$/im.exec(info.request.body)?.[1] ?? null;
}

/** An Expires header in the Refer-To URI is how long the INVITE that it asks for may ring (RFC 3261 section 19.1.1). */
function ringLimit({ uri }: Core.NameAddrHeader): number | null {
  const [seconds] = uri.getHeader("Expires") ?? [];
  return seconds !== undefined && /^\d+$/.test(seconds) ? Number(seconds) * 1000 : null;
}

/** Progress of a transfer, RFC 3515 section 2.4.4. */
function notify(session: Session, event: string, status: string, isFinal: boolean): void {
  if (session.state !== SessionState.Established) return;
  const state = isFinal ? "terminated;reason=noresource" : "active;expires=60";
  session.dialog?.notify(undefined, {
    extraHeaders: [`Event: ${event}`, `Subscription-State: ${state}`],
    body: {
      contentDisposition: "render",
      contentType: "message/sipfrag;version=2.0",
      content: `SIP/2.0 ${status}`,
    },
  });
}
