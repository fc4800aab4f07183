import { type Element, parse } from "ltx";
import { WebSocket } from "ws";

/** A client that speaks raw frames, so that a test sees exactly what is on the wire. */
export interface TestXmppClient {
  readonly frames: readonly Element[];
  send(xml: string): void;
  /** The first frame, from the present one on, for which this is true; each frame is given once. */
  next(wanted: (frame: Element) => boolean): Promise<Element>;
  ask(xml: string): Promise<Element>;
  signIn(username: string, password: string, resource: string): Promise<Element>;
  readonly closed: Promise<void>;
  close(): void;
}

export async function testXmppClient(url: string, domain: string): Promise<TestXmppClient> {
  const socket = new WebSocket(url, "xmpp");
  const frames: Element[] = [];
  const waiting = new Set<() => void>();
  let taken = 0;
  socket.on("message", (data) => {
    frames.push(parse(String(data)));
    for (const look of [...waiting]) look();
  });
  const closed = new Promise<void>((resolve) => socket.on("close", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    socket.once("open", () => resolve());
    socket.once("error", reject);
  });
  const send = (xml: string) => socket.send(xml);
  const next = (wanted: (frame: Element) => boolean) =>
    new Promise<Element>((resolve) => {
      const look = () => {
        while (taken < frames.length) {
          const frame = frames[taken];
          taken += 1;
          if (!frame || !wanted(frame)) continue;
          waiting.delete(look);
          return resolve(frame);
        }
      };
      waiting.add(look);
      look();
    });
  const open = () => {
    send(`<open xmlns="urn:ietf:params:xml:ns:xmpp-framing" to="${domain}" version="1.0"/>`);
    return next((frame) => frame.name === "stream:features" || frame.name === "stream:error");
  };
  const ask = (xml: string) => {
    send(xml);
    const id = parse(xml).attrs.id;
    return next((frame) => frame.name === "iq" && frame.attrs.id === id);
  };
  return {
    frames,
    send,
    next,
    ask,
    async signIn(username, password, resource) {
      const features = await open();
      if (features.name === "stream:error") return features;
      const initial = Buffer.from(`\0${username}\0${password}`).toString("base64");
      send(`<auth xmlns="urn:ietf:params:xml:ns:xmpp-sasl" mechanism="PLAIN">${initial}</auth>`);
      const outcome = await next(({ name }) => name === "success" || name === "failure");
      if (outcome.name === "failure") return outcome;
      await open();
      return ask(
        `<iq xmlns="jabber:client" type="set" id="bind"><bind xmlns="urn:ietf:params:xml:ns:xmpp-bind"><resource>${resource}</resource></bind></iq>`,
      );
    },
    closed,
    close: () => socket.close(),
  };
}
