import { dutch } from "./dutch.ts";
import { english } from "./english.ts";

export type Language = "en" | "nl";
export type MessageKey = keyof typeof english;

type Forms = { readonly one: string; readonly other: string };
type TextOf<K extends MessageKey> = (typeof english)[K] extends infer Entry
  ? Entry extends Forms
    ? Entry["other"]
    : Entry
  : never;
type NamesIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** The parameters that a text needs, read off its English wording. */
export type MessageParameters<K extends MessageKey> =
  NamesIn<TextOf<K>> extends never ? [] : [Readonly<Record<NamesIn<TextOf<K>>, string | number>>];

/** What a translation must hold: every key, with forms where English has forms. */
export type Translation = { readonly [K in MessageKey]: (typeof english)[K] extends Forms ? Forms : string };

const translations: Readonly<Record<Language, Translation>> = { en: english, nl: dutch };
const pluralRules = { en: new Intl.PluralRules("en"), nl: new Intl.PluralRules("nl") };
const numberFormats = { en: new Intl.NumberFormat("en"), nl: new Intl.NumberFormat("nl") };

/** The text for a person, with its parameters filled in; numbers are written as the language writes them. */
export function message<K extends MessageKey>(
  language: Language,
  key: K,
  ...[parameters]: MessageParameters<K>
): string {
  const values: Readonly<Record<string, string | number>> = parameters ?? {};
  const entry: string | Forms = translations[language][key];
  const text = typeof entry === "string" ? entry : entry[formFor(language, Number(values.count))];
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    return typeof value === "number" ? numberFormats[language].format(value) : (value ?? "");
  });
}

function formFor(language: Language, count: number): keyof Forms {
  return pluralRules[language].select(count) === "one" ? "one" : "other";
}
