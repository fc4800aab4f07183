import { type Element, escapeXML } from "ltx";
import type { Clock } from "../pbx/clock.ts";
import { type Attachment, attachComponent } from "./attach-component.ts";
import { type Component, type ComponentHost, connectionsPerJid } from "./component.ts";
import { namespaces } from "./xmpp-session.ts";

const againAfterMs = 500;

export interface ForeignServerOptions {
  /** Where it listens for components on 127.0.0.1: XEP-0114 knows no encryption. */
  readonly componentPort: number;
  readonly secret: string;
  readonly domain: string;
  readonly clock: Clock;
}

/**
 * An XMPP server that others wrote, such as ejabberd or Prosody, with our components attached. It must be there when a
 * component is plugged in; when it goes away later, it is tried again until it is back.
 */
export function foreignServer(options: ForeignServerOptions): ComponentHost {
  const { componentPort: port, secret, domain, clock } = options;
  const attachments = new Map<string, Attachment>();
  const retries = new Map<string, () => void>();
  let over = false;

  const attach = async (address: string, component: Component, sessions: Sessions): Promise<void> => {
    const stanza = (request: Element) => {
      const { type, from = "", id = "" } = request.attrs;
      if (request.name !== "iq" || (type !== "get" && type !== "set")) return;
      const reply = (kind: "result" | "error", content: string) =>
        attachments
          .get(address)
          ?.send(
            `<iq type="${kind}" id="${escapeXML(id)}" from="${escapeXML(address)}" to="${escapeXML(from)}">${content}</iq>`,
          );
      const refuse = (kind: string, condition: string) =>
        reply("error", `<error type="${kind}"><${condition} xmlns="${namespaces.stanzas}"/></error>`);
      const payload = request.getChildElements()[0];
      if (!payload) return refuse("modify", "bad-request");
      // The server may be open to the servers of other organisations.
      if (domainOf(from) !== domain) return refuse("auth", "forbidden");
      sessions.seen(from);
      component.request({ from, payload, refuse, answer: (content) => reply("result", content) });
    };
    await attachComponent({
      address,
      port,
      secret,
      clock,
      attached(attachment) {
        attachments.set(address, attachment);
        // Of an earlier attachment, if any: what happened meanwhile has not reached them.
        sessions.endAll();
        if (over) attachment.close();
      },
      stanza,
      ended() {
        attachments.delete(address);
        retryLater(address, component, sessions);
      },
    });
  };
  const retryLater = (...again: Parameters<typeof attach>) => {
    if (over) return;
    const retry = () => void attach(...again).catch(() => retryLater(...again));
    retries.set(again[0], clock.after(againAfterMs, retry));
  };

  return {
    plug: (address, component) => attach(address, component, sessionsOf(component)),
    sender: (address) => (to, type, content) =>
      attachments
        .get(address)
        ?.send(
          `<message from="${escapeXML(address)}" to="${escapeXML(to)}" type="${type}">${content}</message>`,
        ),
    shutDown() {
      over = true;
      for (const cancel of retries.values()) cancel();
      for (const attachment of attachments.values()) attachment.close();
    },
  };
}

const bareJidOf = (jid: string) => jid.split("/")[0] ?? "";
const domainOf = (jid: string) => bareJidOf(jid).split("@").at(-1);

type Sessions = ReturnType<typeof sessionsOf>;

/**
 * No server tells a component which sessions have ended (XEP-0114), but none lets a person have more than so many: of more,
 * those not heard for longest have ended. Until then messages to them are dropped by the server (RFC 6121 8.5.3.2.1).
 */
function sessionsOf(component: Component) {
  const byPerson = new Map<string, Set<string>>();
  return {
    seen(jid: string) {
      const person = bareJidOf(jid);
      const sessions = byPerson.get(person) ?? new Set();
      byPerson.set(person, sessions);
      sessions.delete(jid);
      sessions.add(jid);
      const [oldest] = sessions;
      if (sessions.size <= connectionsPerJid || oldest === undefined) return;
      sessions.delete(oldest);
      component.gone(oldest);
    },
    endAll() {
      for (const jid of [...byPerson.values()].flatMap((sessions) => [...sessions])) component.gone(jid);
      byPerson.clear();
    },
  };
}
