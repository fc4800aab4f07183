import { type Invitation, SessionState } from "sip.js";
import type { EndCause, Leg } from "../pbx/leg.ts";
import { refusalFor } from "./causes.ts";
import { type FindReplaced, inDialogRequests } from "./in-dialog.ts";
import { createLegNotices } from "./leg-notices.ts";
import { createMediaLeg } from "./media-leg.ts";
import type { Phone } from "./phone.ts";
import { coreCallHeader } from "./phone.ts";

/** The leg of a phone that calls us, from its INVITE on. `setCallId` names the call in the responses to it. */
export interface CallerLeg extends Leg {
  setCallId(id: string): void;
}

export function createCallerLeg(invitation: Invitation, phone: Phone, findReplaced: FindReplaced): CallerLeg {
  const notices = createLegNotices();
  const media = createMediaLeg(notices);
  let state: Leg["state"] = "calling";
  let extraHeaders: string[] = [];
  let isHeard = false;
  let cause: EndCause = "unreachable";

  function over(): void {
    media.close();
    if (state === "ended") return;
    state = "ended";
    notices.ended(cause);
  }

  phone.carry(invitation, media, over);
  invitation.delegate = {
    ...inDialogRequests(invitation, notices, findReplaced),
    onCancel() {
      cause = "cancelled";
    },
    onBye(bye) {
      cause = "hung-up";
      void bye.accept();
    },
  };
  invitation.stateChange.addListener((sessionState) => {
    if (sessionState === SessionState.Terminated) over();
  });

  return {
    get state() {
      return state;
    },
    setCallId(id) {
      extraHeaders = [coreCallHeader(id)];
    },
    ring() {
      if (state === "calling") void invitation.progress({ statusCode: 180, extraHeaders });
    },
    playEarly(frame) {
      if (state !== "calling") return;
      if (!isHeard) invitation.progress({ statusCode: 183, extraHeaders }).catch(() => undefined);
      isHeard = true;
      media.play(frame);
    },
    answer() {
      if (state !== "calling") return;
      state = "answered";
      // A failure ends the session, and so the leg.
      invitation.accept({ extraHeaders }).catch(() => undefined);
    },
    end(why) {
      if (state === "ended") return;
      state = "ended";
      notices.close();
      if (invitation.state === SessionState.Established) void invitation.bye();
      else void invitation.reject(refusalFor(why));
    },
    play(frame) {
      if (state === "answered") media.play(frame);
    },
    listen: notices.listen,
  };
}
