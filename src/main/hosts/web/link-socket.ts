import type { WebSocket } from "ws";
import type { LinkPort } from "../serve-link.ts";

const PING_EVERY_MS = 10_000;
/** More than every stream's snapshot of the largest company; whoever leaves that much unread does not read at all. */
const UNREAD_LIMIT_BYTES = 32 * 1024 * 1024;

/** A browser's WebSocket as a link's port. A socket that answers no ping, or does not read, is dropped. */
export function linkSocket(socket: WebSocket): LinkPort {
  let alive = true;
  const pings = setInterval(() => {
    if (!alive) return socket.terminate();
    alive = false;
    socket.ping();
  }, PING_EVERY_MS);
  socket.on("pong", () => {
    alive = true;
  });
  socket.on("close", () => clearInterval(pings));
  // What goes wrong with a socket ends in "close"; without a listener it would end the process.
  socket.on("error", () => socket.terminate());
  return {
    send(frame) {
      if (socket.readyState !== socket.OPEN) return;
      if (socket.bufferedAmount > UNREAD_LIMIT_BYTES) return socket.terminate();
      socket.send(JSON.stringify(frame));
    },
    onFrame: (listener) => {
      socket.on("message", (data, isBinary) => listener(isBinary ? null : parseJson(data.toString())));
    },
    onClose: (listener) => {
      socket.once("close", listener);
    },
    close: () => socket.close(1008, "not a frame"),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
