import { connect } from "node:net";

/** Asks a host for a WebSocket without any right to it, and resets the connection before the answer: so many times. */
export async function knockAndRun(port: number, path: string, times: number): Promise<void> {
  const knock = [
    `GET ${path} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
  ];
  for (let time = 0; time < times; time += 1)
    await new Promise<void>((gone) => {
      const socket = connect(port, "127.0.0.1", () => {
        socket.write(`${knock.join("\r\n")}\r\n\r\n`, () => {
          socket.resetAndDestroy();
          gone();
        });
      });
    });
}
