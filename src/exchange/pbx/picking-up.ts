import type { Call } from "./call.ts";
import type { CallBook } from "./call-book.ts";
import type { User } from "./company.ts";
import { type Conversations, stateOfLine } from "./conversations.ts";
import type { EndCause } from "./leg.ts";

/** Dialled before an extension: whoever does that talks with who rings there. */
export const pickUpPrefix = "*8";

/** Answering a call that rings at somebody else's phone: an extension of ours to the core API. */
export interface PickingUp {
  /** The call that rings at the user's phone, the longest; what a queue offers him is the queue's. */
  ringingAt(user: User): Call | null;
  /** Whoever has dialled talks with the caller, under the caller's call; that call of his is over, and the phone rings no more. */
  pickUp(user: User, call: Call): void;
}

export function pickingUp(options: {
  book: CallBook;
  talks: Conversations;
  /** The destination has answered. */
  established(call: Call, change: () => void): void;
  fail(call: Call, cause: EndCause): void;
}): PickingUp {
  const { book, talks, fail } = options;

  const ringsAt = ({ parentId, ended, giveUp, lines, source, destination }: Call, user: User) =>
    parentId === null &&
    !ended &&
    giveUp !== null &&
    lines.destination === null &&
    source.place.type !== "Dialplan" &&
    destination.place.type === "User" &&
    destination.place.userId === user.id;

  const ringingAt = (user: User) => [...book.ofUser(user.id)].find((call) => ringsAt(call, user)) ?? null;

  return {
    ringingAt,
    pickUp(user, call) {
      const ringing = ringingAt(user);
      const line = call.lines.source;
      if (!ringing || !line) return fail(call, "unreachable");
      const { giveUp } = ringing;
      ringing.giveUp = null;
      giveUp?.("answered-elsewhere");
      talks.join(ringing, "destination", line);
      if (line.leg.state === "calling") line.leg.answer();
      options.established(ringing, () =>
        book.replace(
          ringing,
          { destination: { place: call.source.place, state: "ANSWERED" } },
          { source: stateOfLine(ringing.lines.source) },
        ),
      );
      talks.end(call, "REPLACE", "hung-up");
    },
  };
}
