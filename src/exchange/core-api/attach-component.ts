import { createHash } from "node:crypto";
import { connect } from "node:net";
import { type Element, escapeXML } from "ltx";
import type { Clock } from "../pbx/clock.ts";
import { stanzaReader } from "./stanza-reader.ts";

const acceptedWithinMs = 10_000;

export interface Attachment {
  send(xml: string): void;
  close(): void;
}

export interface AttachOptions {
  /** The component's own domain. */
  readonly address: string;
  /** Where the server listens for components on 127.0.0.1. */
  readonly port: number;
  readonly secret: string;
  readonly clock: Clock;
  /** Before the first stanza. */
  attached(attachment: Attachment): void;
  stanza(stanza: Element): void;
  /** Once, after it was attached. */
  ended(): void;
}

/** Attaches a component to an XMPP server (XEP-0114). Rejects with the reason if the server does not take it. */
export function attachComponent({ address, port, secret, clock, ...on }: AttachOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    let attached = false;
    let reason = "the connection was closed";
    const cancelTimeout = clock.after(acceptedWithinMs, () => socket.destroy(new Error("no answer in time")));
    const read = stanzaReader({
      opened({ attrs: { id } }) {
        const digest = createHash("sha1").update(`${id}${secret}`).digest("hex");
        socket.write(`<handshake>${digest}</handshake>`);
      },
      stanza(stanza) {
        if (attached) return on.stanza(stanza);
        if (stanza.name === "stream:error") reason = stanza.getChildElements()[0]?.name ?? reason;
        if (stanza.name !== "handshake") return;
        cancelTimeout();
        attached = true;
        on.attached({
          send: (xml) => void socket.write(xml),
          close() {
            socket.write("</stream:stream>");
            socket.destroySoon();
          },
        });
        resolve();
      },
      closed: () => socket.end(),
    });
    socket.on("data", read);
    socket.on("error", ({ message }) => {
      reason = message;
    });
    socket.on("close", () => {
      cancelTimeout();
      if (attached) on.ended();
      else reject(new Error(`the XMPP server does not take ${address}: ${reason}`));
    });
    socket.write(
      '<stream:stream xmlns="jabber:component:accept" xmlns:stream="http://etherx.jabber.org/streams" ' +
        `to="${escapeXML(address)}">`,
    );
  });
}
