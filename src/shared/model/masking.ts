import { z } from "zod";
import { isEmergencyNumber } from "./emergency-numbers.ts";

/** How much of a number is shown to whoever is not in the call. */
export const Masking = z.enum(["show", "hide-last-digits", "hide-all"]);
export type Masking = z.infer<typeof Masking>;

/** So many tell one subscriber from another; what is left tells country and region. */
const hiddenDigits = 4;
const everyDigitHidden = "••••••";

/** A number as it is written for people, with what the rule hides as dots. An emergency number stays as it is. */
export function maskedNumber(displayNumber: string, rule: Masking): string {
  if (isEmergencyNumber(displayNumber)) return displayNumber;
  switch (rule) {
    case "show":
      return displayNumber;
    case "hide-last-digits":
      return lastDigitsHidden(displayNumber);
    case "hide-all":
      // Not even how long it is.
      return everyDigitHidden;
    default:
      return rule satisfies never;
  }
}

function lastDigitsHidden(displayNumber: string): string {
  let left = hiddenDigits;
  const masked = [...displayNumber].reverse().map((character) => {
    if (left === 0 || !/\d/.test(character)) return character;
    left -= 1;
    return "•";
  });
  return masked.reverse().join("");
}
