import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startDemoExchange } from "./demo-exchange.ts";
import { createLog } from "./support/log.ts";

let folder: string;
let lines: string[];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "binnacle-demo-"));
  lines = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A child that does this is as much of an exchange as its parent sees. */
function start(program: string, args: readonly string[] = []) {
  const file = path.join(folder, "exchange.mjs");
  writeFileSync(file, program);
  const log = createLog((line) => lines.push(line), Date.now);
  return startDemoExchange({ file, args, secret: "test", log });
}

const READY = `
  const [, , name, ...args] = process.argv;
  console.log("password: never-in-a-log");
  process.send({ address: "http://127.0.0.1:8020", username: name, password: args.join() });
  process.on("disconnect", () => process.exit());
`;

test("a demo exchange tells where it is, and ends when it is closed without being taken for dead", async () => {
  const exchange = await start(READY, ["--users=9"]);
  expect(exchange).toMatchObject({
    address: "http://127.0.0.1:8020",
    username: "demo",
    password: "--users=9",
  });
  let died = false;
  exchange.onExit(() => {
    died = true;
  });
  await exchange.close();
  expect(died).toBe(false);
  expect(lines.join()).not.toContain("never-in-a-log");
});

test("a demo exchange that ends before it is ready has failed, and what it complained about is in the log", async () => {
  await expect(start('console.error("no port"); process.exitCode = 2;')).rejects.toThrow("ended (2)");
  expect(lines.join()).toContain("no port");
});

test("a demo exchange that dies is reported", async () => {
  const exchange = await start(`${READY} setTimeout(() => process.exit(7), 50);`);
  await new Promise<void>((died) => exchange.onExit(died));
  await exchange.close();
});
