import { type AddressInfo, createServer, type Socket } from "node:net";
import { TLSSocket } from "node:tls";
import type { Element } from "ltx";
import { generate } from "selfsigned";
import { WebSocket } from "ws";
import { stanzaReader } from "../../src/exchange/core-api/stanza-reader.ts";

/** PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** One that a server made itself: nobody trusts it unless told to. */
export async function certificateFor(name: string): Promise<Certificate> {
  const made = await generate([{ name: "commonName", value: name }], {
    extensions: [{ name: "subjectAltName", altNames: [{ type: 2, value: name }] }],
  });
  return { key: made.private, cert: made.cert };
}

export interface StarttlsFront {
  readonly port: number;
  /** The names of the elements that came without encryption. */
  readonly inClear: readonly string[];
  /** What clients signed in with. */
  readonly mechanisms: readonly string[];
  close(): Promise<void>;
}

/** XMPP over TCP with STARTTLS in front of an XMPP WebSocket. Of what it sends, every special character comes in two pieces. */
export async function startStarttlsFront(options: {
  webSocket: string;
  domain: string;
  certificate: Certificate;
  offersEncryption: boolean;
}): Promise<StarttlsFront> {
  const { webSocket, domain, certificate, offersEncryption } = options;
  const inClear: string[] = [];
  const mechanisms: string[] = [];
  const sockets = new Set<Socket>();
  const header =
    '<?xml version="1.0"?><stream:stream xmlns="jabber:client" ' +
    `xmlns:stream="http://etherx.jabber.org/streams" id="1" from="${domain}" version="1.0">`;

  const bridge = (socket: Socket) => {
    const inside = new WebSocket(webSocket, "xmpp");
    const opened = new Promise<void>((resolve) => inside.once("open", () => resolve()));
    const pass = (text: string) => void opened.then(() => inside.send(text));
    readStreams(socket, {
      opened: () => pass(`<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" to="${domain}" version="1.0"/>`),
      stanza(stanza) {
        if (stanza.name === "auth") mechanisms.push(String(stanza.attrs.mechanism));
        pass(stanza.toString());
      },
    });
    inside.on("message", (data) => {
      const text = String(data);
      if (text.startsWith("<open")) socket.write(header);
      else if (text.startsWith("<close")) socket.end("</stream:stream>");
      else for (const piece of cutInCharacters(text)) socket.write(piece);
    });
    inside.on("close", () => socket.end());
    socket.on("close", () => inside.close());
  };
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    const plain =
      '<mechanisms xmlns="urn:ietf:params:xml:ns:xmpp-sasl"><mechanism>PLAIN</mechanism></mechanisms>';
    const starttls = '<starttls xmlns="urn:ietf:params:xml:ns:xmpp-tls"><required/></starttls>';
    readStreams(socket, {
      opened: () =>
        socket.write(`${header}<stream:features>${offersEncryption ? starttls : plain}</stream:features>`),
      stanza({ name }) {
        inClear.push(name);
        if (name !== "starttls") return;
        socket.removeAllListeners("data");
        socket.write('<proceed xmlns="urn:ietf:params:xml:ns:xmpp-tls"/>');
        const encrypted = new TLSSocket(socket, { isServer: true, ...certificate });
        encrypted.on("error", () => undefined);
        bridge(encrypted);
      },
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    port: (server.address() as AddressInfo).port,
    inClear,
    mechanisms,
    close() {
      for (const socket of sockets) socket.destroy();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}

/** A client begins its stream anew after STARTTLS and after it has signed in. */
function readStreams(socket: Socket, on: { opened(): void; stanza(stanza: Element): void }): void {
  const reader = () => stanzaReader({ ...on, closed: () => socket.end("</stream:stream>") });
  let read = reader();
  socket.on("data", (piece: Buffer) => {
    if (piece.toString().startsWith("<?xml")) read = reader();
    read(piece);
  });
}

function cutInCharacters(text: string): readonly Buffer[] {
  const whole = Buffer.from(text);
  // Of two bytes and more, the first has both upper bits set and the others have not.
  const cuts = [...whole.keys()].filter((at) => (whole[at] ?? 0) >= 0xc0).map((at) => at + 1);
  return [0, ...cuts].map((from, i) => whole.subarray(from, cuts[i] ?? whole.length));
}
