import type { TransferTarget } from "../../../shared/contract/requests.ts";
import type { OwnCall } from "../../../shared/model/calls.ts";
import { isEmergencyNumber } from "../../../shared/model/emergency-numbers.ts";
import type { Consult } from "./lines.ts";

/** What can be done with one call of ours, as far as its state allows; it can be hung up in any. */
export type CallAction = "transfer" | "consult" | "hold" | "resume" | "mute" | "send-digits" | "park";

/** What can be done with a caller and whoever is asked about him; the two can be joined, or the consult ended, at any time. */
export type ConsultAction = "swap" | "confer";

/** Why not, as a sentence of the messages. */
type WhyNot = "why-not.not-answered" | "refusal.wrong-call-state";

/** null: it can be done now, and the phone will not refuse it for the state of the call. */
export function whyNot(action: CallAction, { state }: OwnCall): WhyNot | null {
  const can = (...states: readonly OwnCall["state"][]) =>
    states.includes(state)
      ? null
      : state === "dialling"
        ? "why-not.not-answered"
        : "refusal.wrong-call-state";
  switch (action) {
    case "hold":
    case "mute":
      return can("talking");
    case "resume":
      return can("on-hold", "transferring");
    case "send-digits":
      return can("talking", "dialling");
    case "transfer":
    case "consult":
    case "park":
      return can("talking", "on-hold");
  }
}

/** As `whyNot`, of a consult under way; swapping goes to whichever of the two is on hold. */
export function whyNotInConsult(action: ConsultAction, { caller, consult }: Consult): WhyNot | null {
  switch (action) {
    case "swap":
      return caller.state === "on-hold" || consult.state === "on-hold" ? null : "why-not.not-answered";
    case "confer":
      return consult.state === "dialling" ? "why-not.not-answered" : null;
  }
}

/** Whoever chooses this one is to reach it, whatever else is under way and whatever the phone lacks. */
export const isEmergency = (target: TransferTarget): boolean =>
  "number" in target && isEmergencyNumber(target.number);

export const isEmergencyCall = ({ party }: OwnCall): boolean => isEmergencyNumber(party.number ?? "");

/** Whose a dial under way is: all wait for each other, but an emergency for none. */
export const dialId = (target: TransferTarget | null): string =>
  target !== null && isEmergency(target) ? "emergency" : "";
