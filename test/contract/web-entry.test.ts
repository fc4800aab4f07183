import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import type { MainFrame, WindowFrame } from "../../src/shared/contract/frames.ts";

const BUILT = path.resolve(import.meta.dirname, "../../out/main/web.js");

let data: string;
let child: ChildProcess;
let lines: string[];

beforeEach(async () => {
  if (!existsSync(BUILT)) throw new Error("this test runs what is built: npm run build");
  data = await mkdtemp(path.join(tmpdir(), "binnacle-entry-"));
  lines = [];
  child = spawn(process.execPath, [BUILT, `--data=${data}`, "--demo-args=--callers-per-minute 0"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  if (child.stdout) createInterface({ input: child.stdout }).on("line", (line) => lines.push(line));
  await vi.waitFor(() => expect(addresses()).toHaveLength(1), { timeout: 10_000 });
});
afterEach(async () => {
  if (child.exitCode === null) {
    child.kill("SIGKILL");
    await new Promise((ended) => child.once("exit", ended));
  }
  await rm(data, { recursive: true, force: true });
});

const addresses = () => lines.flatMap((line) => /http:\S+token=\S+/.exec(line)?.[0] ?? []);

test("the built product prints where to open it, a fresh link for Enter, and ends cleanly when asked", async () => {
  child.stdin?.write("\n");
  await vi.waitFor(() => expect(addresses()).toHaveLength(2));
  for (const address of addresses())
    expect((await fetch(address, { redirect: "manual" })).headers.get("location")).toBe("/navigator");
  const ended = new Promise<number | null>((code) => child.once("exit", code));
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
});

test("in the built product, Show me around starts the demo exchange and signs in to it", async () => {
  const received: MainFrame[] = [];
  const socket = await openLink((frame) => received.push(frame));
  const say = (frame: WindowFrame) => socket.send(JSON.stringify(frame));
  say({ frame: "follow", stream: "connection" });
  say({ frame: "request", id: 1, name: "session.show-me-around", input: {} });
  const phase = () => {
    const told = received.findLast((frame) => frame.frame === "stream");
    return told?.content.kind === "value" ? told.content.value : null;
  };
  await vi.waitFor(() => expect(phase()).toMatchObject({ phase: "live", demo: true }), { timeout: 20_000 });
  expect(received).toContainEqual({ frame: "answer", id: 1, output: {} });
  expect(await readFile(path.join(data, "binnacle.log"), "utf8")).toContain("the exchange is at http");
  socket.terminate();
});

async function openLink(listener: (frame: MainFrame) => void): Promise<WebSocket> {
  const address = new URL(addresses()[0] ?? "");
  const answer = await fetch(address, { redirect: "manual" });
  const cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
  const socket = new WebSocket(`ws://${address.host}/link`, { headers: { cookie, origin: address.origin } });
  socket.on("message", (raw) => listener(JSON.parse(String(raw)) as MainFrame));
  await new Promise((opened, failed) => socket.once("open", opened).once("error", failed));
  return socket;
}
