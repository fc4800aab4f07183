import { xml } from "@xmpp/client";
import type { Element } from "ltx";

/* The stanzas that we send (core API 4.1). */

const compass = "http://iperity.com/compass";
const privacy = "jabber:iq:privacy";
const iq = (type: "get" | "set", to: string | undefined, payload: Element) =>
  xml("iq", to ? { type, to } : { type }, payload);

/** A list that lets no presence out, so that a console does not show as a person in chat. */
export const setInvisibleList = () => {
  const item = xml("item", { action: "deny", order: "1" }, xml("presence-out"));
  return iq("set", undefined, xml("query", { xmlns: privacy }, xml("list", { name: "invisible" }, item)));
};

export const activateInvisibleList = () =>
  iq("set", undefined, xml("query", { xmlns: privacy }, xml("active", { name: "invisible" })));

/** Available, as the feed demands, but with a negative priority: chats are not for us. */
export const presence = () => xml("presence", {}, xml("priority", {}, "-1"));

export const getCompany = (phone: string) =>
  iq("get", phone, xml("request", { xmlns: compass, type: "GET_COMPANY" }));

export const getAll = (phone: string, type: "user" | "queue" | "call") =>
  iq("get", phone, xml("request", { xmlns: compass, type: "GET" }, xml("filter", { type })));

export const subscribe = (pubsub: string, node: string, fullJid: string) =>
  iq(
    "set",
    pubsub,
    xml("pubsub", { xmlns: "http://jabber.org/protocol/pubsub" }, xml("subscribe", { node, jid: fullJid })),
  );

/** XEP-0199, to the component that knows the calls: its answer proves more than the server's would. */
export const ping = (phone: string) => iq("get", phone, xml("ping", { xmlns: "urn:xmpp:ping" }));

/** XEP-0202 */
export const askTime = (domain: string) => iq("get", domain, xml("time", { xmlns: "urn:xmpp:time" }));

/** What this message says of a subscription to the node (XEP-0060 4.2), null: nothing. Notifications may come before `subscribed`. */
export const subscriptionState = (message: Element, node: string): string | null => {
  const subscription = message.getChild("event")?.getChild("subscription");
  return subscription?.attrs.node === node ? String(subscription.attrs.subscription) : null;
};
