import type { Call } from "./call.ts";
import type { Leg } from "./leg.ts";

export type Party =
  | { readonly kind: "user"; readonly userId: string }
  | { readonly kind: "external"; readonly number: string; readonly name: string };

/** A leg that takes part in a call: the caller from the start, the called party once answered. */
export interface Line {
  readonly leg: Leg;
  readonly party: Party;
  call: Call | null;
  /** The party put the other side on hold. */
  held: boolean;
  /** Stops what is being played to the party. */
  stopMusic: (() => void) | null;
}
