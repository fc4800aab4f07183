import { createHash, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, STATUS_CODES } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import type { Product } from "../../product.ts";
import { systemClock } from "../../support/clock.ts";
import type { Log } from "../../support/log.ts";
import { type LinkPort, serveLink } from "../serve-link.ts";
import { namesUs } from "../web/door.ts";
import { linkSocket } from "../web/link-socket.ts";
import { answerHttp, type HttpAnswer, LIMIT_BYTES, refusal } from "./answer-http.ts";
import { forScripts } from "./for-scripts.ts";

export interface LocalApi {
  readonly port: number;
  /** Ends what is connected too. */
  close(): Promise<void>;
}

const HOST = "127.0.0.1";

/** What a token is kept as: it can be recognised by this, and not be made of it. */
export const tokenDigest = (token: string): Buffer => createHash("sha256").update(token).digest();

/**
 * The windows' contract for scripts of this machine that hold the token: requests and streams over HTTP, and the windows' own
 * frames, but for audio, over a WebSocket. Rejects when the port cannot be had.
 */
export async function createLocalApi(
  product: Pick<Product, "request" | "follow">,
  options: {
    /** 0: any free one. */
    readonly port: number;
    readonly digest: Buffer;
    readonly log: Log;
  },
): Promise<LocalApi> {
  const { digest, log } = options;
  const open = forScripts(product);
  const server = createServer();
  await new Promise<void>((listening, failed) => {
    server.once("error", failed).listen(options.port, HOST, listening);
  });
  const { port } = server.address() as AddressInfo;

  const atDoor = (request: IncomingMessage): HttpAnswer | null => {
    if (!namesUs(request, HOST, port)) return refusal(421, "bad-request", "not the name of this server");
    const given = /^Bearer ([\w-]+)$/i.exec(request.headers.authorization ?? "")?.[1];
    if (given !== undefined && timingSafeEqual(tokenDigest(given), digest)) return null;
    return refusal(401, "not-allowed", "this needs the header Authorization: Bearer <token>");
  };

  server.on("request", (request, response) => {
    const send = ({ status, body }: HttpAnswer) => {
      response.writeHead(status, {
        "content-type": "application/json",
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        ...(status === 401 && { "www-authenticate": "Bearer" }),
        // What is left of a body that was not read is not waited for.
        ...(!request.complete && { connection: "close" }),
      });
      response.end(JSON.stringify(body));
    };
    const refused = atDoor(request);
    if (refused) return send(refused);
    answerHttp(open, request).then(send, (cause) => {
      log.error("api", "a request was not answered", cause);
      response.destroy();
    });
  });

  const sockets = new WebSocketServer({ noServer: true, maxPayload: LIMIT_BYTES, clientTracking: true });
  server.on("upgrade", (request, socket, head) => {
    // Whoever runs away before he is answered must not end the process.
    socket.on("error", () => socket.destroy());
    const noLink = request.url === "/api/link" ? null : refusal(404, "unknown-request", "no such path");
    const refused = atDoor(request) ?? noLink;
    if (refused) {
      const line = `HTTP/1.1 ${refused.status} ${STATUS_CODES[refused.status]}`;
      socket.end(`${line}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) =>
      serveLink(open, withoutAudio(linkSocket(opened, systemClock)), systemClock, log),
    );
  });

  return {
    port,
    close: () =>
      new Promise((closed) => {
        for (const socket of sockets.clients) socket.terminate();
        sockets.close();
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** A page's audio frames are no frames here: whoever sends one is told at once that nothing comes of it. */
function withoutAudio(port: LinkPort): LinkPort {
  const isAudio = (raw: unknown) =>
    typeof raw === "object" && raw !== null && "frame" in raw && String(raw.frame).startsWith("audio-");
  return { ...port, onFrame: (listener) => port.onFrame((raw) => listener(isAudio(raw) ? null : raw)) };
}
