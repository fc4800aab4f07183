import { connect } from "node:net";
import { xml, client as xmppClient } from "@xmpp/client";
import { expect, onTestFinished, test } from "vitest";
import { testClock } from "../pbx/test-clock.ts";
import type { Exchange } from "../start.ts";
import {
  notificationOf,
  quietExchange,
  signedIn,
  subscribe,
  subscriptionOf,
  userNamed,
} from "../test-exchange.ts";
import { testXmppClient } from "./test-xmpp-client.ts";

async function connected({ services }: Exchange) {
  const client = await testXmppClient(services.xmppWebSocket, services.xmppDomain);
  onTestFinished(() => client.close());
  return client;
}

test("a client that others wrote signs in with SCRAM and gets the company", async () => {
  const exchange = await quietExchange();
  const { services, credentials } = exchange;
  const client = xmppClient({
    service: services.xmppWebSocket,
    domain: services.xmppDomain,
    resource: "other",
    ...credentials("anna"),
  });
  client.on("error", () => undefined);
  onTestFinished(async () => void (await client.stop()));
  const address = await client.start();
  expect(String(address)).toBe(`anna@${services.xmppDomain}/other`);
  const answer = await client.iqCaller.request(
    xml(
      "iq",
      { type: "get", to: `phone.${services.xmppDomain}` },
      xml("request", { xmlns: "http://iperity.com/compass", type: "GET_COMPANY" }),
    ),
  );
  expect(answer.getChild("result")?.getChildText("name")).toBe("Windroos Trading");
});

test("a wrong password is refused, and so is somebody unknown", async () => {
  const exchange = await quietExchange();
  for (const [username, password] of [
    ["anna", "guess"],
    ["nobody", "guess"],
  ] as const) {
    const outcome = await (await connected(exchange)).signIn(username, password, "x");
    expect(outcome.getChild("not-authorized")).toBeDefined();
  }
});

test("twenty failed logins block the address for ten minutes, also for the right password", async () => {
  const clock = testClock();
  const exchange = await quietExchange({ clock });
  const { username, password } = exchange.credentials("anna");
  for (let attempt = 0; attempt < 20; attempt += 1)
    await (await connected(exchange)).signIn(username, "guess", "x");
  const blocked = await connected(exchange);
  expect((await blocked.signIn(username, password, "x")).getChild("policy-violation")).toBeDefined();
  await blocked.closed;
  clock.advance(10 * 60_000);
  expect((await (await connected(exchange)).signIn(username, password, "x")).attrs.type).toBe("result");
});

test("the newer connection with the same resource replaces the older, which is told so", async () => {
  const exchange = await quietExchange();
  const older = await signedIn(exchange, "anna");
  const newer = await signedIn(exchange, "anna");
  const error = await older.next((frame) => frame.name === "stream:error");
  expect(error.getChild("conflict")).toBeDefined();
  await older.closed;
  const pong = await newer.ask(
    `<iq xmlns="jabber:client" id="p" type="get" to="phone.${exchange.services.xmppDomain}"><ping xmlns="urn:xmpp:ping"/></iq>`,
  );
  expect(pong.attrs.type).toBe("result");
});

test("a user has ten connections and no more", async () => {
  const exchange = await quietExchange();
  const { password } = exchange.credentials("anna");
  const outcomes: string[] = [];
  for (let n = 0; n < 11; n += 1)
    outcomes.push((await (await connected(exchange)).signIn("anna", password, `r${n}`)).attrs.type);
  expect(outcomes).toEqual([...Array(10).fill("result"), "error"]);
});

test("broken XML and stanzas before signing in end the stream", async () => {
  const exchange = await quietExchange();
  for (const [xmlText, condition] of [
    ["<iq", "not-well-formed"],
    ['<presence xmlns="jabber:client"/>', "not-authorized"],
  ] as const) {
    const client = await connected(exchange);
    client.send(xmlText);
    const error = await client.next((frame) => frame.name === "stream:error");
    expect(error.getChild(condition)).toBeDefined();
    await client.closed;
  }
});

