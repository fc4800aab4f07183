import type { Keeping, StorageHealth } from "../model/storage.ts";
import { type Language, message } from "./message.ts";

/** What a person must know of the files: what is wrong, what to do, and what is lost until then. Empty: all is kept. */
export function storageSentences(language: Language, { live, user }: StorageHealth): readonly string[] {
  if (live.how === "memory" && user.how === "memory" && live.because === user.because)
    return [inMemory(language, live, "both")];
  return [sentence(language, user, "user"), sentence(language, live, "live")].filter((text) => text !== null);
}

function sentence(language: Language, keeping: Keeping, file: "user" | "live"): string | null {
  switch (keeping.how) {
    case "kept":
      return null;
    case "anew":
      return message(language, `storage.anew.${file}`);
    case "memory":
      return inMemory(language, keeping, file);
  }
}

const inMemory = (
  language: Language,
  { because }: Extract<Keeping, { how: "memory" }>,
  file: "user" | "live" | "both",
): string => `${message(language, `storage.${because}`)} ${message(language, `storage.lost.${file}`)}`;
