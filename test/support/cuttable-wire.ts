import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Exchange } from "../../src/exchange/start.ts";
import { type TcpWire, tcpWire } from "./tcp-wire.ts";

/** The way to an exchange's XMPP service, which can fall silent, break, and be counted. */
export interface CuttableWire extends Omit<TcpWire, "port"> {
  /** The address to sign in at. */
  readonly address: string;
  /** How often the XMPP service was connected to. */
  readonly connections: number;
}

export async function cuttableWire(exchange: Exchange): Promise<CuttableWire> {
  const xmpp = new URL(exchange.services.xmppWebSocket);
  let broken = false;
  let connections = 0;
  // Explanations of failures are plain requests of the same port: only sockets that ask for an upgrade count.
  const wire = await tcpWire({ port: Number(xmpp.port), hostname: xmpp.hostname }, (first) => {
    if (/upgrade: websocket/i.test(String(first))) connections += 1;
  });
  const discovery = createServer((_, response) => {
    if (broken) return response.destroy();
    response.end(JSON.stringify({ ...exchange.services, xmppWebSocket: `ws://127.0.0.1:${wire.port}/ws` }));
  });
  await new Promise<void>((resolve) => discovery.listen(0, "127.0.0.1", resolve));

  return {
    address: `http://127.0.0.1:${(discovery.address() as AddressInfo).port}`,
    get connections() {
      return connections;
    },
    freeze: wire.freeze,
    cut() {
      broken = true;
      wire.cut();
    },
    mend() {
      broken = false;
      wire.mend();
    },
    async close() {
      broken = true;
      await wire.close();
      discovery.closeAllConnections();
      await new Promise<void>((resolve) => discovery.close(() => resolve()));
    },
  };
}
