import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** A folder under the project's assets/, found from the source as well as from the bundle, which lies less deep. */
export function assetFolder(name: string): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const candidate = join(folder, "assets", name);
    if (existsSync(candidate)) return candidate;
    if (folder === dirname(folder)) throw new Error(`No folder assets/${name} above ${import.meta.url}`);
  }
}
