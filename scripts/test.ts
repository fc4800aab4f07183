import { spawnSync } from "node:child_process";
import path from "node:path";
import { requireNode } from "../src/main/support/require-node.ts";
import { ensureBrowser } from "./browser.ts";
import { buildAll } from "./build.ts";
import { ensureForeignServers } from "./foreign-servers.ts";

const ROOT = path.resolve(import.meta.dirname, "..");

/** What `npm run check` runs: types, lint, and what nothing uses. */
const CHECKS = [
  ["typescript/bin/tsc", "-b"],
  ["@biomejs/biome/bin/biome", "check", "."],
  ["knip/bin/knip.js"],
] as const;

requireNode();
const chosen = process.argv.slice(2);
const env: NodeJS.ProcessEnv = { ...process.env, BINNACLE_CHROMIUM: ensureBrowser() };
ensureForeignServers();

await buildAll();
const failedChecks = chosen.length > 0 ? 0 : CHECKS.filter(([tool, ...args]) => !run(tool, args)).length;
// They count as failed in the closing line too.
env.BINNACLE_FAILED_CHECKS = String(failedChecks);
const tested = run("vitest/vitest.mjs", ["run", ...chosen]);
process.exit(failedChecks === 0 && tested ? 0 : 1);

function run(tool: string, args: readonly string[]): boolean {
  const file = path.join(ROOT, "node_modules", tool);
  return spawnSync(process.execPath, [file, ...args], { cwd: ROOT, env, stdio: "inherit" }).status === 0;
}
