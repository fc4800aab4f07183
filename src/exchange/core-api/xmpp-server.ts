import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import { type Element, escapeXML, parse } from "ltx";
import { type WebSocket, WebSocketServer } from "ws";
import type { Clock } from "../pbx/clock.ts";
import { type Component, type ComponentHost, connectionsPerJid } from "./component.ts";
import { loginGuard } from "./login-guard.ts";
import { namespaces, type XmppSession, xmppSession } from "./xmpp-session.ts";

const largestFrame = 1 << 20;

export interface XmppServerOptions {
  readonly domain: string;
  readonly clock: Clock;
  passwordOf(username: string): string | null;
}

/**
 * XMPP over WebSocket at `/ws` (RFC 7395): as much of a server as the core API needs. Signing in, binding, presence as a gate,
 * privacy lists that are accepted, and IQs routed to components; no chat. Nothing reaches a session before its presence.
 */
export function xmppServer(server: Server, { domain, clock, passwordOf }: XmppServerOptions): ComponentHost {
  const guard = loginGuard(clock);
  const open = new Set<XmppSession>();
  const sessions = new Map<string, XmppSession>();
  const components = new Map<string, Component>();
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: largestFrame,
    handleProtocols: (offered) => (offered.has("xmpp") ? "xmpp" : false),
  });
  server.on("upgrade", (request, socket, head) => {
    // Whoever runs away before he is answered must not end the process.
    socket.on("error", () => socket.destroy());
    if (request.url?.split("?")[0] !== "/ws") return socket.destroy();
    sockets.handleUpgrade(request, socket, head, (ws) => accept(ws, request.socket.remoteAddress ?? ""));
  });

  const gone = (session: XmppSession) => {
    session.available = false;
    if (session.jid !== "") for (const component of components.values()) component.gone(session.jid);
  };
  const accept = (socket: WebSocket, address: string) => {
    const session = xmppSession({ socket, domain, address, guard, passwordOf });
    open.add(session);
    socket.on("message", (data) => {
      let element: Element;
      try {
        element = parse(String(data));
      } catch {
        return session.fail("not-well-formed");
      }
      if (!session.take(element)) stanza(session, element);
    });
    socket.on("error", () => socket.terminate());
    socket.on("close", () => {
      open.delete(session);
      if (sessions.get(session.jid) !== session) return;
      sessions.delete(session.jid);
      gone(session);
    });
  };

  const stanza = (session: XmppSession, element: Element) => {
    if (!session.username) return session.fail("not-authorized");
    switch (element.name) {
      case "iq":
        if (element.attrs.type === "get" || element.attrs.type === "set") iq(session, element);
        return;
      case "presence":
        if (element.attrs.to !== undefined) return;
        if (element.attrs.type === "unavailable") gone(session);
        else if (element.attrs.type === undefined) session.available = true;
        return;
      case "message":
        return;
      default:
        session.fail("unsupported-stanza-type");
    }
  };

  const attributes = (session: XmppSession, request: Element, type: "result" | "error") => {
    const { id, to } = request.attrs;
    const from = to === undefined ? "" : ` from="${escapeXML(String(to))}"`;
    const recipient = session.jid === "" ? "" : ` to="${escapeXML(session.jid)}"`;
    return `xmlns="jabber:client" type="${type}" id="${escapeXML(String(id ?? ""))}"${from}${recipient}`;
  };
  const answer = (session: XmppSession, request: Element, payload = "") =>
    session.send(`<iq ${attributes(session, request, "result")}>${payload}</iq>`);
  const refuse = (session: XmppSession, request: Element, type: string, condition: string) =>
    session.send(
      `<iq ${attributes(session, request, "error")}><error type="${type}">` +
        `<${condition} xmlns="${namespaces.stanzas}"/></error></iq>`,
    );

  const bind = (session: XmppSession, request: Element, wanted: string | null) => {
    if (session.jid !== "") return refuse(session, request, "cancel", "not-allowed");
    const bare = `${session.username}@${domain}`;
    const jid = `${bare}/${wanted?.trim() || randomUUID()}`;
    const older = sessions.get(jid);
    const own = [...sessions.keys()].filter((other) => other.startsWith(`${bare}/`));
    if (!older && own.length >= connectionsPerJid)
      return refuse(session, request, "cancel", "resource-constraint");
    if (older) {
      gone(older);
      older.fail("conflict");
    }
    session.jid = jid;
    sessions.set(jid, session);
    answer(session, request, `<bind xmlns="${namespaces.bind}"><jid>${escapeXML(jid)}</jid></bind>`);
  };

  const iq = (session: XmppSession, request: Element) => {
    const payload = request.getChildElements()[0];
    if (!payload) return refuse(session, request, "modify", "bad-request");
    if (payload.is("bind", namespaces.bind)) return bind(session, request, payload.getChildText("resource"));
    if (session.jid === "") return session.fail("not-authorized");

    const to = request.attrs.to === undefined ? "" : String(request.attrs.to);
    const component = components.get(to);
    if (component)
      return component.request({
        from: session.jid,
        payload,
        answer: (xml) => answer(session, request, xml),
        refuse: (type, condition) => refuse(session, request, type, condition),
      });
    if (to !== "" && to !== domain && to !== session.jid.split("/")[0])
      return refuse(session, request, "cancel", "item-not-found");
    switch (payload.getNS()) {
      case namespaces.session:
      case "urn:xmpp:ping":
      case "jabber:iq:privacy":
        return answer(session, request);
      case "jabber:iq:roster":
        return answer(session, request, '<query xmlns="jabber:iq:roster"/>');
      case "urn:xmpp:time":
        return answer(
          session,
          request,
          `<time xmlns="urn:xmpp:time"><tzo>+00:00</tzo><utc>${new Date(clock.now()).toISOString()}</utc></time>`,
        );
      default:
        return refuse(session, request, "cancel", "service-unavailable");
    }
  };

  return {
    plug: async (address, component) => void components.set(address, component),
    sender: (address) => (to, type, content) => {
      const session = sessions.get(to);
      if (!session?.available) return;
      session.send(
        `<message xmlns="jabber:client" from="${address}" to="${escapeXML(to)}" type="${type}">${content}</message>`,
      );
    },
    shutDown(condition) {
      for (const session of open) session.fail(condition);
    },
  };
}
