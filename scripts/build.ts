import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "vite";
import { requireNode } from "../src/main/support/require-node.ts";

const ROOT = path.resolve(import.meta.dirname, "..");

/** Written after a whole build; its time is the time that was built. */
export const BUILT_STAMP = path.join(ROOT, "out/built");

/** Builds the windows, main with the exchange, and the preload script into `out/`. */
export async function buildAll(): Promise<void> {
  rmSync(BUILT_STAMP, { force: true });
  const begun = new Date();
  process.chdir(ROOT);
  for (const config of ["vite.config.ts", "vite.main.config.ts", "vite.preload.config.ts"])
    await build({ configFile: path.join(ROOT, config), logLevel: "warn" });
  writeFileSync(BUILT_STAMP, `${begun.toISOString()}\n`);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  requireNode();
  await buildAll();
}
