import { ageText } from "../../../shared/messages/formats.ts";
import { type Language, message } from "../../../shared/messages/message.ts";
import type { Returned } from "../../../shared/model/calls.ts";
import { type Colleague, presenceOf } from "../../../shared/model/colleague.ts";
import type { Party } from "../../../shared/model/party.ts";
import { knownStation, readableWord } from "../../../shared/model/stations.ts";

/** What to call somebody at the other end: the name, else the number, each with the kind of place; else what is known of the kind. */
export function partyName(language: Language, party: Party): string {
  const station = party.station ? stationName(language, party.station) : null;
  const known = party.name || (party.displayNumber ?? party.number);
  if (known && (station === null || known.toLowerCase().includes(station.toLowerCase()))) return known;
  if (known && station)
    return message(language, "station.named", { name: known, station: inMidSentence(station) });
  if (station) return station;
  if (party.kind === "hidden") return message(language, "party.hidden");
  if (party.kind === "service") return message(language, "party.service");
  return message(language, "party.unknown");
}

/** In the person's words where it is a kind that we know, else as the core calls it. */
function stationName(language: Language, word: string): string {
  const known = knownStation(word);
  return known ? message(language, `station.${known}`) : readableWord(word);
}

/** An abbreviation stays as it is. */
const inMidSentence = (name: string): string =>
  /^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;

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
