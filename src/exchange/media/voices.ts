import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { assetFolder } from "./assets.ts";
import { encodeMuLaw } from "./g711.ts";
import { readTelephoneWav } from "./wav.ts";

/** What somebody says who calls the company. */
export interface Voice {
  /** The name that the caller gives, such as "Sanne de Vries". */
  readonly name: string;
  readonly language: "nl" | "en";
  /** PCMU. */
  readonly frames: Buffer;
}

const particles = new Set(["de", "den", "der", "van"]);

/** All recorded callers, by the name of their recording: language and name, such as "nl-sanne-de-vries". */
export function loadVoices(): ReadonlyMap<string, Voice> {
  const folder = assetFolder("voices");
  const voices = new Map<string, Voice>();
  for (const file of readdirSync(folder).sort()) {
    const [, language, name] = /^(nl|en)-([a-z-]+)\.wav$/.exec(file) ?? [];
    if ((language !== "nl" && language !== "en") || !name) continue;
    const frames = encodeMuLaw(readTelephoneWav(readFileSync(join(folder, file)), file));
    voices.set(basename(file, ".wav"), { name: written(name), language, frames });
  }
  return voices;
}

function written(name: string): string {
  const words = name.split("-").map((word) => (particles.has(word) ? word : capitalised(word)));
  return words.join(" ");
}

const capitalised = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
