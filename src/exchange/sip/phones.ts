import { Core, type Invitation } from "sip.js";
import type { RawData, WebSocket } from "ws";
import { createPhone, type Phone } from "./phone.ts";

/** The phones that are connected, and those that were a moment ago. */
export interface Phones {
  accept(socket: WebSocket): void;
  close(): void;
}

export interface PhonesListener {
  register(phone: Phone, request: Core.IncomingRegisterRequest): void;
  invite(phone: Phone, invitation: Invitation): void;
  /** The phone's socket went and no other came in time. */
  lost(phone: Phone): void;
}

const graceMs = 30_000;

/**
 * Joins sockets and phones. A phone is known by its Contact, which it keeps when it reconnects; it then finds its
 * registrations and dialogs as it left them, if it returns within 30 s.
 */
export function createPhones(domain: string, listener: PhonesListener): Phones {
  const phones = new Map<string, { readonly phone: Phone; grace: NodeJS.Timeout | undefined }>();

  function phoneOf(contact: string): Phone {
    const known = phones.get(contact);
    if (known) {
      clearTimeout(known.grace);
      return known.phone;
    }
    const phone = createPhone(domain, {
      register: (request) => listener.register(phone, request),
      invite: (invitation) => listener.invite(phone, invitation),
    });
    phones.set(contact, { phone, grace: undefined });
    return phone;
  }

  function lose(contact: string): void {
    const known = phones.get(contact);
    phones.delete(contact);
    if (!known) return;
    listener.lost(known.phone);
    known.phone.close();
  }

  return {
    accept(socket) {
      let phone: Phone | null = null;
      const unclaimed: string[] = [];

      function receive(message: string): void {
        if (phone) {
          phone.transport.receive(message);
          return;
        }
        unclaimed.push(message);
        const contact = contactIn(message);
        if (contact === null) return;
        const claimed = phoneOf(contact);
        phone = claimed;
        claimed.transport.attach(socket);
        for (const earlier of unclaimed) claimed.transport.receive(earlier);
        socket.once("close", () => {
          const entry = phones.get(contact);
          if (claimed.transport.detach(socket) && entry) {
            entry.grace = setTimeout(() => lose(contact), graceMs).unref();
          }
        });
      }

      socket.on("error", () => socket.terminate());
      socket.on("message", (data: RawData) => {
        const message = String(data);
        // RFC 5626 section 3.5.1: a double CRLF is a ping, a single one the answer.
        if (message === "\r\n\r\n") socket.send("\r\n");
        else if (message.trim() !== "") survive(() => receive(message));
      });
    },
    close() {
      for (const { grace } of phones.values()) clearTimeout(grace);
      for (const { phone } of phones.values()) phone.close();
      phones.clear();
    },
  };
}

/** SIP.js throws at a percent sign in an address that escapes nothing: such a message is dropped. */
function survive(receive: () => void): void {
  try {
    receive();
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
  }
}

const silent = new Core.LoggerFactory();
silent.builtinEnabled = false;

function contactIn(message: string): string | null {
  const parsed = Core.Parser.parseMessage(message, silent.getLogger("phones"));
  const contact: Core.NameAddrHeader | undefined = parsed?.parseHeader("contact");
  return contact ? contact.uri.aor : null;
}
