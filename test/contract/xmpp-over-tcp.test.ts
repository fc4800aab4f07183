import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { afterEach, expect, test } from "vitest";
import { startExchange } from "../../src/exchange/start.ts";
import type { Snapshot } from "../../src/main/core-api/facts.ts";
import { openXmppSession } from "../../src/main/core-api/xmpp-session.ts";
import { systemClock } from "../../src/main/support/clock.ts";
import { createLog } from "../../src/main/support/log.ts";
import { quietExchange } from "../support/stage.ts";
import { certificateFor, startStarttlsFront } from "../support/starttls-front.ts";

const trusted = getCACertificates();
const closing: (() => unknown)[] = [];
afterEach(async () => {
  setDefaultCACertificates(trusted);
  for (const close of closing.splice(0).reverse()) await close();
});

/** An exchange that is reached over TCP only, and somebody's attempt to sign in there. */
async function overTcp(
  how: {
    certificateFor?: string;
    isTrusted?: boolean;
    offersEncryption?: boolean;
    addresses?: (tcp: string) => readonly string[];
    users?: number;
  } = {},
) {
  const { users = quietExchange.users } = how;
  const exchange = await startExchange({ ...quietExchange, users });
  closing.push(() => exchange.close());
  const { xmppWebSocket, xmppDomain, rest, files } = exchange.services;
  for (const user of exchange.pbx.company.users.values())
    Object.assign(user, { name: `Zoë ${user.name} 📞` });
  const certificate = await certificateFor(how.certificateFor ?? xmppDomain);
  const front = await startStarttlsFront({
    webSocket: xmppWebSocket,
    domain: xmppDomain,
    certificate,
    offersEncryption: how.offersEncryption ?? true,
  });
  closing.push(() => front.close());
  if (how.isTrusted ?? true) setDefaultCACertificates([...trusted, certificate.cert]);
  const tcp = `xmpp://127.0.0.1:${front.port}`;
  const snapshots: Snapshot[] = [];
  const asked: string[] = [];
  const session = await openXmppSession({
    endpoints: { rest, files, xmppDomain, xmpp: how.addresses?.(tcp) ?? [tcp] },
    credentials: exchange.credentials(exchange.operator),
    clock: systemClock,
    log: createLog(() => {}, Date.now),
    lookUp: async (name) => {
      asked.push(name);
      const records = [
        { name: "127.0.0.1", port: front.port, priority: 20, weight: 0 },
        { name: "127.0.0.1", port: 1, priority: 10, weight: 0 },
      ];
      return name === `_xmpp-client._tcp.${xmppDomain}` ? records : [];
    },
    events: {
      authenticated() {},
      async snapshot(each) {
        snapshots.push(each);
      },
      facts() {},
      ended() {},
    },
  });
  if (session.ok) closing.push(() => session.value.close());
  return { exchange, front, session, snapshots, asked };
}

test("over TCP nothing but the wish for encryption is sent in the clear, and every character arrives", async () => {
  const { exchange, front, session, snapshots } = await overTcp();
  expect(session).toMatchObject({ ok: true });
  expect(front.inClear).toEqual(["starttls"]);
  expect(front.mechanisms).toEqual(["SCRAM-SHA-256"]);
  const names = [...exchange.pbx.company.users.values()].map((user) => user.name);
  expect(snapshots[0]?.users.map((user) => user.name).sort()).toEqual(names.sort());
});

test("lists of megabytes, read in turns, arrive to the last character", async () => {
  const { exchange, snapshots } = await overTcp({ users: 3_000 });
  const names = [...exchange.pbx.company.users.values()].map((user) => user.name);
  expect(names.length).toBeGreaterThanOrEqual(3_000);
  expect(snapshots[0]?.users.map((user) => user.name).sort()).toEqual(names.sort());
});

test("where the WebSocket cannot be reached, TCP is taken", async () => {
  const { session } = await overTcp({ addresses: (tcp) => ["ws://127.0.0.1:1/ws", tcp] });
  expect(session).toMatchObject({ ok: true });
});

test("without an address of its own over TCP, a domain is found by DNS, its best host that answers", async () => {
  const { session, asked, exchange } = await overTcp({
    addresses: () => ["ws://127.0.0.1:1/ws", "xmpp://nowhere.invalid"],
  });
  expect(session).toMatchObject({ ok: true });
  expect(asked).toEqual([`_xmpp-client._tcp.${exchange.services.xmppDomain}`]);
});

test("a server that offers no encryption gets no password", async () => {
  const { front, session } = await overTcp({ offersEncryption: false });
  expect(session).toMatchObject({ ok: false, refusal: { code: "no-encryption" } });
  expect(front.inClear).toEqual([]);
});

test("a certificate that nobody trusts is refused", async () => {
  const { session } = await overTcp({ isTrusted: false });
  expect(session).toMatchObject({ ok: false, refusal: { code: "certificate-self-signed" } });
});

test("a trusted certificate of another domain is refused", async () => {
  const { session } = await overTcp({ certificateFor: "elsewhere.example" });
  expect(session).toMatchObject({ ok: false, refusal: { code: "certificate-other-name" } });
});
