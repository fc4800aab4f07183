import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { generate } from "selfsigned";
import { afterEach, expect, test } from "vitest";
import { createHttpAccount } from "../../src/main/core-api/http-account.ts";
import { createRestClient } from "../../src/main/core-api/rest-client.ts";
import { openXmppSession } from "../../src/main/core-api/xmpp-session.ts";
import { systemClock } from "../../src/main/support/clock.ts";
import { createLog } from "../../src/main/support/log.ts";
import { scriptedCore } from "../support/scripted-core.ts";
import { type Certificate, startStarttlsFront } from "../support/starttls-front.ts";

const trusted = getCACertificates();
const closing: (() => unknown)[] = [];
afterEach(async () => {
  setDefaultCACertificates(trusted);
  for (const close of closing.splice(0).reverse()) await close();
});

const day = 24 * 60 * 60_000;
const inDays = (days: number) => new Date(Date.now() + days * day);

/** A certificate for this machine; `issued`: by an authority of its own. */
async function certificate(
  how: { from?: Date; until?: Date; name?: string; issued?: boolean } = {},
): Promise<Certificate & { readonly authority: string }> {
  const { from = inDays(-2), until = inDays(2), name = "localhost", issued = false } = how;
  const authority = issued
    ? await generate([{ name: "commonName", value: "An authority" }], {
        keyType: "ec",
        extensions: [
          { name: "basicConstraints", cA: true },
          { name: "keyUsage", keyCertSign: true },
        ],
      })
    : null;
  const made = await generate([{ name: "commonName", value: name }], {
    keyType: "ec",
    notBeforeDate: from,
    notAfterDate: until,
    extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: name }] }],
    ...(authority && { ca: { key: authority.private, cert: authority.cert } }),
  });
  return { key: made.private, cert: made.cert, authority: authority?.cert ?? made.cert };
}

async function overTls(made: Certificate): Promise<{ server: Server; port: number; asked: () => number }> {
  let asked = 0;
  const server = createServer(made, (_request, response) => {
    asked += 1;
    response.end("{}");
  });
  server.on("upgrade", () => {
    asked += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  closing.push(() => server.close());
  return { server, port: (server.address() as AddressInfo).port, asked: () => asked };
}

async function signIn(xmpp: string): Promise<string> {
  const session = await openXmppSession({
    endpoints: {
      rest: "https://localhost",
      files: "https://localhost",
      xmpp: [xmpp],
      xmppDomain: "localhost",
    },
    credentials: { username: "ann", password: "secret" },
    clock: systemClock,
    log: createLog(() => undefined, Date.now),
    lookUp: async () => [],
    events: { authenticated() {}, snapshot: async () => {}, facts() {}, ended() {} },
  });
  return session.ok ? "signed in" : session.refusal.code;
}

test.each([
  ["has expired", { until: inDays(-1) }, true, "certificate-expired"],
  ["is not valid yet", { from: inDays(1) }, true, "certificate-not-yet-valid"],
  ["the server made itself", {}, false, "certificate-self-signed"],
  ["is for another name", { name: "elsewhere.example" }, true, "certificate-other-name"],
  ["was issued by somebody unknown", { issued: true }, false, "certificate-unknown-issuer"],
])(
  "a certificate that %s is told as such over REST, WebSocket and TCP, and nothing is sent",
  async (_, how, isTrusted, code) => {
    const made = await certificate(how);
    if (isTrusted) setDefaultCACertificates([...trusted, made.authority]);
    const { port, asked } = await overTls(made);
    const address = `https://localhost:${port}`;
    const rest = createRestClient(address, createHttpAccount(["ann"], "secret"), new Set());
    expect(await rest.get(rest.url("user"))).toMatchObject({ ok: false, refusal: { code } });
    expect(await signIn(`wss://localhost:${port}/ws`)).toBe(code);
    expect(asked()).toBe(0);
    const core = await scriptedCore(() => undefined);
    closing.push(() => core.close());
    const front = await startStarttlsFront({
      webSocket: core.webSocketUrl,
      domain: "localhost",
      certificate: made,
      offersEncryption: true,
    });
    closing.push(() => front.close());
    expect(await signIn(`xmpp://127.0.0.1:${front.port}`)).toBe(code);
    expect(front.inClear).toEqual(["starttls"]);
    expect(front.mechanisms).toEqual([]);
  },
);

test("behind a proxy that ends TLS a core may call itself http: it is asked with TLS all the same", async () => {
  const made = await certificate();
  setDefaultCACertificates([...trusted, made.authority]);
  const { port, asked } = await overTls(made);
  const rest = createRestClient(`https://localhost:${port}`, createHttpAccount(["ann"], "secret"), new Set());
  expect(await rest.get(`http://localhost:${port}/queue/7`)).toEqual({ ok: true, value: {} });
  expect(asked()).toBe(1);
});
