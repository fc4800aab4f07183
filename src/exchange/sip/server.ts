import { once } from "node:events";
import { createServer } from "node:http";
import { type Core, Grammar, type Invitation } from "sip.js";
import { WebSocketServer } from "ws";
import type { Leg } from "../pbx/leg.ts";
import { createCallerLeg } from "./caller-leg.ts";
import { createDialledLeg } from "./dialled-leg.ts";
import { createDialogs } from "./dialogs.ts";
import { createDigestGate } from "./digest.ts";
import type { Phone } from "./phone.ts";
import { createPhones } from "./phones.ts";
import { createRegistrar } from "./registrar.ts";

export interface SipServerOptions {
  readonly domain: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** The password of a user's phone, null for somebody unknown. */
  password(username: string): string | null;
  onCall(call: IncomingCall): void;
  /** A user's first phone came, or the last one went. */
  onRegistration(username: string, registered: boolean): void;
}

/** A user's phone calls us. */
export interface IncomingCall {
  readonly username: string;
  readonly dialled: string;
  /** The caller wants nobody to see the number. */
  readonly withheld: boolean;
  readonly leg: Leg;
  /** Names the call in all later responses to the phone. */
  callIdHeader(id: string): void;
}

export interface SipServer {
  /** Where phones connect to. */
  readonly url: string;
  registered(username: string): boolean;
  /** Whether a phone of the user is connected now. */
  reachable(username: string): boolean;
  /** Rings every phone of the user that is connected; null where there is none. */
  call(
    username: string,
    from: { readonly number: string; readonly name: string | null },
    options: { readonly callId: string },
  ): Leg | null;
  close(): Promise<void>;
}

/** The exchange's SIP side on loopback: registrar and calls for phones over WebSocket (RFC 7118). */
export async function startSipServer(options: SipServerOptions): Promise<SipServer> {
  const { domain } = options;
  const gate = createDigestGate(domain, Date.now);
  const registrar = createRegistrar(Date.now, options.onRegistration);
  const dialogs = createDialogs();
  const phones = createPhones(domain, { register, invite, lost: registrar.forget });

  function verify(method: string, username: string, authorization: string | undefined) {
    return gate.verify(method, username, options.password(username), authorization);
  }

  function register(phone: Phone, request: Core.IncomingRegisterRequest): void {
    const username = request.message.to.uri.user ?? "";
    const verdict = verify("REGISTER", username, request.message.getHeader("authorization"));
    if (verdict === "granted") {
      registrar.register(username, phone, request);
    } else if (verdict === "wrong") {
      request.reject({ statusCode: 403 });
    } else {
      const extraHeaders = [`WWW-Authenticate: ${gate.challenge(verdict === "stale")}`];
      request.reject({ statusCode: 401, extraHeaders });
    }
  }

  function invite(phone: Phone, invitation: Invitation): void {
    const { request } = invitation;
    const { username, withheld } = callerIn(request);
    const verdict = verify("INVITE", username, request.getHeader("proxy-authorization"));
    if (verdict === "granted") {
      const leg = createCallerLeg(invitation, phone, (replaces) => dialogs.find(username, replaces));
      dialogs.add(username, invitation, leg);
      options.onCall({
        username,
        dialled: request.ruri?.user ?? "",
        withheld,
        leg,
        callIdHeader: leg.setCallId,
      });
    } else if (verdict === "wrong") {
      void invitation.reject({ statusCode: 403 });
    } else {
      const extraHeaders = [`Proxy-Authenticate: ${gate.challenge(verdict === "stale")}`];
      void invitation.reject({ statusCode: 407, extraHeaders });
    }
  }

  const connected = (username: string) =>
    registrar.contacts(username).filter(({ phone }) => phone.transport.attached);

  const http = createServer();
  const sockets = new WebSocketServer({
    server: http,
    handleProtocols: (offered) => (offered.has("sip") ? "sip" : false),
  });
  sockets.on("connection", phones.accept);
  http.listen(options.port, "127.0.0.1");
  await once(http, "listening");
  const address = http.address();
  const port = typeof address === "object" && address ? address.port : options.port;

  return {
    url: `ws://127.0.0.1:${port}`,
    registered: (username) => registrar.contacts(username).length > 0,
    reachable: (username) => connected(username).length > 0,
    call(username, from, { callId }) {
      const contacts = connected(username);
      if (contacts.length === 0) return null;
      return createDialledLeg(
        contacts,
        { domain, username, from, callId },
        (replaces) => dialogs.find(username, replaces),
        (session, leg) => dialogs.add(username, session, leg),
      );
    },
    async close() {
      registrar.close();
      phones.close();
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      const closed = once(http, "close");
      http.close();
      await closed;
    },
  };
}

/** Who withholds the number (RFC 3323) names himself to us alone (RFC 3325). */
function callerIn(request: Core.IncomingRequestMessage): { username: string; withheld: boolean } {
  const preferred = Grammar.nameAddrHeaderParse(request.getHeader("p-preferred-identity") ?? "");
  const isAnonymous = request.from.uri.user === "anonymous";
  return {
    username: (isAnonymous ? preferred?.uri.user : request.from.uri.user) ?? "",
    withheld: isAnonymous || /\bid\b/.test(request.getHeader("privacy") ?? ""),
  };
}
