import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { _electron } from "playwright-core";
import { requireNode } from "../src/main/support/require-node.ts";
import { buildAll } from "./build.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const ELECTRON = path.join(ROOT, "node_modules/electron");

requireNode();
const named = path.join(ELECTRON, "path.txt");
const binary = existsSync(named) ? path.join(ELECTRON, "dist", readFileSync(named, "utf8")) : null;
if (!binary || !existsSync(binary)) {
  console.log("skipped: no Electron binary on this machine");
  console.log("0 passed, 0 failed, 1 skipped");
  process.exit();
}

await buildAll();
const data = await mkdtemp(path.join(tmpdir(), "binnacle-smoke-"));
const app = await _electron.launch({ executablePath: binary, args: [ROOT, `--data=${data}`] });
try {
  const pages = async () => app.windows().map((page) => new URL(page.url()).pathname);
  const deadline = Date.now() + 20_000;
  while ((await pages()).length < 2 && Date.now() < deadline)
    await app.waitForEvent("window").catch(() => {});
  const opened = (await pages()).sort().join(" ");
  if (opened !== "/navigator /phone-audio") throw new Error(`these windows opened: ${opened}`);
  const navigator = app.windows().find((page) => page.url().endsWith("/navigator"));
  await navigator?.getByRole("button").first().waitFor();
  console.log("1 passed, 0 failed, 0 skipped");
} catch (cause) {
  console.error(cause);
  console.log("0 passed, 1 failed, 0 skipped");
  process.exitCode = 1;
} finally {
  await app.close();
  await rm(data, { recursive: true, force: true });
}
