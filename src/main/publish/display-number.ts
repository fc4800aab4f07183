import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/**
 * `+31…` for a number that says its country: with `+`, with `00`, or the feed's own form (at least eight digits that do not begin
 * with 0). Anything else stays as it was dialled; null: withheld.
 */
export function normalNumber(signalled: string | null): string | null {
  const number = (signalled ?? "").replace(/[\s().-]/g, "");
  if (!/\d/.test(number)) return null;
  if (/^00\d{7,}$/.test(number)) return `+${number.slice(2)}`;
  return /^[1-9]\d{7,}$/.test(number) ? `+${number}` : number;
}

const remembered = new Map<string, string>();
const rememberedAtMost = 10_000;

/** A normal number as people of its country write it for foreigners; what is no telephone number stays as it is. */
export function displayNumber(number: string): string {
  if (!number.startsWith("+")) return number;
  const known = remembered.get(number);
  if (known !== undefined) return known;
  const display = parsePhoneNumberFromString(number)?.formatInternational() ?? number;
  if (remembered.size >= rememberedAtMost) remembered.clear();
  remembered.set(number, display);
  return display;
}
