import { createServer, request as httpRequest, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { notForScripts } from "../../src/main/hosts/api/for-scripts.ts";
import { createLocalApi, type LocalApi, tokenDigest } from "../../src/main/hosts/api/local-api.ts";
import { createLog } from "../../src/main/support/log.ts";
import type { StreamFrame } from "../../src/shared/contract/streams.ts";
import { refused } from "../../src/shared/model/result.ts";
import { createFakeProduct, type FakeProduct } from "../support/fake-product.ts";
import { knockAndRun } from "../support/knock-and-run.ts";

const token = "a-token-of-43-letters";
const bearer = { authorization: `Bearer ${token}` };
const phone: StreamFrame = { kind: "value", sequence: 4, value: { registration: "registered" } };

let product: FakeProduct;
let api: LocalApi;
let lines: string[];

beforeEach(async () => {
  product = createFakeProduct({ phone });
  lines = [];
  const log = createLog((line) => lines.push(line), Date.now);
  api = await createLocalApi(product, { port: 0, digest: tokenDigest(token), log });
});
afterEach(() => api.close());

test("a script with the token gets the answers that a window gets", async () => {
  const found = await ask("POST", "/api/directory.search", { body: '{"text":"","limit":5}' });
  expect(found).toMatchObject({ status: 200, body: { userIds: ["u1"], total: 1 } });
  expect(product.asked).toEqual([{ name: "directory.search", input: { text: "", limit: 5 } }]);
  const unknown = await ask("POST", "/api/tea.make", {});
  expect(unknown).toMatchObject({ status: 404, body: { code: "unknown-request", detail: "tea.make" } });
  expect(product.asked.at(-1)).toEqual({ name: "tea.make", input: {} });
});

test("a stream is read as it is now, and nobody follows it afterwards", async () => {
  const value = await ask("GET", "/api/streams/phone", {});
  expect(value).toMatchObject({ status: 200, body: { registration: "registered" } });
  expect(await ask("GET", "/api/streams/callers", {})).toMatchObject({ status: 200, body: [] });
  expect(product.followers("phone")).toBe(0);
  expect(await ask("GET", "/api/streams/tea", {})).toMatchObject({
    status: 404,
    body: { code: "unknown-request" },
  });
});

test.each([
  ["no token", {}],
  ["a wrong token", { authorization: "Bearer wrong" }],
  ["no bearer token", { authorization: `Basic ${token}` }],
  ["a cookie", { cookie: `token=${token}` }],
])("nobody comes in with %s", async (_, headers) => {
  const answer = await ask("GET", "/api/streams/phone", { headers });
  expect(answer.status).toBe(401);
  expect(answer.headers["www-authenticate"]).toBe("Bearer");
  expect((await ask("POST", "/api/directory.search", { headers })).status).toBe(401);
  await expect(connect(headers)).rejects.toThrow("401");
  expect(product.asked).toEqual([]);
});

test("a foreign name for this machine, or a page of another site, is not answered even with the token", async () => {
  for (const headers of [{ host: "evil.example" }, { origin: "http://evil.example" }, { origin: "null" }]) {
    const answer = await ask("POST", "/api/directory.search", { headers: { ...bearer, ...headers } });
    expect(answer.status).toBe(421);
    expect(answer.headers["access-control-allow-origin"]).toBeUndefined();
    await expect(connect({ ...bearer, ...headers })).rejects.toThrow("421");
  }
  expect(product.asked).toEqual([]);
});

test.each(notForScripts)("no script may ask %s, over HTTP or over the link", async (name) => {
  const answer = await ask("POST", `/api/${name}`, { body: "{}" });
  expect(answer).toMatchObject({ status: 403, body: { code: "not-allowed" } });
  const { socket, frames } = await connect(bearer);
  socket.send(JSON.stringify({ frame: "request", id: 1, name, input: {} }));
  await vi.waitFor(() => expect(frames).toMatchObject([{ frame: "refusal", refusal: answer.body }]));
  expect(product.asked).toEqual([]);
});

test("every refusal has its status", async () => {
  product.request = async () => refused("wrong-call-state", "ringing");
  const busy = await ask("POST", "/api/call.hold", { body: '{"phoneCallId":"p"}' });
  expect(busy).toMatchObject({ status: 409, body: { code: "wrong-call-state", detail: "ringing" } });
  product.request = async () => refused("not-signed-in");
  expect((await ask("POST", "/api/status.set", {})).status).toBe(503);
});

test("what is no request is refused with the reason", async () => {
  for (const [method, path, body, status] of [
    ["POST", "/api/status.set", "{", 400],
    ["GET", "/api/status.set", "", 405],
    ["POST", "/api/streams/phone", "", 405],
    ["GET", "/navigator", "", 404],
    ["GET", "/api/link", "", 405],
    ["OPTIONS", "/api/status.set", "", 405],
    ["POST", "/api/status.set", " ".repeat(1024 * 1024 + 1), 413],
  ] as const)
    expect([path, method, (await ask(method, path, { body })).status]).toEqual([path, method, status]);
  expect(product.asked).toEqual([]);
});

test("the link carries requests and streams in the frames of the windows", async () => {
  const { socket, frames } = await connect(bearer);
  socket.send(JSON.stringify({ frame: "follow", stream: "callers" }));
  socket.send(JSON.stringify({ frame: "request", id: 7, name: "directory.search", input: { text: "" } }));
  const change: StreamFrame = { kind: "change", sequence: 1, upserts: [{ callerId: "c" }], removals: [] };
  await vi.waitFor(() => expect(product.followers("callers")).toBe(1));
  product.publish("callers", change);
  await vi.waitFor(() => expect(frames).toHaveLength(3));
  expect(frames).toContainEqual({
    frame: "stream",
    stream: "callers",
    content: { kind: "rows", sequence: 0, rows: [] },
  });
  expect(frames).toContainEqual({ frame: "answer", id: 7, output: { userIds: ["u1"], total: 1 } });
  expect(frames).toContainEqual({ frame: "stream", stream: "callers", content: change });
});

test("the WebSocket that Node itself has is let in, as docs/local-api.md shows it", async () => {
  // The types are those of browsers, which have no headers here.
  const url = `ws://127.0.0.1:${api.port}/api/link`;
  const socket: globalThis.WebSocket = Reflect.construct(globalThis.WebSocket, [url, { headers: bearer }]);
  const told = new Promise((frame) => {
    socket.onmessage = ({ data }) => frame(JSON.parse(data));
  });
  socket.onopen = () => socket.send(JSON.stringify({ frame: "follow", stream: "phone" }));
  expect(await told).toEqual({ frame: "stream", stream: "phone", content: phone });
});

test.each(["audio-attach", "elsewhere"])(
  "a script lends no audio: the frame %s closes its link",
  async (frame) => {
    const { socket, closed } = await connect(bearer);
    socket.send(JSON.stringify({ frame }));
    expect(await closed).toBe(1008);
    expect(product.audio).toEqual([]);
  },
);

test("closing it ends what is connected, and nothing follows any more", async () => {
  const { socket, closed } = await connect(bearer);
  socket.send(JSON.stringify({ frame: "follow", stream: "callers" }));
  await vi.waitFor(() => expect(product.followers("callers")).toBe(1));
  await api.close();
  await closed;
  await vi.waitFor(() => expect(product.followers("callers")).toBe(0));
  await expect(ask("GET", "/api/streams/phone", {})).rejects.toThrow("ECONNREFUSED");
});

test("whoever knocks at the link and runs away does no harm", async () => {
  await knockAndRun(api.port, "/api/link", 50);
  expect((await ask("GET", "/api/streams/phone", {})).status).toBe(200);
});

test("it is reached by the loopback interface alone, and its log has no token", async () => {
  const busy = createServer().listen(0, "127.0.0.1");
  await new Promise((listening) => busy.once("listening", listening));
  const { port } = busy.address() as AddressInfo;
  const log = createLog(() => {}, Date.now);
  await expect(createLocalApi(product, { port, digest: tokenDigest(token), log })).rejects.toThrow(
    `EADDRINUSE: address already in use 127.0.0.1:${port}`,
  );
  busy.close();
  const { socket, closed } = await connect(bearer);
  socket.send("no frame");
  await closed;
  expect(lines).not.toEqual([]);
  expect(lines.join()).not.toContain(token);
});

/** Node's own client, since fetch sets Host and Origin itself. */
function ask(
  method: string,
  path: string,
  { body = "", headers = bearer }: { body?: string; headers?: Record<string, string> },
): Promise<{ status: number; headers: IncomingMessage["headers"]; body: unknown }> {
  return new Promise((resolve, reject) => {
    const url = `http://127.0.0.1:${api.port}`;
    httpRequest(url, { method, path, headers, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: JSON.parse(text) }),
      );
    })
      .on("error", reject)
      .end(body);
  });
}

function connect(headers: Record<string, string>) {
  const socket = new WebSocket(`ws://127.0.0.1:${api.port}/api/link`, { headers });
  const frames: unknown[] = [];
  socket.on("message", (data) => frames.push(JSON.parse(String(data))));
  const closed = new Promise<number>((code) => socket.once("close", code));
  return new Promise<{ socket: WebSocket; frames: unknown[]; closed: Promise<number> }>((opened, failed) => {
    socket.once("open", () => opened({ socket, frames, closed }));
    socket.once("error", failed);
  });
}
