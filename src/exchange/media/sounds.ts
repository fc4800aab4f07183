import { readFileSync } from "node:fs";
import { join } from "node:path";
import { assetFolder } from "./assets.ts";
import { encodeMuLaw } from "./g711.ts";
import { readTelephoneWav } from "./wav.ts";

/** What a waiting party hears, as PCMU, made to be looped. */
export function musicOnHold(): Buffer {
  return encodeMuLaw(readTelephoneWav(readFileSync(join(assetFolder("sounds"), "hold.wav")), "hold.wav"));
}
