import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

function run(...args: string[]) {
  const child = fork(join(import.meta.dirname, "main.ts"), args, {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => output.push(chunk.toString()));
  return { child, said: () => output.join(""), exit: once(child, "exit") };
}

test("the exchange tells its parent where it is, and ends with it", async () => {
  const { child, said, exit } = run("demo", "--callers-per-minute", "0");
  const [{ address, username, password }] = await once(child, "message");
  const own = await fetch(`${address}/user`, {
    headers: {
      Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`,
      Accept: "application/vnd.iperity.compass.v3+json",
    },
  });
  expect(await own.json()).toMatchObject({ name: "Anna Bakker" });
  expect(said()).toContain(address);
  child.disconnect();
  expect(await exit).toEqual([0, null]);
}, 20_000);

test.each([
  [["demo", "--port", "many"], '--port must be a whole number from 0 to 65535, not "many".'],
  [["demo", "--colour", "red"], "Unknown option '--colour'"],
  [["party"], 'Say which exchange to start: the only one is "demo".'],
])(
  "%s is refused with a sentence",
  async (args, sentence) => {
    const { said, exit } = run(...args);
    expect(await exit).toEqual([2, null]);
    expect(said()).toContain(sentence);
  },
  20_000,
);
