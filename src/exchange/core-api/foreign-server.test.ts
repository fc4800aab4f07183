import { createHash } from "node:crypto";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { type Element, parse } from "ltx";
import { expect, onTestFinished, test, vi } from "vitest";
import { systemClock } from "../pbx/clock.ts";
import { quietExchange, subscribe, subscriptionOf } from "../test-exchange.ts";
import type { Component } from "./component.ts";
import { foreignServer } from "./foreign-server.ts";
import { stanzaReader } from "./stanza-reader.ts";

const domain = "uc.example.net";
const phone = `phone.${domain}`;
const handshakeFor = (secret: string) => createHash("sha1").update(`s-1${secret}`).digest("hex");

/** The component port of an XMPP server, with the wire in the test's hands. */
async function componentPort() {
  const stanzas: Element[] = [];
  const connections: Socket[] = [];
  const server = createServer((socket) => {
    connections.push(socket);
    const read = stanzaReader({
      opened: () => socket.write('<?xml version="1.0"?><stream:stream id="s-1" from="x">'),
      stanza(stanza) {
        if (stanza.name !== "handshake") stanzas.push(stanza);
        else if (stanza.getText() === handshakeFor("right")) socket.write("<handshake/>");
        else socket.end("<stream:error><not-authorized/></stream:error></stream:stream>");
      },
      closed: () => socket.end(),
    });
    socket.on("data", read);
    socket.on("error", () => undefined);
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  onTestFinished(() => void server.close());
  return { port: (server.address() as AddressInfo).port, stanzas, connections };
}

function attached(port: number, secret = "right") {
  const gone: string[] = [];
  const component: Component = {
    request: ({ from, payload, answer }) => answer(`<asked by="${from}">${payload.getText()}</asked>`),
    gone: (jid) => gone.push(jid),
  };
  const host = foreignServer({ componentPort: port, secret, domain, clock: systemClock });
  onTestFinished(() => host.shutDown("system-shutdown"));
  return { host, gone, plugged: host.plug(phone, component) };
}

const ask = (from: string, content = "") =>
  `<iq type="get" id="1" to="${phone}" from="${from}"><q xmlns="u">${content}</q></iq>`;
const theOnly = async (stanzas: readonly Element[]) => {
  await vi.waitFor(() => expect(stanzas).toHaveLength(1));
  return stanzas[0] ?? parse("<none/>");
};

test("a component attached to a server of others answers its people and writes to them", async () => {
  const server = await componentPort();
  const { host, plugged } = attached(server.port);
  await plugged;
  const request = Buffer.from(ask(`ann@${domain}/1`, "één"));
  // In pieces, of which one ends in the middle of a character.
  const middle = request.indexOf("n", request.indexOf('"u">')) - 1;
  server.connections[0]?.write(request.subarray(0, middle));
  await new Promise(setImmediate);
  server.connections[0]?.write(request.subarray(middle));
  const answer = await theOnly(server.stanzas);
  expect(answer.attrs).toMatchObject({ type: "result", id: "1", from: phone, to: `ann@${domain}/1` });
  expect(answer.getChildText("asked")).toBe("één");
  host.sender(phone)(`ann@${domain}/1`, "headline", "<event/>");
  await vi.waitFor(() => expect(server.stanzas[1]?.attrs).toMatchObject({ type: "headline", from: phone }));
});

test("people of other organisations' servers are refused", async () => {
  const server = await componentPort();
  await attached(server.port).plugged;
  server.connections[0]?.write(ask("mallory@elsewhere.example/1"));
  const answer = await theOnly(server.stanzas);
  expect(answer.attrs.type).toBe("error");
  expect(answer.getChild("error")?.getChild("forbidden")).toBeDefined();
});

test("a wrong secret is told as such", async () => {
  const server = await componentPort();
  await expect(attached(server.port, "wrong").plugged).rejects.toThrow("not-authorized");
});

test("a server that went away is attached to again; whoever was there before must come anew", async () => {
  const server = await componentPort();
  const { gone, plugged } = attached(server.port);
  await plugged;
  server.connections[0]?.write(ask(`ann@${domain}/1`));
  await theOnly(server.stanzas);
  server.connections[0]?.destroy();
  await vi.waitFor(() => expect(gone).toEqual([`ann@${domain}/1`]), { timeout: 5_000 });
  server.connections[1]?.write(ask(`ann@${domain}/2`));
  await vi.waitFor(() => expect(server.stanzas).toHaveLength(2));
});

test("who was subscribed while a component was cut off is told that he no longer is", async () => {
  const server = await componentPort();
  const exchange = await quietExchange({
    domain: "example.net",
    foreignXmpp: {
      componentPort: server.port,
      secret: "right",
      xmppWebSocket: "ws://127.0.0.1:1/ws",
      xmppTcp: null,
    },
  });
  const [pubsub] = server.connections;
  pubsub?.write(subscribe(exchange, "anna").replace("<iq", `<iq from="anna@${domain}/test"`));
  const states = () => server.stanzas.map(subscriptionOf);
  await vi.waitFor(() => expect(states()).toEqual(["pending", "subscribed"]));
  pubsub?.destroy();
  await vi.waitFor(() => expect(states()).toEqual(["pending", "subscribed", "none"]), { timeout: 5_000 });
});

test("of more than ten sessions of a person's, the one not heard for longest is gone", async () => {
  const server = await componentPort();
  const { gone, plugged } = attached(server.port);
  await plugged;
  for (const resource of [1, 2, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11])
    server.connections[0]?.write(ask(`ann@${domain}/${resource}`));
  await vi.waitFor(() => expect(server.stanzas).toHaveLength(12));
  expect(gone).toEqual([`ann@${domain}/2`]);
});
