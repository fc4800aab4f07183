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

/** The product as it is built, in a process of its own, and its window in a real Chromium. */
export interface BuiltProduct {
  readonly page: Page;
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
  const page = await browser.newPage();
  await page.goto(address);
  return {
    page,
    async signIn({ server, username, password }) {
      await page.getByLabel("Server").fill(server);
      await page.getByLabel("User name").fill(username);
      await page.getByLabel("Password").fill(password);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.getByText("Phone ready").waitFor({ timeout: 20_000 });
    },
    async close() {
      await browser.close();
      child.kill("SIGTERM");
      await exited;
      await rm(folder, { recursive: true });
    },
  };
}
