import { StringDecoder } from "node:string_decoder";
import { Element } from "ltx";
import SaxParser from "ltx/src/parsers/ltx.js";

export interface StanzaListener {
  /** The stream's own element has begun. */
  opened(stream: Element): void;
  /** A child of the stream's is whole. */
  stanza(stanza: Element): void;
  /** The stream's own element has ended. */
  closed(): void;
}

/** Takes an XML stream apart as it comes over TCP, in pieces that may end anywhere, even within a character. */
export function stanzaReader(listener: StanzaListener): (piece: Buffer) => void {
  const characters = new StringDecoder("utf8");
  const parser = new SaxParser();
  let stream: Element | null = null;
  let at: Element | null = null;

  parser.on("startElement", (name: string, attributes: Record<string, string>) => {
    const element = new Element(name, attributes);
    if (stream === null) {
      stream = element;
      return listener.opened(element);
    }
    if (at) at.cnode(element);
    else element.parent = stream;
    at = element;
  });
  parser.on("text", (text: string) => at?.t(text));
  parser.on("endElement", () => {
    const ended = at;
    if (!ended) return listener.closed();
    at = ended.parent === stream ? null : ended.parent;
    if (!at) listener.stanza(ended);
  });
  return (piece) => parser.write(characters.write(piece));
}
