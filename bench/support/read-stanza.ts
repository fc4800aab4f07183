import { Element } from "ltx";
import { createXmlReader } from "../../src/main/core-api/xml-reader.ts";

/** Makes one stanza after the other of their texts, with the reader of the product, as its stream does. */
export function createStanzaReader(): (text: string) => Element {
  let open: Element | null = null;
  let read: Element | null = null;
  const reader = createXmlReader(
    {
      open(name, attributes) {
        const element = new Element(name, attributes);
        open?.append(element);
        open = element;
      },
      close() {
        read = open;
        open = open?.parent ?? null;
      },
      text: (text) => void open?.t(text),
    },
    Number.POSITIVE_INFINITY,
  );
  return (text) => {
    reader.write(text);
    if (read === null || open !== null) throw new Error("no whole stanza");
    return read;
  };
}
