import type { TransferTarget } from "../../../shared/contract/requests.ts";
import type { OwnCall } from "../../../shared/model/calls.ts";
import type { PhoneCallId } from "../../../shared/model/ids.ts";
import { isEmergency } from "./call-rules.ts";
import { type Person, personOf, placeBeside } from "./favourites.ts";
import type { ConsoleState } from "./state.ts";

/** What the pointer carries: a call, to be put through, or a person, to be kept at hand. */
export type Dragged =
  | { readonly kind: "call"; readonly phoneCallId: PhoneCallId }
  | { readonly kind: "person"; readonly person: Person };

/** Why nobody can be put through to somebody. */
export type WhyUnreachable = "why-not.yourself" | "why-not.no-extension" | "why-not.no-phone";

/** What dropping what is dragged would do: put a call through, put a favourite above or below, or nothing, and why. */
export type Drop = "transfer" | "above" | "below" | WhyUnreachable;

/** null: they can be called, and get a caller. An emergency number is tried whatever the phone lacks. */
export function whyUnreachable(
  { colleagues, identity, phone }: Pick<ConsoleState, "colleagues" | "identity" | "phone">,
  target: TransferTarget,
): WhyUnreachable | null {
  if ("userId" in target) {
    if (target.userId === identity?.userId) return "why-not.yourself";
    if (colleagues.get(target.userId)?.extension === null) return "why-not.no-extension";
  }
  return phone?.registration === "registered" || isEmergency(target) ? null : "why-not.no-phone";
}

/** Whether the call can be put through as it is. */
export const isTransferable = ({ state, inConference }: OwnCall): boolean =>
  (state === "talking" || state === "on-hold") && !inConference;

/** The call that is dragged; null also where it ended or went on meanwhile, under the pointer. */
export function draggedCall({ dragged, ownCalls, callers }: ConsoleState): PhoneCallId | null {
  if (dragged?.kind !== "call") return null;
  const { phoneCallId } = dragged;
  const isThere =
    ownCalls.some((call) => call.phoneCallId === phoneCallId && isTransferable(call)) ||
    callers.some((caller) => caller.phoneCallId === phoneCallId && caller.state === "returned");
  return isThere ? phoneCallId : null;
}

/** What dropping here would do; null: what is dragged, if anything, has no business here. */
export function dropOn(state: ConsoleState, target: TransferTarget): Drop | null {
  if (draggedCall(state)) return whyUnreachable(state, target) ?? "transfer";
  const person = personOf(target);
  if (state.dragged?.kind !== "person" || !person) return null;
  return placeBeside(state, state.dragged.person, person)?.side ?? null;
}