test("a session has one identity and one resource for its life", async () => {
  const exchange = await quietExchange();
  const client = await signedIn(exchange, "anna");
  const again = '<bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"/>';
  const bound = await client.ask(`<iq xmlns="jabber:client" id="b" type="set">${again}</iq>`);
  expect(bound.getChild("error")?.getChild("not-allowed")).toBeDefined();
  const { username, password } = exchange.credentials("mark");
  const initial = Buffer.from(`\0${username}\0${password}`).toString("base64");
  client.send(`<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="PLAIN">${initial}</auth>`);
  await client.next((frame) => frame.name === "stream:error");
  await client.closed;
});

test("privacy lists, time and roster are answered; unknown services are not", async () => {
  const exchange = await quietExchange();
  const client = await signedIn(exchange, "anna");
  const ask = (id: string, type: string, payload: string, to = "") =>
    client.ask(`<iq xmlns="jabber:client" id="${id}" type="${type}"${to}>${payload}</iq>`);
  const invisible = '<list name="invisible"><item action="deny" order="1"><presence-out/></item></list>';
  expect((await ask("p1", "set", `<query xmlns="jabber:iq:privacy">${invisible}</query>`)).attrs.type).toBe(
    "result",
  );
  const active = '<query xmlns="jabber:iq:privacy"><active name="invisible"/></query>';
  expect((await ask("p2", "set", active)).attrs.type).toBe("result");
  const time = await ask("t", "get", '<time xmlns="urn:xmpp:time"/>');
  expect(Date.parse(time.getChild("time")?.getChildText("utc") ?? "")).toBeGreaterThan(0);
  const roster = await ask("r", "get", '<query xmlns="jabber:iq:roster"/>');
  expect(roster.getChild("query")?.children).toEqual([]);
  const nowhere = await ask("n", "get", '<ping xmlns="urn:xmpp:ping"/>', ' to="nowhere.invalid"');
  expect(nowhere.getChild("error")?.getChild("item-not-found")).toBeDefined();
});

test("nothing is delivered before presence, nor after the client becomes unavailable", async () => {
  const exchange = await quietExchange();
  const { people } = exchange.pbx;
  const mark = userNamed(exchange, "mark");
  const client = await signedIn(exchange, "anna");
  const flush = () =>
    client.ask(
      `<iq xmlns="jabber:client" id="f${Math.random()}" type="get"><ping xmlns="urn:xmpp:ping"/></iq>`,
    );
  const statuses = () =>
    client.frames.flatMap((frame) => notificationOf(frame)?.getChildText("receiveCalls") ?? []);

  await client.ask(subscribe(exchange, "anna"));
  people.setStatus(mark, "NONE");
  await flush();
  expect(client.frames.some((frame) => subscriptionOf(frame) === "subscribed")).toBe(false);
  client.send('<presence xmlns="jabber:client"/>');
  await flush();
  people.setStatus(mark, "ONLY_DIRECT");
  await flush();
  client.send('<presence xmlns="jabber:client" type="unavailable"/>');
  await flush();
  client.send('<presence xmlns="jabber:client"/>');
  await flush();
  people.setStatus(mark, "ALL");
  await flush();
  expect(statuses()).toEqual(["ONLY_DIRECT"]);
});

test("nobody subscribes for somebody else, nor to another company", async () => {
  const exchange = await quietExchange();
  const client = await signedIn(exchange, "anna");
  const other = await client.ask(subscribe(exchange, "mark"));
  expect(other.attrs.type).toBe("error");
  const unknown = await client.ask(subscribe(exchange, "anna").replace('node="500"', 'node="501"'));
  expect(unknown.getChild("error")?.getChild("item-not-found")).toBeDefined();
});

test("whoever knocks and runs away before he is answered does not end the exchange", async () => {
  const exchange = await quietExchange();
  const { port, hostname } = new URL(exchange.services.xmppWebSocket);
  for (const path of ["/ws", "/elsewhere"])
    for (let time = 0; time < 50; time += 1)
      await new Promise<void>((gone) => {
        const socket = connect(Number(port), hostname, () => {
          const knock = [`GET ${path} HTTP/1.1`, "Host: x", "Connection: Upgrade", "Upgrade: websocket"];
          socket.write(`${knock.join("\r\n")}\r\n\r\n`, () => {
            socket.resetAndDestroy();
            gone();
          });
        });
      });
  const client = await connected(exchange);
  const { username, password } = exchange.credentials("anna");
  expect((await client.signIn(username, password, "x")).attrs.type).toBe("result");
});
