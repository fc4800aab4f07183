import { createContext, useContext } from "react";
import {
  type Language,
  type MessageKey,
  type MessageParameters,
  message,
} from "../../shared/messages/message.ts";

/** Writes one text of the window in the person's language. */
export type Write = <K extends MessageKey>(key: K, ...parameters: MessageParameters<K>) => string;

/** The language of everything below it. */
export const LanguageContext = createContext<Language>("en");

export const useLanguage = (): Language => useContext(LanguageContext);

/** The only way from a component to its words. */
export function useWrite(): Write {
  const language = useLanguage();
  return (key, ...parameters) => message(language, key, ...parameters);
}
