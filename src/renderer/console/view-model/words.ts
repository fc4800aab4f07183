import { ageText } from "../../../shared/messages/formats.ts";
import { type Language, message } from "../../../shared/messages/message.ts";
import type { Returned } from "../../../shared/model/calls.ts";
import { type Colleague, presenceOf } from "../../../shared/model/colleague.ts";
import type { Party } from "../../../shared/model/party.ts";

/** What to call somebody at the other end: the name, else the number, else what is known of the kind. */
export function partyName(language: Language, party: Party): string {
  if (party.name) return party.name;
  const number = party.displayNumber ?? party.number;
  if (number) return number;
  if (party.kind === "hidden") return message(language, "party.hidden");
  if (party.kind === "service") return message(language, "party.service");
  return message(language, "party.unknown");
}

/** Why a caller came back. */
export function returnReasonText(language: Language, returned: Returned, width: "long" | "short"): string {
  switch (returned.reason) {
    case "no-answer":
      return message(language, "returned.no-answer", {
        duration: ageText(language, returned.rangForMs, width),
      });
    case "busy":
    case "declined":
    case "unreachable":
    case "cancelled":
    case "failed":
      return message(language, `returned.${returned.reason}`);
  }
}

/** The colleague's states in words, the most pressing first: none of the four facts hides another. */
export function stateWords(language: Language, colleague: Colleague): readonly string[] {
  const presence = presenceOf(colleague);
  const words = [message(language, `presence.${presence}`)];
  if (colleague.loggedIn === false && presence !== "logged-out")
    words.push(message(language, "presence.logged-out"));
  if (colleague.wrapUp && presence !== "wrap-up") words.push(message(language, "presence.wrap-up"));
  const { status } = colleague;
  if ((status === "no-calls" || status === "no-queue-calls") && presence !== status)
    words.push(message(language, `status.${status}`));
  else if (status === null && colleague.statusLabel) words.push(colleague.statusLabel);
  return words;
}
