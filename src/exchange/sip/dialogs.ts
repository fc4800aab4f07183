import { type Session, SessionState } from "sip.js";
import type { Leg } from "../pbx/leg.ts";

/** The dialogs that phones can name in a Replaces (RFC 3891). */
export interface Dialogs {
  add(username: string, session: Session, leg: Leg): void;
  /** `replaces` as it stands, escaped, in a Refer-To URI; only dialogs of the same user are found. */
  find(username: string, replaces: string): Leg | null;
}

export function createDialogs(): Dialogs {
  const legs = new Map<Session, { username: string; leg: Leg }>();
  return {
    add(username, session, leg) {
      legs.set(session, { username, leg });
      session.stateChange.addListener((state) => {
        if (state === SessionState.Terminated) legs.delete(session);
      });
    },
    find(username, replaces) {
      const [callId, ...rest] = decodeURIComponent(replaces).split(";");
      const tags = new Map(rest.map((part) => part.split("=", 2) as [string, string]));
      for (const [{ dialog }, entry] of legs) {
        if (
          entry.username === username &&
          dialog?.callId === callId &&
          dialog?.localTag === tags.get("to-tag") &&
          dialog?.remoteTag === tags.get("from-tag")
        ) {
          return entry.leg;
        }
      }
      return null;
    },
  };
}
