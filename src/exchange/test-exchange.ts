import { type Element, escapeXML } from "ltx";
import { onTestFinished } from "vitest";
import { type TestXmppClient, testXmppClient } from "./core-api/test-xmpp-client.ts";
import type { Queue, User } from "./pbx/company.ts";
import { type Exchange, type ExchangeOptions, startExchange } from "./start.ts";

/** An exchange in which nothing happens unless the test makes it happen; ends with the test. */
export async function quietExchange(options: Partial<ExchangeOptions> = {}): Promise<Exchange> {
  const exchange = await startExchange({
    seed: 1,
    secret: "test",
    callersPerMinute: 0,
    users: 0,
    queues: 0,
    ringMs: 20_000,
    simulateColleagues: true,
    musicOnHold: Buffer.alloc(0),
    voices: new Map(),
    ...options,
  });
  onTestFinished(() => exchange.close());
  return exchange;
}

/** REST requests as this user; paths are relative to the exchange's address. */
export function restOf(exchange: Exchange, username: string) {
  const { password } = exchange.credentials(username);
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
  return (path: string, init: RequestInit = {}) =>
    fetch(new URL(path, exchange.address), {
      redirect: "manual",
      ...init,
      headers: {
        Authorization: authorization,
        Accept: "application/vnd.iperity.compass.v3+json",
        ...init.headers,
      },
    });
}

export async function signedIn(exchange: Exchange, username: string): Promise<TestXmppClient> {
  const { services, credentials } = exchange;
  const client = await testXmppClient(services.xmppWebSocket, services.xmppDomain);
  onTestFinished(() => client.close());
  await client.signIn(username, credentials(username).password, "test");
  return client;
}

export const subscriptionOf = (frame: Element) =>
  (frame.getChild("pubsub") ?? frame.getChild("event"))?.getChild("subscription")?.attrs.subscription;

export const subscribe = (exchange: Exchange, username: string) => {
  const { xmppDomain } = exchange.services;
  return (
    `<iq xmlns="jabber:client" id="s" to="pubsub.${xmppDomain}" type="set"><pubsub xmlns="http://jabber.org/protocol/pubsub">` +
    `<subscribe node="${exchange.pbx.company.id}" jid="${escapeXML(username)}@${xmppDomain}/test"/></pubsub></iq>`
  );
};

/** A session that gets notifications, made in the order of core API section 4. */
export async function followed(exchange: Exchange, username: string): Promise<TestXmppClient> {
  const client = await signedIn(exchange, username);
  client.send('<presence xmlns="jabber:client"><priority>-1</priority></presence>');
  client.send(subscribe(exchange, username));
  await client.next((frame) => subscriptionOf(frame) === "pending");
  await client.next((frame) => subscriptionOf(frame) === "subscribed");
  return client;
}

export const notificationOf = (frame: Element) =>
  frame.getChild("event")?.getChild("items")?.getChild("item")?.getChild("notification");

const only = <T>(found: T | undefined): T => {
  if (found === undefined) throw new Error("the demo company has changed");
  return found;
};

export const userNamed = ({ pbx }: Exchange, username: string): User =>
  only([...pbx.company.users.values()].find((user) => user.username === username));

export const queueNamed = ({ pbx }: Exchange, name: string): Queue =>
  only([...pbx.company.queues.values()].find((queue) => queue.name === name));

/** Takes everybody else out of a queue, so that its calls are this user's. */
export function leaveAlone(exchange: Exchange, username: string, queueName: string): void {
  const queue = queueNamed(exchange, queueName);
  const { users } = exchange.pbx.company;
  for (const user of users.values()) if (user.username !== username) exchange.pbx.people.leave(user, queue);
}

export const numberNamed = ({ pbx }: Exchange, name: string): string =>
  only([...pbx.company.externalNumbers.values()].find((number) => number.name === name)).number;
