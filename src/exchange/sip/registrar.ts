import type { Core, URI } from "sip.js";
import type { Contact } from "./dialled-leg.ts";
import type { Phone } from "./phone.ts";

/** Where each user's phones are (RFC 3261 section 10), until they expire, leave or are lost. */
export interface Registrar {
  /** Does what an authenticated REGISTER asks and answers it. */
  register(username: string, phone: Phone, request: Core.IncomingRegisterRequest): void;
  contacts(username: string): readonly Contact[];
  /** Removes all that came from a phone. */
  forget(phone: Phone): void;
  close(): void;
}

interface Binding extends Contact {
  readonly expiresAt: number;
  readonly expiry: NodeJS.Timeout;
}

const defaultExpiresS = 600;
const longestExpiresS = 3600;

export function createRegistrar(
  now: () => number,
  onRegistration: (username: string, registered: boolean) => void,
): Registrar {
  const users = new Map<string, Map<string, Binding>>();

  function bindings(username: string): Map<string, Binding> {
    const known = users.get(username) ?? new Map<string, Binding>();
    users.set(username, known);
    return known;
  }

  function bind(username: string, phone: Phone, uri: URI, expiresS: number): void {
    const known = bindings(username);
    const isFirst = known.size === 0;
    clearTimeout(known.get(uri.toString())?.expiry);
    const expiry = setTimeout(() => unbind(username, uri.toString()), expiresS * 1000).unref();
    known.set(uri.toString(), { phone, uri, expiresAt: now() + expiresS * 1000, expiry });
    if (isFirst) onRegistration(username, true);
  }

  function unbind(username: string, uri: string): void {
    const known = bindings(username);
    clearTimeout(known.get(uri)?.expiry);
    if (known.delete(uri) && known.size === 0) onRegistration(username, false);
  }

  return {
    register(username, phone, request) {
      const { message } = request;
      const headerS = message.getHeader("expires");
      const requested = message.getHeaders("contact").length;
      for (let index = 0; index < requested; index += 1) {
        const contact: Core.NameAddrHeader | undefined = message.parseHeader("contact", index);
        const uri = contact?.uri;
        if (!uri) continue;
        const asked = Number(contact.getParam("expires") ?? headerS ?? defaultExpiresS);
        const expiresS = Math.min(Number.isFinite(asked) ? asked : defaultExpiresS, longestExpiresS);
        if (expiresS <= 0) unbind(username, uri.toString());
        else bind(username, phone, uri, expiresS);
      }
      if (message.getHeader("contact")?.trim() === "*") {
        for (const uri of [...bindings(username).keys()]) unbind(username, uri);
      }
      const extraHeaders = [...bindings(username).values()].map(
        ({ uri, expiresAt }) => `Contact: <${uri}>;expires=${Math.round((expiresAt - now()) / 1000)}`,
      );
      request.accept({ statusCode: 200, extraHeaders });
    },
    contacts: (username) => [...(users.get(username)?.values() ?? [])],
    forget(phone) {
      for (const [username, known] of users) {
        for (const [uri, binding] of known) if (binding.phone === phone) unbind(username, uri);
      }
    },
    close() {
      for (const known of users.values()) for (const { expiry } of known.values()) clearTimeout(expiry);
      users.clear();
    },
  };
}
