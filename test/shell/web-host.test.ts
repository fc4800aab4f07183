import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { WebSocket } from "ws";
import { createWebHost, type WebHost } from "../../src/main/hosts/web/web-host.ts";
import { createLog } from "../../src/main/support/log.ts";
import { createFakeProduct, type FakeProduct } from "../support/fake-product.ts";
import { knockAndRun } from "../support/knock-and-run.ts";

let folder: string;
let product: FakeProduct;
let host: WebHost;
let origin: string;
let lines: string[];

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "binnacle-web-"));
  const root = path.join(folder, "renderer");
  for (const window of ["navigator", "phone-audio", "assets"])
    await mkdir(path.join(root, window), { recursive: true });
  await writeFile(path.join(root, "navigator/index.html"), "<html><head></head>navigator</html>");
  await writeFile(path.join(root, "phone-audio/index.html"), "<html><head></head>phone</html>");
  await writeFile(path.join(root, "assets/app-a1B2.js"), "export {};");
  await writeFile(path.join(root, "assets/.hidden.js"), "hidden");
  await writeFile(path.join(folder, "secret.js"), "secret");
  product = createFakeProduct();
  lines = [];
  const log = createLog((line) => lines.push(line), Date.now);
  host = await createWebHost(product, { root, port: 0, host: "127.0.0.1", log });
  origin = new URL(host.address()).origin;
});

afterEach(async () => {
  await host.close();
  await rm(folder, { recursive: true });
});

test("the printed address lets one browser in, once, and leaves no token behind", async () => {
  const address = host.address();
  const first = await get(address);
  expect(first.status).toBe(303);
  expect(first.headers.location).toBe("/navigator");
  const cookie = first.headers["set-cookie"]?.[0] ?? "";
  expect(cookie).toMatch(new RegExp(`^binnacle-${new URL(origin).port}=[\\w-]{43}; `));
  expect(cookie).toContain("HttpOnly");
  expect(cookie).toContain("SameSite=Strict");

  const second = await get(address);
  expect(second.status).toBe(403);
  expect(second.body).toContain("Press Enter in the terminal");
  expect((await get(`${origin}/navigator`)).status).toBe(403);
  expect((await get(`${origin}/?token=wrong`)).status).toBe(403);
  expect((await get(`${origin}/navigator`, { cookie: cookie.split(";")[0] })).status).toBe(200);
});

