import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { IceServer } from "../../src/shared/contract/audio.ts";
import { freePort, listens } from "./free-port.ts";

const program = "/usr/bin/turnserver";
const startedWithinMs = 10_000;

export const coturnIsInstalled = existsSync(program);

/** A TURN server that others wrote, on this machine alone. */
export interface Coturn {
  /** As an account of the softphone names it. */
  readonly iceServer: IceServer & { readonly username: string; readonly credential: string };
  close(): Promise<void>;
}

export async function startCoturn(): Promise<Coturn> {
  const folder = await mkdtemp(path.join(tmpdir(), "binnacle-coturn-"));
  const port = await freePort();
  const [username, credential] = ["anna", "relayed"];
  const said: string[] = [];
  const server = spawn(
    program,
    [
      ...["-n", "--no-cli", "--no-tls", "--no-dtls", "--log-file=stdout", "--simple-log"],
      ...["--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1", `--listening-port=${port}`],
      ...["--allow-loopback-peers", "--lt-cred-mech", "--realm=demo.example"],
      ...[`--user=${username}:${credential}`, `--pidfile=${path.join(folder, "pid")}`],
      `--userdb=${path.join(folder, "users")}`,
    ],
    { cwd: folder },
  );
  for (const output of [server.stdout, server.stderr]) output.on("data", (text) => said.push(`${text}`));
  const giveUpAt = Date.now() + startedWithinMs;
  while (!(await listens(port))) {
    if (server.exitCode !== null || Date.now() > giveUpAt) {
      server.kill("SIGKILL");
      throw new Error(`coturn: ${said.join("")}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    iceServer: { urls: `turn:127.0.0.1:${port}?transport=udp`, username, credential },
    async close() {
      if (server.exitCode === null) {
        server.kill("SIGTERM");
        await once(server, "exit");
      }
      await rm(folder, { recursive: true });
    },
  };
}
