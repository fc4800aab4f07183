import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { Product } from "../../product.ts";
import { systemClock } from "../../support/clock.ts";
import type { Log } from "../../support/log.ts";
import { guards, readPage } from "../pages.ts";
import { serveLink } from "../serve-link.ts";
import { createDoor, type Door, namesUs } from "./door.ts";
import { linkSocket } from "./link-socket.ts";

export interface WebHost {
  /** Where to open the product, with a fresh token that lets one browser in. */
  address(): string;
  close(): Promise<void>;
}

const FRAME_LIMIT_BYTES = 1024 * 1024;

/** The product in a browser: the windows over HTTP and the link over a WebSocket, for this machine's own user alone. */
export async function createWebHost(
  product: Product,
  options: {
    /** The built renderer. */
    readonly root: string;
    /** 0: any free one. */
    readonly port: number;
    readonly host: string;
    readonly log: Log;
  },
): Promise<WebHost> {
  const { root, host, log } = options;
  const server = createServer();
  await new Promise<void>((listening, failed) => {
    server.once("error", failed).listen(options.port, host, listening);
  });
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("the web host has no port");
  const port = bound.port;
  const door = createDoor(port);

  server.on("request", (request, response) => {
    respond({ root, host, port, door }, request, response).catch((cause) => {
      log.error("web", "a request was not answered", cause);
      response.destroy();
    });
  });

  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: FRAME_LIMIT_BYTES,
    clientTracking: true,
  });
  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Whoever runs away before he is answered must not end the process.
    socket.on("error", () => socket.destroy());
    const refusal = refuseUpgrade(request, host, port, door);
    if (refusal) {
      log.warn("web", `a connection to the link was refused: ${refusal}`);
      socket.end(`HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) =>
      serveLink(product, linkSocket(opened, systemClock), systemClock, log),
    );
  });

  return {
    address: () => `http://${host}:${port}/?token=${door.issueToken()}`,
    close: () =>
      new Promise((closed) => {
        for (const socket of sockets.clients) socket.terminate();
        sockets.close();
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

interface Place {
  readonly root: string;
  readonly host: string;
  readonly port: number;
  readonly door: Door;
}

async function respond(place: Place, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { root, host, port, door } = place;
  if (!namesUs(request, host, port)) return sendText(response, 421, "Not the name of this server.");
  if (request.method !== "GET" && request.method !== "HEAD") return sendText(response, 405, "Only GET.");
  const url = URL.parse(request.url ?? "/", `http://${host}:${port}`);
  if (!url) return sendText(response, 400, "Not an address.");
  const token = url.searchParams.get("token");
  const cookie = token !== null && request.method === "GET" ? door.exchange(token) : null;
  if (cookie) return redirect(response, { "set-cookie": cookie });
  if (!door.admits(request)) return sendText(response, 403, CLOSED);
  if (url.pathname === "/favicon.ico") return sendText(response, 204, "");
  if (url.pathname === "/") return redirect(response, {});
  const page = await readPage(root, url.pathname);
  if (!page) return sendText(response, 404, "There is nothing here.");
  response.writeHead(200, { ...page.headers, "content-length": page.body.length });
  response.end(request.method === "HEAD" ? undefined : page.body);
}

const CLOSED = [
  "This link has been used, or was never one.",
  "Press Enter in the terminal where Binnacle runs: it prints a fresh link. Open that one.",
].join("\n\n");

function redirect(response: ServerResponse, headers: Record<string, string>): void {
  response.writeHead(303, { ...guards(), ...headers, location: "/navigator", "cache-control": "no-store" });
  response.end();
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    ...guards(),
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "no-store",
  });
  response.end(text);
}

function refuseUpgrade(request: IncomingMessage, host: string, port: number, door: Door): string | null {
  if (!namesUs(request, host, port)) return "foreign name or page";
  if (request.headers.origin === undefined) return "no origin";
  if (!door.admits(request)) return "no cookie of ours";
  return request.url === "/link" ? null : "no such path";
}
