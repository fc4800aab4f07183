import { randomUUID } from "node:crypto";
import { Socket } from "node:net";
import { type Client, client, xml } from "@xmpp/client";
import type { Element } from "ltx";
import { boundStanzas } from "./bound-stanzas.ts";
import { preferNativeScram } from "./scram.ts";

interface ClientOptions {
  /** `wss:`, or `xmpp:` for TCP with STARTTLS. */
  readonly service: string;
  readonly domain: string;
  readonly username: string;
  readonly password: string;
}

export class NoEncryption extends Error {
  override readonly message = "the server offers no encryption";
}

/**
 * A client that is not connected yet; it does not reconnect. It signs in with the strongest mechanism offered, over TCP only
 * when that is encrypted, with a certificate of the user's domain (RFC 6120 13.7.1.2).
 */
export function createClient({ service, domain, username, password }: ClientOptions): Client {
  const overTcp = service.startsWith("xmpp:");
  const xmpp = client({
    service,
    domain,
    username,
    resource: `Binnacle_${randomUUID()}`,
    async credentials(authenticate, [strongest = ""], _fast, entity) {
      // Whoever sits in between could have taken STARTTLS out of what the server offers.
      if (overTcp && !entity.isSecure()) throw new NoEncryption();
      await authenticate({ username, password }, strongest, xml("user-agent", { id: randomUUID() }));
    },
  });
  // Reconnecting is the connection's business: it knows when not to.
  xmpp.reconnect.stop();
  preferNativeScram(xmpp);
  keepNothing(xmpp);
  stayHere(xmpp);
  boundStanzas(xmpp);
  // Stanzas are small and answers are waited for.
  xmpp.on("connect", () => void (xmpp.socket instanceof Socket && xmpp.socket.setNoDelay()));
  return xmpp;
}

/**
 * Lets the library see no offer to resume a session (XEP-0198). We begin a new one, which has everything at once; the server
 * would keep the old one for minutes among the ten that a person may have.
 */
function keepNothing(xmpp: Client): void {
  xmpp.prependListener("element", (element) => {
    if (element.is("features", "http://etherx.jabber.org/streams")) element.remove("sm", "urn:xmpp:sm:3");
  });
}

/** A server that names another as the right one (RFC 6120 4.9.3.19). It is told as the condition's text. */
class SentElsewhere extends Error {
  readonly condition = "see-other-host";
  readonly text: string | null;
  constructor(host: string | null) {
    super("the server names another host");
    this.text = host;
  }
}

/** The library would go to any host that the server names, and sign in there: we go where we were told to, or where DNS points. */
function stayHere(xmpp: Client): void {
  const inside = xmpp as unknown as { _onSeeOtherHost(error: { readonly element: Element }): void };
  inside._onSeeOtherHost = ({ element }) => {
    const host = /^[\w.-]+/.exec(element.getChildText("see-other-host")?.trim() ?? "")?.[0] ?? null;
    xmpp.emit("error", new SentElsewhere(host));
  };
}