test("a page may load nothing from elsewhere, and is framed by its own origin only where it must be", async () => {
  const cookie = await signIn();
  const page = await get(`${origin}/navigator`, { cookie });
  const policy = String(page.headers["content-security-policy"]);
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain("unsafe");
  expect(policy).toContain("frame-ancestors 'none'");
  for (const feature of ["microphone=(self)", "hid=(self)", "speaker-selection=(self)", "usb=()"])
    expect(page.headers["permissions-policy"]).toContain(feature);
  expect(page.headers["x-content-type-options"]).toBe("nosniff");
  expect(page.headers["referrer-policy"]).toBe("no-referrer");
  const nonce = /nonce-([^']+)'/.exec(policy)?.[1];
  expect(page.body).toContain(`<meta property="csp-nonce" nonce="${nonce}">`);
  const audio = await get(`${origin}/phone-audio/`, { cookie });
  expect(audio.headers["content-security-policy"]).toContain("frame-ancestors 'self'");
});

test("only the windows and their built files are served", async () => {
  const cookie = await signIn();
  const asset = await get(`${origin}/assets/app-a1B2.js`, { cookie });
  expect(asset.headers["content-type"]).toContain("text/javascript");
  expect(asset.headers["cache-control"]).toContain("immutable");
  for (const wanted of [
    "/assets",
    "/assets/",
    "/assets/.hidden.js",
    "/assets/../../secret.js",
    "/assets/..%2f..%2fsecret.js",
    "/assets/%2e%2e/%2e%2e/secret.js",
    "/assets/..\\..\\secret.js",
    "/../secret.js",
    "/navigator/index.html/",
    "/constructor",
  ])
    expect([wanted, (await get(origin, { cookie }, wanted)).status]).toEqual([wanted, 404]);
});

test("a foreign name for this machine is not answered", async () => {
  const cookie = await signIn();
  expect((await get(`${origin}/navigator`, { cookie, host: "evil.example" })).status).toBe(421);
  expect((await get(`${origin}/navigator`, { cookie, origin: "http://evil.example" })).status).toBe(421);
});

test("the link opens to our own page with the cookie, and to nobody else", async () => {
  const cookie = await signIn();
  await expect(openLink({ cookie, origin: "http://evil.example" })).rejects.toThrow("403");
  await expect(openLink({ cookie, origin, host: "evil.example" })).rejects.toThrow("403");
  await expect(openLink({ cookie })).rejects.toThrow("403");
  await expect(openLink({ origin })).rejects.toThrow("403");
  const socket = await openLink({ cookie, origin });
  const answer = next(socket);
  socket.send(JSON.stringify({ frame: "request", id: 7, name: "directory.search", input: { text: "" } }));
  expect(await answer).toEqual({ frame: "answer", id: 7, output: { userIds: ["u1"], total: 1 } });
});

test("whoever knocks at the link and runs away does not end the process", async () => {
  await knockAndRun(Number(new URL(origin).port), "/link", 50);
  expect((await get(`${origin}/navigator`, { cookie: await signIn() })).status).toBe(200);
});

test.each(["no json", "null", '{"frame":"request"}', '{"frame":"elsewhere"}'])(
  "what is no frame closes the link: %s",
  async (text) => {
    const socket = await openLink({ cookie: await signIn(), origin });
    socket.send(JSON.stringify({ frame: "follow", stream: "callers" }));
    await vi.waitFor(() => expect(product.followers("callers")).toBe(1));
    const closed = new Promise<number>((code) => socket.once("close", code));
    socket.send(text);
    expect(await closed).toBe(1008);
    await vi.waitFor(() => expect(product.followers("callers")).toBe(0));
    expect(lines.join()).toContain("no frame");
  },
);

test("a frame of more than a megabyte closes the link", async () => {
  const socket = await openLink({ cookie: await signIn(), origin });
  const closed = new Promise<number>((code) => socket.once("close", code));
  socket.send(" ".repeat(1024 * 1024 + 1));
  expect(await closed).toBe(1009);
});

test("a browser that does not read is dropped", async () => {
  const socket = await openLink({ cookie: await signIn(), origin });
  socket.send(JSON.stringify({ frame: "follow", stream: "colleagues" }));
  await vi.waitFor(() => expect(product.followers("colleagues")).toBe(1));
  socket.pause();
  const megabyte = "x".repeat(1024 * 1024);
  await vi.waitFor(
    () => {
      product.publish("colleagues", { kind: "rows", sequence: 0, rows: [megabyte] });
      expect(product.followers("colleagues")).toBe(0);
    },
    { interval: 1, timeout: 10_000 },
  );
  socket.terminate();
});

async function signIn(): Promise<string> {
  const answer = await get(host.address());
  return answer.headers["set-cookie"]?.[0]?.split(";")[0] ?? "";
}

/** Node's own client, since fetch tidies paths and sets Host and Origin itself. */
function get(
  url: string,
  headers: Record<string, string | undefined> = {},
  rawPath?: string,
): Promise<{ status: number; headers: IncomingMessage["headers"]; body: string }> {
  const given = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
  return new Promise((resolve, reject) => {
    const options = { headers: given as Record<string, string>, ...(rawPath ? { path: rawPath } : {}) };
    httpRequest(url, options, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        body += chunk;
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
      );
    })
      .on("error", reject)
      .end();
  });
}

function openLink(headers: Record<string, string>): Promise<WebSocket> {
  const socket = new WebSocket(`${origin.replace("http", "ws")}/link`, { headers });
  return new Promise((opened, failed) => {
    socket.once("open", () => opened(socket));
    socket.once("error", failed);
  });
}

const next = (socket: WebSocket): Promise<unknown> =>
  new Promise((told) => socket.once("message", (data) => told(JSON.parse(String(data)))));
