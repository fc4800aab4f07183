import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";

const ROOT = path.resolve(import.meta.dirname, "..");
const NAMES = ["chromium", "chromium-browser", "google-chrome"];

/** The browser for the tests, installed if there is none. Ends the process with a sentence where it cannot be. */
export function ensureBrowser(): string {
  const found = findBrowser();
  if (found) return found;
  console.log("No Chromium on this machine: installing it for the tests …");
  install();
  const installed = findBrowser();
  if (installed) return installed;
  console.error(
    "The tests of the windows need Chromium, which could not be installed here. " +
      "Install the package `chromium`, or name a binary in BINNACLE_CHROMIUM, then run `npm test` again.",
  );
  process.exit(1);
}

function findBrowser(): string | null {
  const named = process.env.BINNACLE_CHROMIUM;
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  const onPath = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  const candidates = named ? [named] : [...onPath, chromium.executablePath()];
  return candidates.find(isExecutable) ?? null;
}

function install(): void {
  const run = (program: string, args: readonly string[]) =>
    spawnSync(program, args, {
      stdio: "inherit",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    }).status === 0;
  const apt = process.getuid?.() === 0 && run("apt-get", ["update", "-qq"]);
  if (apt && run("apt-get", ["install", "-qq", "--yes", "--no-install-recommends", "chromium"])) return;
  run(process.execPath, [path.join(ROOT, "node_modules/playwright-core/cli.js"), "install", "chromium"]);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
