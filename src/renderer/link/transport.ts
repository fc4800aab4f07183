import type { HostBridge, MainFrame, WindowFrame } from "../../shared/contract/frames.ts";

declare global {
  interface Window {
    /** Exposed by the preload script; absent in a browser. */
    readonly binnacle?: HostBridge;
  }
}

/** What carries the frames. `opened` and `closed` alternate; a transport that closed opens again by itself. */
export interface TransportEvents {
  opened(): void;
  /** Lost, or the attempt failed. */
  closed(): void;
  received(frame: MainFrame): void;
}

export interface Transport {
  /** While not open, the frame is dropped. */
  send(frame: WindowFrame): void;
  close(): void;
}

/** Calls no event before it returns. */
export type OpenTransport = (events: TransportEvents) => Transport;

const FIRST_RETRY_MS = 300;
const LAST_RETRY_MS = 5_000;

/** Electron's bridge: it is there as long as the page is. */
export function openBridge(bridge: HostBridge): OpenTransport {
  return (events) => {
    bridge.onFrame(events.received);
    queueMicrotask(events.opened);
    return { send: bridge.send, close: () => {} };
  };
}

/** A WebSocket to the page's own origin, opened anew 0.3 to 5 s after it was lost. */
export const openWebSocket: OpenTransport = (events) => {
  let retryMs = FIRST_RETRY_MS;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let socket = connect();

  function connect(): WebSocket {
    const opening = new WebSocket("/link");
    let opened = false;
    opening.onopen = () => {
      opened = true;
      retryMs = FIRST_RETRY_MS;
      events.opened();
    };
    opening.onmessage = ({ data }) => events.received(JSON.parse(String(data)) as MainFrame);
    opening.onclose = () => {
      events.closed();
      if (!opened) void leaveWhenShutOut();
      retry = setTimeout(
        () => {
          socket = connect();
        },
        retryMs * (0.8 + 0.4 * Math.random()),
      );
      retryMs = Math.min(retryMs * 2, LAST_RETRY_MS);
    };
    return opening;
  }

  return {
    send(frame) {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
    },
    close() {
      clearTimeout(retry);
      socket.onclose = null;
      socket.close();
    },
  };
};

/** A restarted server knows this browser no more; its own page says what to do then. */
async function leaveWhenShutOut(): Promise<void> {
  try {
    const answer = await fetch(location.href, { method: "HEAD" });
    if (answer.status === 403) location.reload();
  } catch {
    // Not there at all: the next attempt will tell.
  }
}
