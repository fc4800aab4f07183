import { Inviter, SessionState, URI } from "sip.js";
import type { EndCause, Leg } from "../pbx/leg.ts";
import { causeOf } from "./causes.ts";
import { type FindReplaced, inDialogRequests } from "./in-dialog.ts";
import { createLegNotices } from "./leg-notices.ts";
import { createMediaLeg, type MediaLeg } from "./media-leg.ts";
import { coreCallHeader, type Phone } from "./phone.ts";

/** Where one phone of a user can be reached. */
export interface Contact {
  readonly phone: Phone;
  readonly uri: URI;
}

export interface DialledCall {
  readonly domain: string;
  readonly username: string;
  readonly from: { readonly number: string; readonly name: string | null };
  readonly callId: string;
}

interface Branch {
  readonly inviter: Inviter;
  readonly media: MediaLeg;
  cause: EndCause;
}

/** The leg of a user whom we call: every one of the user's phones rings, the first to answer is the leg. */
export function createDialledLeg(
  contacts: readonly Contact[],
  call: DialledCall,
  findReplaced: FindReplaced,
  onSession: (session: Inviter, leg: Leg) => void,
): Leg {
  const notices = createLegNotices();
  const pending = new Set<Branch>();
  let winner: Branch | null = null;
  let state: Leg["state"] = "ringing";
  let outcome: EndCause = "unreachable";
  let rang = false;

  function dial({ phone, uri }: Contact): Branch {
    const inviter = new Inviter(phone.userAgent, uri, {
      extraHeaders: [coreCallHeader(call.callId)],
      params: {
        fromUri: new URI("sip", encodeURIComponent(call.from.number), call.domain),
        toUri: new URI("sip", call.username, call.domain),
        ...(call.from.name === null ? {} : { fromDisplayName: quotable(call.from.name) }),
      },
    });
    const media = createMediaLeg(notices);
    const branch: Branch = { inviter, media, cause: "unreachable" };
    phone.carry(inviter, media, () => terminated(branch));
    inviter.delegate = {
      ...inDialogRequests(inviter, notices, findReplaced),
      onBye(bye) {
        branch.cause = "hung-up";
        void bye.accept();
      },
    };
    inviter.stateChange.addListener((sessionState) => {
      if (sessionState === SessionState.Established) established(branch);
      // SIP.js tells the final response right after this.
      else if (sessionState === SessionState.Terminated) queueMicrotask(() => terminated(branch));
    });
    return branch;
  }

  function invite(branch: Branch): void {
    const requestDelegate = {
      onProgress() {
        if (rang || state !== "ringing") return;
        rang = true;
        notices.ringing();
      },
      onReject({ message }: { message: { statusCode?: number | undefined } }) {
        branch.cause = causeOf(message.statusCode ?? 0);
      },
    };
    // A failure ends the session, and so the branch.
    branch.inviter.invite({ requestDelegate }).catch(() => undefined);
  }

  function established(branch: Branch): void {
    pending.delete(branch);
    winner = branch;
    state = "answered";
    notices.answered();
    cancelPending("answered-elsewhere");
  }

  function terminated(branch: Branch): void {
    branch.media.close();
    pending.delete(branch);
    if (state === "ended") return;
    if (branch === winner) {
      finish(branch.cause);
    } else if (state === "ringing") {
      if (branch.cause !== "unreachable") outcome = branch.cause;
      // 603 speaks for the user, not for one phone (RFC 3261 section 21.6.2).
      if (pending.size === 0 || branch.cause === "declined") finish(outcome);
    }
  }

  function finish(cause: EndCause): void {
    state = "ended";
    cancelPending("cancelled");
    notices.ended(cause);
  }

  function cancelPending(cause: EndCause): void {
    // Phones then do not list the call as missed (RFC 3326 section 3.1).
    const extraHeaders =
      cause === "answered-elsewhere" ? ['Reason: SIP;cause=200;text="Call completed elsewhere"'] : [];
    // One that has refused this very moment cannot be cancelled, and need not be.
    for (const { inviter } of pending) inviter.cancel({ extraHeaders }).catch(() => undefined);
    pending.clear();
  }

  const leg: Leg = {
    get state() {
      return state;
    },
    ring() {},
    playEarly() {},
    answer() {},
    end(cause) {
      if (state === "ended") return;
      state = "ended";
      notices.close();
      cancelPending(cause);
      if (winner?.inviter.state === SessionState.Established) void winner.inviter.bye();
    },
    play(frame) {
      if (state === "answered") winner?.media.play(frame);
    },
    listen: notices.listen,
  };
  for (const contact of contacts) pending.add(dial(contact));
  for (const branch of [...pending]) {
    onSession(branch.inviter, leg);
    invite(branch);
  }
  return leg;
}

/** A display name stands in quotes on one line, and SIP.js puts it there as it is. */
function quotable(name: string): string {
  return name.replaceAll(/["\\\r\n]+/g, " ");
}
