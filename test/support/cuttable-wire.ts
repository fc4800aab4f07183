import { createServer } from "node:http";
import { type AddressInfo, connect, createServer as createTcpServer, type Socket } from "node:net";
import type { Exchange } from "../../src/exchange/start.ts";

/** The way to an exchange's XMPP service, which can fall silent, break, and be counted. */
export interface CuttableWire {
  /** The address to sign in at. */
  readonly address: string;
  /** How often the XMPP service was connected to. */
  readonly connections: number;
  /** Nothing passes any more in either direction, though everything stays connected. */
  freeze(): void;
  /** Breaks every connection; new ones are refused until `mend`. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

export async function cuttableWire(exchange: Exchange): Promise<CuttableWire> {
  const xmpp = new URL(exchange.services.xmppWebSocket);
  const pairs = new Set<readonly [Socket, Socket]>();
  let broken = false;
  let connections = 0;

  const wire = createTcpServer((near) => {
    // Explanations of failures are plain requests of the same port: only sockets that ask for an upgrade count.
    const far = connect(Number(xmpp.port), xmpp.hostname);
    const pair = [near, far] as const;
    near.once("data", (first) => {
      if (/upgrade: websocket/i.test(String(first))) connections += 1;
    });
    const gone = () => {
      pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    for (const socket of pair) socket.on("error", gone).on("close", gone);
    pairs.add(pair);
    if (broken) return gone();
    near.pipe(far);
    far.pipe(near);
  });
  const discovery = createServer((_, response) => {
    if (broken) return response.destroy();
    const { port } = wire.address() as AddressInfo;
    response.end(JSON.stringify({ ...exchange.services, xmppWebSocket: `ws://127.0.0.1:${port}/ws` }));
  });
  for (const server of [wire, discovery])
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  const cut = () => {
    broken = true;
    for (const [near, far] of pairs) {
      near.destroy();
      far.destroy();
    }
  };
  return {
    address: `http://127.0.0.1:${(discovery.address() as AddressInfo).port}`,
    get connections() {
      return connections;
    },
    freeze() {
      for (const [near, far] of pairs) {
        near.unpipe(far);
        far.unpipe(near);
      }
    },
    cut,
    mend() {
      broken = false;
    },
    async close() {
      cut();
      discovery.closeAllConnections();
      for (const server of [wire, discovery])
        await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
