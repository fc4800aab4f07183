import type { User } from "./company.ts";
import type { Leg } from "./leg.ts";

/** Who calls, as a phone shows it. */
export interface CallerId {
  /** Empty where withheld. */
  readonly number: string;
  readonly name: string | null;
}

/** The devices at which people can be reached. */
export interface Phones {
  /** Whether a phone of the user would ring now: somebody logged in may be out of reach for a moment. */
  reachable(user: User): boolean;
  /** Rings the user's phone for this call of the feed; null: there is none. */
  call(user: User, from: CallerId, options: { callId: string }): Leg | null;
  /** Calls a number outside the company. */
  callOutside(number: string, from: CallerId): Leg;
}
