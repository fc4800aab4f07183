import type { Call, Place } from "./call.ts";
import type { CallBook } from "./call-book.ts";
import type { User } from "./company.ts";
import { type Conversations, stateOfLine } from "./conversations.ts";
import type { Route } from "./dial-plan.ts";
import type { Line } from "./line.ts";

/** Dialled before an extension: whoever does that talks with who rings there. */
export const pickUpPrefix = "*8";

/** Where somebody is to be talked with who called already. */
type Joining = Extract<Route, { kind: "slot" | "pick-up" }>;

/** Talking with who rings at somebody else's phone, or is parked: an extension of ours to the core API. */
export interface PickingUp {
  /**
   * Whoever is on this line talks with who is parked there, or rings the longest at the user's phone, under the caller's call, whose id
   * is told before anything happens to it; the phone rings no more. What a queue offers is the queue's. null: nobody is there.
   */
  join(to: Joining, line: Line, at: Place, identified?: (callId: string) => void): Call | null;
}

export function pickingUp(options: {
  book: CallBook;
  talks: Conversations;
  parkedAt(slot: string): Call | null;
  /** The destination has answered. */
  established(call: Call, change: () => void): void;
}): PickingUp {
  const { book, talks } = options;

  const ringsAt = ({ parentId, ended, giveUp, lines, source, destination }: Call, user: User) =>
    parentId === null &&
    !ended &&
    giveUp !== null &&
    lines.destination === null &&
    source.place.type !== "Dialplan" &&
    destination.place.type === "User" &&
    destination.place.userId === user.id;

  const callAt = (to: Joining) =>
    to.kind === "slot"
      ? options.parkedAt(to.slot)
      : ([...book.ofUser(to.user.id)].find((call) => ringsAt(call, to.user)) ?? null);

  return {
    join(to, line, at, identified) {
      const call = callAt(to);
      if (!call) return null;
      identified?.(call.id);
      const { giveUp } = call;
      call.giveUp = null;
      giveUp?.("answered-elsewhere");
      talks.join(call, "destination", line);
      if (line.leg.state === "calling") line.leg.answer();
      options.established(call, () =>
        book.replace(
          call,
          { destination: { place: at, state: "ANSWERED" } },
          { source: stateOfLine(call.lines.source) },
        ),
      );
      return call;
    },
  };
}
