import type { Call, Place } from "./call.ts";
import type { Clock } from "./clock.ts";
import type { User } from "./company.ts";
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
}

export function parking(options: {
  clock: Clock;
  answeredAt(call: Call, place: Place): void;
  /** Rings this user for the call. */
  ringUser(call: Call, user: User, failed: () => void): void;
  fail(call: Call, cause: EndCause): void;
}): Parking {
  const { clock, fail } = options;
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
  };
}
