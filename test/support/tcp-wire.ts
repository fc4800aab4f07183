import { type AddressInfo, connect, createServer, type Socket } from "node:net";

/** The way to a service of this machine, which can fall silent and break. */
export interface TcpWire {
  readonly port: number;
  /** Nothing passes any more in either direction, though everything stays connected. */
  freeze(): void;
  /** Breaks every connection; new ones are refused until `mend`. */
  cut(): void;
  mend(): void;
  close(): Promise<void>;
}

/** `onFirst` gets what comes first over each connection from the near side. */
export async function tcpWire(
  target: { readonly port: number; readonly hostname: string },
  onFirst: (data: Buffer) => void = () => {},
): Promise<TcpWire> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let broken = false;
  const server = createServer((near) => {
    const far = connect(target.port, target.hostname);
    const pair = [near, far] as const;
    near.once("data", onFirst);
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
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));

  const cut = () => {
    broken = true;
    for (const [near, far] of pairs) {
      near.destroy();
      far.destroy();
    }
  };
  return {
    port: (server.address() as AddressInfo).port,
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
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
