import { fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { StreamItem } from "../../src/shared/contract/streams.ts";
import type { Order, Word } from "../support/mortal-product.ts";
import { company, event, list, notification, scriptedCore, subscribed } from "../support/scripted-core.ts";

const MEGABYTE = 1 << 20;
/** What a stanza within the limits may take for a moment, and garbage that is not collected yet. */
const mostGrowth = 350 * MEGABYTE;
/** In everything hostile, where it has words. */
const content = "31612345678";

const end: (() => unknown)[] = [];
afterAll(async () => {
  for (const each of end.reverse()) await each();
});

type Connection = StreamItem<"connection">;

const core = await scriptedCore((what, each) => {
  if (what === "GET_COMPANY") return company;
  if (what.startsWith("subscribe")) each.send(event(subscribed));
  return what.startsWith("GET") ? list("") : undefined;
});
const discovery = createServer((request, response) => {
  const { port } = discovery.address() as AddressInfo;
  const here = `http://127.0.0.1:${port}`;
  response.statusCode = request.url === "/.well-known/binnacle-exchange" ? 200 : 404;
  response.end(
    JSON.stringify({ rest: here, files: here, xmppWebSocket: core.webSocketUrl, xmppDomain: core.domain }),
  );
});
await once(discovery.listen(0, "127.0.0.1"), "listening");
end.push(
  () => core.close(),
  () => discovery.close(),
  () => discovery.closeAllConnections(),
);

const folder = mkdtempSync(path.join(tmpdir(), "binnacle-hostile-"));
const child = fork(path.resolve(import.meta.dirname, "../support/mortal-product.ts"), { execArgv: [] });
end.push(
  () => rmSync(folder, { recursive: true }),
  async () => {
    child.kill();
    if (child.exitCode === null) await once(child, "exit");
  },
);
let connections: Connection[] = [];
let lines: string[] = [];
const phases = () => connections.map(({ phase }) => phase).filter((phase, at, all) => phase !== all[at - 1]);
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 15_000, interval: 20 });
const tell = (order: Order) => child.send(order);

beforeAll(async () => {
  const opened = new Promise<void>((resolve) => {
    child.on("message", (word: Word) => {
      if (word.said === "opened") resolve();
      if (word.said === "line") lines.push(word.line);
      if (word.said === "frame" && word.stream === "connection" && word.frame.kind === "value")
        connections.push(word.frame.value as Connection);
    });
  });
  tell({ open: folder });
  await opened;
});

beforeEach(async () => {
  connections = [];
  const { port } = discovery.address() as AddressInfo;
  const input = { server: `http://127.0.0.1:${port}`, username: "ann", password: "secret" };
  tell({ id: 1, request: "session.sign-in", input });
  await eventually(() => expect(phases().at(-1)).toBe("live"));
  connections = [];
  lines = [];
});

/** Bytes of memory that the process has now; null where the system does not tell. */
function memory(): number | null {
  const file = `/proc/${child.pid}/status`;
  if (!existsSync(file)) return null;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(file, "utf8"))?.[1]) * 1024;
}

const message = (inside: string) =>
  `<message xmlns="jabber:client" from="pubsub.uc.example.net">${inside}</message>`;
const filled = (characters: number) => content.repeat(Math.ceil(characters / content.length));

const hostile: Record<string, () => string | Buffer> = {
  "what is no XML": () => `${content} {"a": 1}>`,
  "tags that do not fit": () => message(`<a>${content}</b>`),
  "an end without a start": () => "</message>",
  "a stanza that is cut off": () => message(content).slice(0, -5),
  "a stanza that is cut off between tags": () => message("<a>").replace("</message>", ""),
  "half a tag": () => "<message from='a",
  "a document type with entities that multiply": () =>
    `<!DOCTYPE m [<!ENTITY a "${content}"><!ENTITY b "&a;&a;&a;&a;">]>${message("&b;")}`,
  "an entity that nobody made": () => message(`<body>&${content};</body>`),
  "a character that XML has not": () => message("<body>&#0;</body>"),
  "a comment": () => message(`<!-- ${content} -->`),
  "bytes that are no UTF-8": () => Buffer.from([0x3c, 0x6d, 0x3e, 0xff, 0xfe, 0x3c, 0x2f, 0x6d, 0x3e]),
  "100 MB of text": () => message(filled(100 * MEGABYTE)),
  "100 MB of elements": () => message(`<a>${content}</a>`.repeat((100 * MEGABYTE) / 18)),
  "elements without end, within the length": () => message("<a/>".repeat(3 * MEGABYTE)),
  "a deep nest": () => message("<a>".repeat(100_000) + "</a>".repeat(100_000)),
  "a million attributes": () =>
    message(`<a ${Array.from({ length: 1_000_000 }, (_, at) => `a${at}=">"`).join(" ")}/>`),
  "a text of 1 MB": () => message(`<body>${filled(MEGABYTE)}</body>`),
};

test.each(Object.keys(hostile))("%s: the connection is given up and comes back", async (name) => {
  const before = memory();
  let highest = before ?? 0;
  const watch = setInterval(() => {
    highest = Math.max(highest, memory() ?? 0);
  }, 5);
  core.send(hostile[name]?.() ?? "");
  await eventually(() => expect(phases()).toEqual(["lost", "live"])).finally(() => clearInterval(watch));
  if (before !== null) expect(highest - before).toBeLessThan(mostGrowth);
  // Never a sign-out: the person would have to come and sign in.
  expect(connections[0]?.refusal?.code).toBe("server-unreachable");
  expect(lines.filter((line) => line.includes("the connection was lost"))).toHaveLength(1);
  expect(lines.join()).not.toContain(content);
});

test("what XMPP allows is read on", async () => {
  core.send(message(`<body><![CDATA[<b>no element]]> &amp; &#233;</body>`));
  core.send(event(notification("call.end", "<callId>c-1</callId>")));
  core.send('<iq xmlns="jabber:client" type="get" id="still"><ping xmlns="urn:xmpp:ping"/></iq>');
  await eventually(() => expect(core.story).toContain(""));
  expect(phases()).toEqual([]);
});
