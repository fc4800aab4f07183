import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { linkSocket } from "../../src/main/hosts/web/link-socket.ts";
import { createHandClock, type HandClock } from "../../src/main/support/hand-clock.ts";

let server: WebSocketServer;
let clock: HandClock;
let pongs: number;
let closed: string[];

beforeEach(async () => {
  clock = createHandClock();
  pongs = 0;
  closed = [];
  server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  server.on("connection", (socket, request) => {
    socket.on("pong", () => {
      pongs += 1;
    });
    linkSocket(socket, clock).onClose(() => closed.push(request.url ?? ""));
  });
  await once(server, "listening");
});
afterEach(() => {
  for (const socket of server.clients) socket.terminate();
  server.close();
});

async function connect(name: string, autoPong: boolean): Promise<void> {
  const { port } = server.address() as AddressInfo;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/${name}`, { autoPong });
  await once(socket, "open");
}

test("a browser that answers no ping is dropped, and one that does stays", async () => {
  await connect("alive", true);
  await connect("dead", false);
  for (const round of [1, 2]) {
    clock.advance(10_000);
    await vi.waitFor(() => expect(pongs).toBe(round));
  }
  await vi.waitFor(() => expect(closed).toEqual(["/dead"]));
});
