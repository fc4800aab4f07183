import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Page } from "playwright-core";
import { launchChromium } from "../../test/support/chromium.ts";

const ENTRY = path.resolve(import.meta.dirname, "../../out/main/web.js");

/** The product as it is built, in a process of its own, and its windows in a real Chromium. */
export interface BuiltProduct {
  readonly navigator: Page;
  /** The Wall Display; it fills when Navigator signs in. */
  readonly board: Page;
  /** Where it is, with a token that is used up. */
  readonly address: string;
  readonly processId: number;
  signIn(account: {
    readonly server: string;
    readonly username: string;
    readonly password: string;
  }): Promise<void>;
  close(): Promise<void>;
}

export async function openBuiltProduct(): Promise<BuiltProduct> {
  if (!existsSync(ENTRY)) throw new Error("this benchmark runs what is built: npm run build");
  const folder = await mkdtemp(path.join(tmpdir(), "binnacle-bench-"));
  const child = spawn(process.execPath, [ENTRY, `--data=${folder}`], { stdio: ["pipe", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const address = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      const found = /http:\S+/.exec(line)?.[0];
      if (found) resolve(found);
    });
    child.once("exit", () => reject(new Error("the product ended before it said where it is")));
  });
  const browser = await launchChromium();
  const navigator = await browser.newPage();
  await navigator.goto(address);
  // A window of its own: of two tabs one is behind the other and not painted.
  const boardWindow = await browser.context.browser()?.newContext({
    viewport: { width: 1920, height: 1080 },
    storageState: await browser.context.storageState(),
  });
  if (!boardWindow) throw new Error("the browser is gone");
  const board = await boardWindow.newPage();
  await board.goto(new URL("/wall", address).href);
  return {
    navigator,
    board,
    address,
    processId: child.pid ?? 0,
    async signIn({ server, username, password }) {
      await navigator.getByLabel("Server").fill(server);
      await navigator.getByLabel("User name").fill(username);
      await navigator.getByLabel("Password").fill(password);
      await navigator.getByRole("button", { name: "Sign in" }).click();
      await navigator.getByText("Phone ready").waitFor({ timeout: 20_000 });
    },
    async close() {
      await browser.close();
      child.kill("SIGTERM");
      await exited;
      await rm(folder, { recursive: true });
    },
  };
}
