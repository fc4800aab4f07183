import { Element, parse } from "ltx";
import { expect, test } from "vitest";
import { createXmlReader } from "./xml-reader.ts";

const LONGEST = 1_000;

function readIn(pieces: readonly string[]): Element[] {
  const roots: Element[] = [];
  let open: Element | null = null;
  const reader = createXmlReader(
    {
      open(name, attributes) {
        const element = new Element(name, attributes);
        open?.append(element);
        open = element;
      },
      close(name) {
        expect(name).toBe(open?.name);
        if (open && !open.parent) roots.push(open);
        open = open?.parent ?? null;
      },
      text: (text) => void open?.t(text),
    },
    LONGEST,
  );
  for (const piece of pieces) reader.write(piece);
  return roots;
}

const read = (...pieces: string[]) => readIn(pieces).map(String);

const stanza =
  "<message xmlns='jabber:client' from=\"a@b/c &amp; 'd'\"\n type = 'a>b'><body>1 &lt; 2 &#233;</body><x:y a='1'/>" +
  "<empty /><![CDATA[<raw> & ]] ]]></message >";

test("a stanza is what the library makes of it, however it is cut into pieces", () => {
  const expected = [String(parse(stanza))];
  expect(read(stanza)).toEqual(expected);
  for (let at = 1; at < stanza.length; at += 1)
    expect(read(stanza.slice(0, at), stanza.slice(at))).toEqual(expected);
  expect(readIn([...stanza]).map(String)).toEqual(expected);
});

test("stanzas that come together are read one after the other, with what is between them", () => {
  expect(read("<a/><b>1</b>", "\n<c>", "2</c>")).toEqual(["<a/>", "<b>1</b>", "<c>2</c>"]);
});

test("a stream may begin with a declaration, and has none later", () => {
  expect(read("<?xml version='1.0'?><a/>")).toEqual(["<a/>"]);
  expect(read("<?xml vers", "ion='1.0'?>", "<a/>")).toEqual(["<a/>"]);
  expect(() => read("<a/><?php ?>")).toThrow("instruction");
});

test.each([
  ["a comment", "<a><!-- b --></a>"],
  ["a document type", "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"],
  ["a tag without a name", "<a>< b></a>"],
  ["a tag in a tag", "<a <b>"],
  ["a value without quotes", "<a b=c/>"],
  ["a value with a tag", "<a b='<c>'/>"],
  ["an attribute twice", "<a b='1' b='2'/>"],
  ["attributes without space", "<a b='1'c='2'/>"],
])("%s is refused, in one piece and in many", (_, text) => {
  expect(() => readIn([text])).toThrow();
  expect(() => readIn([...text])).toThrow();
});

test("a tag or a text that does not end is given up once it is too long, and only then", () => {
  const long = "x".repeat(LONGEST - 1);
  for (const begin of ["<a>", "<a b='", "<", "<![CDATA["]) {
    expect(readIn([begin, long.slice(begin.length)])).toEqual([]);
    expect(() => readIn([begin, long, "xx"])).toThrow("too long");
  }
  expect(() => readIn([`<a>${long}xx</a>`])).toThrow("too long");
  expect(() => readIn([`<a b='${long}'/>`])).toThrow("too long");
  expect(() => readIn([`<a><![CDATA[${long}xx]]></a>`])).toThrow("too long");
});
