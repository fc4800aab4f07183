import type { WebSocket } from "ws";
import type { Clock } from "../../support/clock.ts";
import type { LinkPort } from "../serve-link.ts";

const PING_EVERY_MS = 10_000;
/** More than every stream's snapshot of the largest company; whoever leaves that much unread does not read at all. */
const UNREAD_LIMIT_BYTES = 32 * 1024 * 1024;

/** A browser's WebSocket as a link's port. A socket that answers no ping, or does not read, is dropped. */
export function linkSocket(socket: WebSocket, clock: Clock): LinkPort {
  let answered = true;
  let stopPings = () => {};
  const pingOn = () => {
    stopPings = clock.after(PING_EVERY_MS, () => {
      if (!answered) return socket.terminate();
      answered = false;
      socket.ping();
      pingOn();
    });
  };
  pingOn();
  socket.on("pong", () => {
    answered = true;
  });
  socket.on("close", () => stopPings());
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
