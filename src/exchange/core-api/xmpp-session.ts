import { randomUUID } from "node:crypto";
import { type Element, escapeXML } from "ltx";
import type { WebSocket } from "ws";
import type { LoginGuard } from "./login-guard.ts";
import { type ScramExchange, scramExchange, scramMechanisms } from "./scram-server.ts";

const mechanisms = [...scramMechanisms.keys(), "PLAIN"];

export const namespaces = {
  framing: "urn:ietf:params:xml:ns:xmpp-framing",
  sasl: "urn:ietf:params:xml:ns:xmpp-sasl",
  bind: "urn:ietf:params:xml:ns:xmpp-bind",
  session: "urn:ietf:params:xml:ns:xmpp-session",
  stanzas: "urn:ietf:params:xml:ns:xmpp-stanzas",
} as const;

/** One WebSocket with one XMPP stream: the part before the session has a JID. */
export interface XmppSession {
  /** Set once the client has proven who it is. */
  readonly username: string | null;
  /** Full JID; empty before a resource is bound. */
  jid: string;
  available: boolean;
  send(xml: string): void;
  /** Stream error and close (RFC 6120 4.9). */
  fail(condition: string, text?: string): void;
  /** Takes one element of the stream that is not a stanza; false: it is not one of these. */
  take(element: Element): boolean;
}

export interface SessionParts {
  readonly socket: WebSocket;
  readonly domain: string;
  readonly address: string;
  readonly guard: LoginGuard;
  passwordOf(username: string): string | null;
}

export function xmppSession({ socket, domain, address, guard, passwordOf }: SessionParts): XmppSession {
  let username: string | null = null;
  let scram: ScramExchange | null = null;

  const send = (xml: string) => {
    if (socket.readyState === socket.OPEN) socket.send(xml);
  };
  const close = () => {
    send(`<close xmlns="${namespaces.framing}"/>`);
    socket.close();
  };
  const fail = (condition: string, text = "") => {
    const streams = "urn:ietf:params:xml:ns:xmpp-streams";
    const explanation = text && `<text xmlns="${streams}">${escapeXML(text)}</text>`;
    send(
      `<stream:error xmlns:stream="http://etherx.jabber.org/streams"><${condition} xmlns="${streams}"/>${explanation}</stream:error>`,
    );
    close();
  };
  const open = () => {
    send(
      `<open xmlns="${namespaces.framing}" from="${domain}" id="${randomUUID()}" version="1.0" xml:lang="en"/>`,
    );
    if (guard.blocked(address)) return fail("policy-violation", "Too many failed logins from this address");
    const features = username
      ? `<bind xmlns="${namespaces.bind}"/><session xmlns="${namespaces.session}"><optional/></session>`
      : `<mechanisms xmlns="${namespaces.sasl}">${mechanisms.map((name) => `<mechanism>${name}</mechanism>`).join("")}</mechanisms>`;
    send(
      `<stream:features xmlns="jabber:client" xmlns:stream="http://etherx.jabber.org/streams">${features}</stream:features>`,
    );
  };

  const refuse = (condition: string) => send(`<failure xmlns="${namespaces.sasl}"><${condition}/></failure>`);
  const wrong = () => {
    guard.failed(address);
    refuse("not-authorized");
    if (guard.blocked(address)) fail("policy-violation", "Too many failed logins from this address");
  };
  const accept = (name: string, proof = "") => {
    guard.succeeded(address);
    username = name;
    send(`<success xmlns="${namespaces.sasl}">${proof && Buffer.from(proof).toString("base64")}</success>`);
  };
  const authenticate = (mechanism: string, initial: string) => {
    if (username) return fail("not-authorized", "Already signed in");
    if (guard.blocked(address)) return fail("policy-violation", "Too many failed logins from this address");
    if (mechanism === "PLAIN") {
      const [, name = "", password] = initial.split("\0");
      const right = passwordOf(name);
      return right !== null && right === password ? accept(name) : wrong();
    }
    if (!scramMechanisms.has(mechanism)) return refuse("invalid-mechanism");
    scram = scramExchange(mechanism, initial, passwordOf);
    if (!scram) return refuse("malformed-request");
    send(
      `<challenge xmlns="${namespaces.sasl}">${Buffer.from(scram.challenge).toString("base64")}</challenge>`,
    );
  };
  const respond = (text: string) => {
    const exchange = scram;
    scram = null;
    const proof = exchange?.verify(text) ?? null;
    return exchange && proof !== null ? accept(exchange.username, proof) : wrong();
  };

  return {
    get username() {
      return username;
    },
    jid: "",
    available: false,
    send,
    fail,
    take(element) {
      const decoded = () => Buffer.from(element.getText(), "base64").toString("utf8");
      switch (element.name) {
        case "open":
          open();
          return true;
        case "close":
          close();
          return true;
        case "auth":
          authenticate(String(element.attrs.mechanism), decoded());
          return true;
        case "response":
          respond(decoded());
          return true;
        case "abort":
          scram = null;
          refuse("aborted");
          return true;
        default:
          return false;
      }
    },
  };
}
