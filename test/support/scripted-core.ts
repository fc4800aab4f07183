import type { AddressInfo } from "node:net";
import { type Element, parse } from "ltx";
import { type WebSocket, WebSocketServer } from "ws";

const domain = "uc.example.net";
const compass = 'xmlns="http://iperity.com/compass" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';

/** A core of the least kind, for what a sound exchange never does. Everything not answered by `answer` gets an empty result. */
export interface ScriptedCore {
  readonly webSocketUrl: string;
  readonly domain: string;
  /** Every stanza of the clients, in short: what a client must not do in another order. */
  readonly story: readonly string[];
  send(frame: string | Buffer): void;
  close(): Promise<void>;
}

type Answer = string | null | undefined;

/** `answer`: the content of a result, or null for silence; asked with what `story` notes of the stanza. */
export async function scriptedCore(
  answer: (what: string, core: ScriptedCore) => Answer | Promise<Answer>,
): Promise<ScriptedCore> {
  const story: string[] = [];
  let socket: WebSocket | null = null;
  let signedIn = false;
  let jidDomain = domain;
  const server = new WebSocketServer({ port: 0, host: "127.0.0.1" });
  await new Promise((resolve) => server.once("listening", resolve));

  const take = async (element: Element) => {
    const send = (xml: string) => socket?.send(xml);
    switch (element.name) {
      case "open":
        jidDomain = String(element.attrs.to);
        send(`<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" from="${domain}" id="1" version="1.0"/>`);
        return send(
          `<stream:features xmlns="jabber:client" xmlns:stream="http://etherx.jabber.org/streams">${
            signedIn
              ? '<bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"/><sm xmlns="urn:xmpp:sm:3"/>'
              : '<mechanisms xmlns="urn:ietf:params:xml:ns:xmpp-sasl"><mechanism>PLAIN</mechanism></mechanisms>'
          }</stream:features>`,
        );
      case "auth":
        signedIn = true;
        return send('<success xmlns="urn:ietf:params:xml:ns:xmpp-sasl"/>');
      case "close":
        send('<close xmlns="urn:ietf:params:xml:ns:xmpp-framing"/>');
        return socket?.close();
      case "iq": {
        const what = wordFor(element);
        story.push(what);
        const resource = element.getChild("bind")?.getChildText("resource");
        const content = resource
          ? `<bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"><jid>ann@${jidDomain}/${resource}</jid></bind>`
          : await answer(what, core);
        if (content === null) return;
        const type = content?.startsWith("<error") ? "error" : "result";
        return send(
          `<iq xmlns="jabber:client" type="${type}" id="${element.attrs.id}">${content ?? ""}</iq>`,
        );
      }
      default:
        story.push(element.name);
    }
  };
  server.on("connection", (connected) => {
    socket = connected;
    signedIn = false;
    connected.on("message", (data) => void take(parse(String(data))));
  });
  const core: ScriptedCore = {
    webSocketUrl: `ws://127.0.0.1:${(server.address() as AddressInfo).port}/ws`,
    domain,
    story,
    send: (frame) => socket?.send(frame),
    close: () =>
      new Promise((resolve) => {
        for (const client of server.clients) client.terminate();
        server.close(() => resolve());
      }),
  };
  return core;
}

function wordFor(iq: Element): string {
  const [payload] = iq.getChildElements();
  if (payload?.is("request"))
    return `${payload.attrs.type} ${payload.getChild("filter")?.attrs.type ?? ""}`.trim();
  if (payload?.is("pubsub")) return `subscribe at ${iq.attrs.to}`;
  return payload?.getChildElements()[0]?.name ?? payload?.name ?? "";
}

/** An answer that makes the result an error. */
export const notFound =
  '<error type="cancel"><item-not-found xmlns="urn:ietf:params:xml:ns:xmpp-stanzas"/></error>';
export const company = `<result ${compass}><id>500</id><name>Demo</name></result>`;
export const list = (content: string) => `<result ${compass}>${content}</result>`;
export const event = (content: string, from = `pubsub.${domain}`) =>
  `<message xmlns="jabber:client" from="${from}"><event xmlns="http://jabber.org/protocol/pubsub#event">${content}</event></message>`;
export const subscribed = '<subscription node="500" jid="x" subscription="subscribed"/>';
export const notification = (type: string, content: string) =>
  `<items node="500"><item id="1"><notification ${compass} type="notification.${type}">${content}</notification></item></items>`;
