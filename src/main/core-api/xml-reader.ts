import { unescapeXML } from "ltx";

/** What is read, in its order. */
export interface XmlEvents {
  open(name: string, attributes: Record<string, string>): void;
  close(name: string): void;
  /** Text between two tags, without its escapes; the next may be more of it. */
  text(text: string): void;
}

/** What came is not XML as XMPP allows it (RFC 6120 section 11), or more than anybody needs. Says nothing of its content. */
export class BadStanza extends Error {}

/**
 * Reads XML as XMPP allows it (RFC 6120 section 11) however it is cut into pieces: no comments, document types or instructions, and no
 * entities but the five of XML and those of characters. Whether tags match is for who listens. Nothing is kept but the tag or text that is
 * not whole yet. Throws `BadStanza`, also where a tag, or the text before it, is longer than `longest` characters.
 */
export function createXmlReader(on: XmlEvents, longest: number): { write(piece: string): void } {
  let rest = "";
  let begun = false;

  function write(piece: string): void {
    const missing = rest.startsWith("<") ? ">" : "<";
    const waits = rest !== "" && !piece.includes(missing);
    const data = rest + piece;
    rest = waits ? data : data.slice(readAll(data));
    bound(rest.length);
  }

  function bound(length: number): void {
    if (length > longest) throw new BadStanza("a part was too long");
  }

  /** Answers up to where it is read. */
  function readAll(data: string): number {
    let at = 0;
    for (;;) {
      const tag = data.indexOf("<", at);
      if (tag < 0) return at;
      if (tag > at) text(data.slice(at, tag));
      const end = readTag(data, tag);
      if (end < 0) return tag;
      begun = true;
      at = end;
    }
  }

  function text(raw: string): void {
    bound(raw.length);
    on.text(unescaped(raw));
  }

  /** Answers what comes behind it; -1: it is not whole yet. */
  function readTag(data: string, from: number): number {
    switch (data[from + 1]) {
      case undefined:
        return -1;
      case "/":
        return readClosing(data, from);
      case "!":
        return readQuoted(data, from);
      case "?":
        return readDeclaration(data, from);
      default:
        return readOpening(data, from);
    }
  }

  function readClosing(data: string, from: number): number {
    const end = data.indexOf(">", from);
    if (end >= 0) on.close(data.slice(from + 2, end).trimEnd());
    return end < 0 ? -1 : end + 1;
  }

  function readQuoted(data: string, from: number): number {
    const start = from + quote.length;
    if (!quote.startsWith(data.slice(from, start))) throw new BadStanza("a comment or a document type");
    const end = data.indexOf("]]>", start);
    bound(end - start);
    if (end > start) on.text(data.slice(start, end));
    return end < 0 ? -1 : end + 3;
  }

  /** What a stream may begin with. */
  function readDeclaration(data: string, from: number): number {
    if (begun) throw new BadStanza("an instruction");
    const end = data.indexOf("?>", from);
    return end < 0 ? -1 : end + 2;
  }

  function readOpening(data: string, from: number): number {
    let at = nameEnd(data, from + 1);
    const name = data.slice(from + 1, at);
    const attributes: Record<string, string> = {};
    while (at < data.length) {
      const begin = spaceEnd(data, at);
      const end = nameEnd(data, begin);
      if (end === begin) return endOpening(data, from, begin, name, attributes);
      const equals = spaceEnd(data, end);
      const start = spaceEnd(data, equals + 1);
      if (start >= data.length) return -1;
      const mark = data.charAt(start);
      if (begin === at || data[equals] !== "=" || (mark !== '"' && mark !== "'")) throw noTag();
      const close = data.indexOf(mark, start + 1);
      if (close < 0) return -1;
      const attribute = data.slice(begin, end);
      const value = data.slice(start + 1, close);
      if (value.includes("<") || Object.hasOwn(attributes, attribute)) throw noTag();
      attributes[attribute] = unescaped(value);
      at = close + 1;
    }
    return -1;
  }

  function endOpening(
    data: string,
    from: number,
    at: number,
    name: string,
    attributes: Record<string, string>,
  ): number {
    const isEmpty = data[at] === "/";
    const end = isEmpty ? at + 1 : at;
    if (end === data.length) return -1;
    if (data[end] !== ">" || name === "") throw noTag();
    bound(end - from);
    on.open(name, attributes);
    if (isEmpty) on.close(name);
    return end + 1;
  }

  return { write };
}

const quote = "<![CDATA[";

const noTag = () => new BadStanza("a tag that is none");

const unescaped = (raw: string): string => (raw.includes("&") ? unescapeXML(raw) : raw);

const noName = new Set([..."<>\"'=&/"].map((character) => character.charCodeAt(0)));

/** Where the name that begins here ends. */
function nameEnd(data: string, from: number): number {
  let at = from;
  for (let code = data.charCodeAt(at); code > 32 && (code > 62 || !noName.has(code)); ) {
    at += 1;
    code = data.charCodeAt(at);
  }
  return at;
}

/** Where what follows the white space from here on begins. */
function spaceEnd(data: string, from: number): number {
  let at = from;
  while (data.charCodeAt(at) <= 32) at += 1;
  return at;
}
