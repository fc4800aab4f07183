import { Socket as TcpSocket } from "node:net";
import type { Client } from "@xmpp/client";
import { WebSocket } from "ws";
import { readInTurns } from "./read-in-turns.ts";
import { BadStanza, createXmlReader } from "./xml-reader.ts";

/**
 * The longest stanza, in characters. The longest sound one is the list of colleagues: half a thousand characters and eighteen
 * elements each, so that 25,000 colleagues fit.
 */
const longestStanza = 16 << 20;
/** Each takes some 200 bytes of memory, however short it is written. */
const mostElements = 500_000;
/** Of a tag with its attributes, or of the text between two, in characters. */
const longestPiece = 64 << 10;
const deepest = 64;

interface Inside {
  _onData(data: Buffer | string): void;
  Socket: new () => WebSocketTransport;
  Parser: new () => Reader;
  readonly parser: Reader | null;
}

interface WebSocketTransport {
  url: string | null;
  secure: boolean;
  connect(url: string): void;
  _attachSocket(socket: WebSocket): void;
}

interface Reader {
  /** Finds the tags in what is written. */
  parser: { write(text: string): void };
  /** The element that is not closed yet. */
  readonly cursor: object | null;
  write(text: string): void;
  onText(text: string): void;
  onStartElement(name: string, attributes: Record<string, string>): void;
  onEndElement(name: string): void;
  emit(event: string, ...what: unknown[]): boolean;
}

/**
 * Makes the client give up its connection, by an `error`, where the server sends what nobody can read or more than memory is for.
 * The library has no limits, and throws at some of it where nobody could catch it. Call it before the client starts.
 */
export function boundStanzas(xmpp: Client): void {
  const inside = xmpp as unknown as Inside;
  const characters = new TextDecoder("utf-8", { fatal: true });
  const take = inside._onData.bind(xmpp);
  let framed = false;
  let isOver = false;

  xmpp.on("connecting", (service: string) => {
    framed = service.startsWith("ws");
    inside.Parser = boundedReader(inside.Parser);
    if (framed) inside.Socket = boundedSocket(inside.Socket);
  });
  xmpp.on("disconnect", () => {
    isOver = true;
  });
  const giveUp = (cause: unknown) => {
    isOver = true;
    const socket = socketOf(xmpp);
    xmpp.emit("error", cause instanceof BadStanza ? cause : new BadStanza("what came could not be read"));
    // It need not be told, and may not listen.
    if (socket instanceof TcpSocket) socket.destroy();
    else socket?.terminate();
  };
  const readLater = readInTurns((isHeld) => {
    const socket = socketOf(xmpp);
    if (isHeld) socket?.pause();
    else socket?.resume();
  });
  inside._onData = (data) => {
    if (isOver) return;
    const reader = inside.parser;
    try {
      // A character may come in two pieces over TCP.
      const whole = typeof data === "string" ? data : characters.decode(data, { stream: true });
      readLater(whole, (text, isLast) => {
        // What came before the stream began anew, as when it is encrypted, is no part of it.
        if (isOver || inside.parser !== reader) return;
        try {
          take(text);
          if (isLast && framed && (inside.parser?.cursor || !/>\s*$/.test(text.slice(-64))))
            throw new BadStanza("a frame was no whole stanza");
        } catch (cause) {
          giveUp(cause);
        }
      });
    } catch (cause) {
      giveUp(cause);
    }
  };
}

function socketOf(xmpp: Client): TcpSocket | WebSocket | null {
  const socket = xmpp.socket as unknown;
  if (socket instanceof TcpSocket) return socket;
  return (socket as { socket: WebSocket | null } | null)?.socket ?? null;
}

/** Where nothing is encrypted, the server is this machine: nobody is signed in elsewhere (`resolveEndpoints`). */
function boundedSocket(Socket: Inside["Socket"]): Inside["Socket"] {
  return class extends Socket {
    override connect(url: string): void {
      this.url = url;
      this.secure = true;
      this._attachSocket(new WebSocket(url, "xmpp", { maxPayload: longestStanza }));
    }
  };
}

/** The library's own finds tags in half of the speed, takes what is no XML for some, and knows no limits. */
function boundedReader(Parser: Inside["Parser"]): Inside["Parser"] {
  return class extends Parser {
    #sinceStanza = 0;
    #elements = 0;
    #depth = 0;

    override parser = createXmlReader(
      {
        open: (name, attributes) => this.onStartElement(name, attributes),
        close: (name) => this.onEndElement(name),
        // Between two stanzas, or frames, there may be white space (RFC 6120 4.4).
        text: (text) => {
          if (this.cursor || text.trim() !== "") this.onText(text);
        },
      },
      longestPiece,
    );

    override write(text: string): void {
      this.#sinceStanza += text.length;
      if (this.#sinceStanza > longestStanza) throw new BadStanza("a stanza was too long");
      super.write(text);
    }

    override onStartElement(name: string, attributes: Record<string, string>): void {
      if (++this.#depth > deepest) throw new BadStanza("a stanza was nested too deep");
      if (++this.#elements > mostElements) throw new BadStanza("a stanza had too many elements");
      super.onStartElement(name, attributes);
    }

    override onEndElement(name: string): void {
      this.#depth--;
      super.onEndElement(name);
    }

    override emit(event: string, ...what: unknown[]): boolean {
      // Its message quotes what came.
      if (event === "error") throw new BadStanza("what came was not well-formed");
      if (event === "element") this.#sinceStanza = this.#elements = 0;
      return super.emit(event, ...what);
    }
  };
}
