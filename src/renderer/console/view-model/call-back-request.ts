import { timeText } from "../../../shared/messages/formats.ts";
import { type Language, message } from "../../../shared/messages/message.ts";
import type { OwnCall } from "../../../shared/model/calls.ts";
import { partyName } from "./words.ts";

/** A `mailto:` address (RFC 6068) whose draft asks to call the caller back; without a call just the address. */
export function callBackRequest(
  language: Language,
  email: string,
  call: OwnCall | null,
  now: number,
): string {
  const address = `mailto:${encodeURIComponent(email).replace("%40", "@")}`;
  if (!call) return address;
  const name = partyName(language, call.party);
  const number = call.party.displayNumber ?? call.party.number ?? message(language, "mail.number-hidden");
  const subject = message(language, "mail.subject", { name });
  const body = message(language, "mail.body", { name, number, time: timeText(language, now) });
  return `${address}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body.replaceAll("\n", "\r\n"))}`;
}
