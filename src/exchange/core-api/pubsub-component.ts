import { randomUUID } from "node:crypto";
import { escapeXML } from "ltx";
import type { Clock } from "../pbx/clock.ts";
import type { Pbx } from "../pbx/pbx.ts";
import type { Component, SendMessage } from "./component.ts";
import { notificationXml } from "./notifications.ts";

const pubsub = "http://jabber.org/protocol/pubsub";

/**
 * `pubsub.<domain>`: the company's node. The result of a subscription says `pending`, a message of its own says
 * `subscribed`; after that every event of the exchange follows (core API 4.1 and 6).
 */
export function pubsubComponent(pbx: Pbx, clock: Clock, send: SendMessage): Component & { close(): void } {
  const subscribers = new Set<string>();
  const node = escapeXML(pbx.company.id);

  const subscription = (jid: string, state: string) =>
    `<subscription node="${node}" jid="${escapeXML(jid)}" subscription="${state}"/>`;

  const stop = pbx.subscribe((event) => {
    if (subscribers.size === 0) return;
    const content =
      `<event xmlns="${pubsub}#event"><items node="${node}"><item id="${randomUUID()}">` +
      `${notificationXml(event, clock.now())}</item></items></event>` +
      `<headers xmlns="http://jabber.org/protocol/shim"><header name="Collection">${node}</header></headers>`;
    for (const jid of subscribers) send(jid, "headline", content);
  });

  return {
    request({ from, payload, answer, refuse }) {
      if (!payload.is("pubsub", pubsub)) return refuse("cancel", "service-unavailable");
      const subscribe = payload.getChild("subscribe");
      const unsubscribe = payload.getChild("unsubscribe");
      const wish = subscribe ?? unsubscribe;
      if (!wish) return refuse("cancel", "feature-not-implemented");
      if (wish.attrs.node !== pbx.company.id) return refuse("cancel", "item-not-found");
      // XEP-0060 6.1.3.1: nobody subscribes for somebody else, and here not for all of his sessions either.
      if (wish.attrs.jid !== from) return refuse("modify", "bad-request");
      if (!subscribe) {
        subscribers.delete(from);
        return answer("");
      }
      answer(`<pubsub xmlns="${pubsub}">${subscription(from, "pending")}</pubsub>`);
      subscribers.add(from);
      send(from, "normal", `<event xmlns="${pubsub}#event">${subscription(from, "subscribed")}</event>`);
    },
    gone(jid) {
      // Where it was only believed to be gone, it is told and can subscribe anew.
      if (subscribers.delete(jid))
        send(jid, "headline", `<event xmlns="${pubsub}#event">${subscription(jid, "none")}</event>`);
    },
    close() {
      stop();
      subscribers.clear();
    },
  };
}
