import type { Call, Place } from "./call.ts";
import type { CallBook } from "./call-book.ts";
import type { Clock } from "./clock.ts";
import type { User } from "./company.ts";
import { type Conversations, stateOfLine } from "./conversations.ts";
import type { EndCause } from "./leg.ts";

/** Whoever is put through to this number is parked; dialling the slot brings him back. */
export const parkNumber = "700";
const slots = Array.from({ length: 20 }, (_, at) => String(701 + at));
export const isSlot = (dialled: string): boolean => slots.includes(dialled);

/** After this long a parked caller rings whoever parked him. */
const forgottenMs = 120_000;

/** Callers who wait in numbered places for anybody of the company: an extension of ours to the core API. */
export interface Parking {
  /** `by` is rung for a caller who is forgotten. */
  park(call: Call, by: User | null): void;
  /** The call that is parked there. */
  at(slot: string): Call | null;
  /** Whoever has dialled the slot talks with the caller; that call of his is over. */
  retrieve(slot: string, call: Call): void;
}

export function parking(options: {
  clock: Clock;
  book: CallBook;
  talks: Conversations;
  answeredAt(call: Call, place: Place): void;
  /** Rings this user for the call. */
  ringUser(call: Call, user: User, failed: () => void): void;
  fail(call: Call, cause: EndCause): void;
}): Parking {
  const { clock, book, talks, fail } = options;
  const taken = new Map<string, Call>();

  /** A slot is kept for its caller while the phone rings of whoever forgot him. */
  function at(slot: string): Call | null {
    const call = taken.get(slot);
    if (call && !call.ended && call.lines.destination === null) return call;
    taken.delete(slot);
    return null;
  }

  function wait(call: Call, slot: string, by: User | null): void {
    options.answeredAt(call, {
      type: "Resource",
      resourceType: "park",
      resourceId: slot,
      name: slot,
      ...(by && { parkedBy: by.id }),
    });
    if (!by) return;
    call.giveUp = clock.after(forgottenMs, () => {
      call.giveUp = null;
      options.ringUser(call, by, () => wait(call, slot, by));
    });
  }

  return {
    park(call, by) {
      const slot = slots.find((each) => at(each) === null);
      if (slot === undefined) return fail(call, "busy");
      taken.set(slot, call);
      wait(call, slot, by);
    },
    at,
    retrieve(slot, call) {
      const parked = at(slot);
      const line = call.lines.source;
      if (!parked || !line) return fail(call, "unreachable");
      const { giveUp } = parked;
      parked.giveUp = null;
      giveUp?.("answered-elsewhere");
      talks.join(parked, "destination", line);
      if (line.leg.state === "calling") line.leg.answer();
      book.replace(
        parked,
        { destination: { place: call.source.place, state: "ANSWERED" } },
        { source: stateOfLine(parked.lines.source) },
      );
      talks.tune(parked);
      talks.end(call, "REPLACE", "hung-up");
    },
  };
}
