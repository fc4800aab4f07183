import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { generate } from "selfsigned";
import type { ForeignXmpp } from "../../src/exchange/core-api/serve.ts";

const startedWithinMs = 30_000;

export interface RealServerOptions {
  /** The XMPP domain; `pubsub.` and `phone.` of it are for the exchange's components. */
  readonly domain: string;
  readonly accounts: readonly { readonly username: string; readonly password: string }[];
}

/** An XMPP server that others wrote, as a process of its own with its files in a temporary folder. It offers no encryption but TLS. */
export interface RealServer {
  /** How an exchange attaches to it. */
  readonly foreignXmpp: ForeignXmpp & { readonly xmppTcp: string };
  /** PEM; nobody trusts it by itself. */
  readonly certificate: string;
  start(): Promise<void>;
  /** As the power fails: nothing is said to anybody. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

interface Recipe extends RealServerOptions {
  readonly name: string;
  readonly webSocketPath: string;
  /** Writes what the server needs into the folder and says how it is started there. */
  prepare(place: Place): Promise<{
    readonly program: string;
    readonly args: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
  }>;
  /** Once it listens, each time. */
  listening?(place: Place): Promise<void>;
}

/** Where a server lives, and its ports on 127.0.0.1. */
export interface Place {
  readonly folder: string;
  readonly secret: string;
  readonly ports: { readonly client: number; readonly component: number; readonly http: number };
  /** Key and certificate in one file, then each in its own. */
  readonly pem: { readonly both: string; readonly key: string; readonly certificate: string };
}

export async function realServer(recipe: Recipe): Promise<RealServer> {
  const folder = await mkdtemp(path.join(tmpdir(), `binnacle-${recipe.name}-`));
  const [client, component, http] = await freePorts(3);
  const ports = { client: client ?? 0, component: component ?? 0, http: http ?? 0 };
  const inFolder = (name: string) => path.join(folder, name);
  const pem = {
    both: inFolder("both.pem"),
    key: inFolder("key.pem"),
    certificate: inFolder("certificate.pem"),
  };
  const made = await generate([{ name: "commonName", value: recipe.domain }], {
    extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: recipe.domain }] }],
  });
  await writeFile(pem.both, `${made.private}\n${made.cert}`);
  await writeFile(pem.key, made.private);
  await writeFile(pem.certificate, made.cert);
  const place: Place = { folder, secret: "of the components", ports, pem };
  const { program, args, env } = await recipe.prepare(place);
  let running: ChildProcess | null = null;

  const kill = async () => {
    const ending = running;
    running = null;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    ending.kill("SIGKILL");
    await once(ending, "exit");
  };
  return {
    foreignXmpp: {
      componentPort: ports.component,
      secret: place.secret,
      xmppWebSocket: `ws://127.0.0.1:${ports.http}${recipe.webSocketPath}`,
      xmppTcp: `127.0.0.1:${ports.client}`,
    },
    certificate: made.cert,
    async start() {
      const said: string[] = [];
      const server = spawn(program, args, { cwd: folder, env: { ...process.env, HOME: folder, ...env } });
      running = server;
      for (const output of [server.stdout, server.stderr]) output.on("data", (text) => said.push(`${text}`));
      const died = once(server, "exit").then(() => {
        if (running === server) throw new Error(`${recipe.name} has ended: ${said.join("")}`);
      });
      died.catch(() => undefined);
      const listening = Promise.all(Object.values(ports).map(listens));
      await Promise.race([listening, died]);
      await recipe.listening?.(place);
    },
    kill,
    async close() {
      await kill();
      await rm(folder, { recursive: true });
    },
  };
}

async function freePorts(count: number): Promise<readonly number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((closed) => server.close(closed))));
  return ports;
}

async function listens(port: number): Promise<void> {
  const giveUpAt = Date.now() + startedWithinMs;
  for (;;) {
    const socket = connect(port, "127.0.0.1");
    const opened = await once(socket, "connect").then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (opened) return;
    if (Date.now() > giveUpAt) throw new Error(`nothing listens at port ${port}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
