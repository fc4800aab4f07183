import { spawn, spawnSync } from "node:child_process";
import { existsSync, globSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { requireNode } from "../src/main/support/require-node.ts";
import { BUILT_STAMP, buildAll } from "./build.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const ELECTRON = path.join(ROOT, "node_modules/electron");
const FETCH_LIMIT_MS = 10_000;

const HELP = `npm start -- [options]

  --web               as a web page, also where Electron is present
  --port N            the web page's port; by default any free one
  --data FOLDER       where the cache and the settings live
  --demo-args "…"     options of the demo exchange (npm run exchange -- --help)`;

requireNode();
const options = readOptions();
if (options.help) {
  console.log(HELP);
  process.exit();
}
if (isStale()) {
  console.log("Building …");
  await buildAll();
}

const passedOn = [`--data=${options.data ?? dataFolder()}`];
if (options["demo-args"]) passedOn.push(`--demo-args=${options["demo-args"]}`);
if (options.port) passedOn.push(`--port=${options.port}`);

const obstacle = options.web ? "" : whyNoElectron();
if (obstacle === null) {
  console.log("Binnacle runs in Electron, whose binary is present.");
  run(electronBinary() ?? "", [ROOT, ...passedOn]);
} else {
  const because = obstacle && `, because ${obstacle}`;
  run(process.execPath, [path.join(ROOT, "out/main/web.js"), `--because=${because}`, ...passedOn]);
}

function readOptions() {
  // `--demo-args "--flag"` is meant as one value, which parseArgs only takes behind an equals sign.
  const given = process.argv.slice(2);
  const at = given.indexOf("--demo-args");
  if (at !== -1) given.splice(at, 2, `--demo-args=${given[at + 1] ?? ""}`);
  const text = { type: "string" } as const;
  const flag = { type: "boolean" } as const;
  try {
    return parseArgs({
      args: given,
      options: { web: flag, help: flag, port: text, data: text, "demo-args": text },
    }).values;
  } catch (cause) {
    console.error(`${cause instanceof Error ? cause.message : cause}\n\n${HELP}`);
    process.exit(2);
  }
}

/** Whether a source is newer than what was built. */
function isStale(): boolean {
  if (!existsSync(BUILT_STAMP)) return true;
  const built = Date.parse(readFileSync(BUILT_STAMP, "utf8").trim());
  return globSync(["src/**/*", "vite.*", "package-lock.json"], { cwd: ROOT })
    .filter((file) => !file.endsWith(".test.ts"))
    .some((file) => statSync(path.join(ROOT, file)).mtimeMs > built);
}

/** null: nothing is in the way. */
function whyNoElectron(): string | null {
  if (process.platform === "linux" && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    return "this machine has no display for Electron";
  if (process.platform === "linux" && process.getuid?.() === 0) return "Electron does not run as root";
  if (electronBinary()) return null;
  console.log("Fetching Electron …");
  spawnSync(process.execPath, [path.join(ELECTRON, "install.js")], {
    stdio: "ignore",
    timeout: FETCH_LIMIT_MS,
  });
  return electronBinary() ? null : "Electron's binary is not here and could not be fetched within 10 s";
}

function electronBinary(): string | null {
  const named = path.join(ELECTRON, "path.txt");
  if (!existsSync(named)) return null;
  const binary = path.join(ELECTRON, "dist", readFileSync(named, "utf8"));
  return existsSync(binary) ? binary : null;
}

/** Where this platform keeps the data of a program. */
function dataFolder(): string {
  switch (process.platform) {
    case "win32":
      return path.join(process.env.APPDATA ?? path.join(homedir(), "AppData/Roaming"), "Binnacle");
    case "darwin":
      return path.join(homedir(), "Library/Application Support/Binnacle");
    default:
      return path.join(process.env.XDG_DATA_HOME ?? path.join(homedir(), ".local/share"), "binnacle");
  }
}

function run(program: string, args: readonly string[]): void {
  const child = spawn(program, args, { stdio: "inherit" });
  // The terminal tells Ctrl+C to both; whoever signals this process alone means the product.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => signal !== "SIGINT" && child.kill(signal));
  child.on("exit", (code) => process.exit(code ?? 1));
}
