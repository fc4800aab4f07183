/**
 * Kinds of places in a call beside people (core API 5.4), in lower case. The core may tell of others: they are shown by the core's own
 * word for them.
 */
export const knownStations = [
  "user",
  "queue",
  "dialplan",
  "listenin",
  "conference",
  "extension",
  "forward",
  "ivr",
  "musiconhold",
  "nameprefix",
  "phone",
  "voicemail",
  "dpswitch",
  "externalnumber",
  "input",
  "unknown",
] as const;
export type KnownStation = (typeof knownStations)[number];

/** null: the core's word is new to us. */
export const knownStation = (word: string): KnownStation | null =>
  knownStations.find((known) => known === word.toLowerCase()) ?? null;

/** A word of the core's as people write: `CallbackService` is "Callback service". */
export function readableWord(word: string): string {
  const words = word
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .replace(/[_\s-]+/g, " ")
    .trim()
    .split(" ")
    // What is written in capitals is an abbreviation.
    .map((each) => (/^\p{Lu}{2,}$/u.test(each) ? each : each.toLowerCase()))
    .join(" ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
