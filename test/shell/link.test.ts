import { beforeEach, expect, test, vi } from "vitest";
import { serveLink } from "../../src/main/hosts/serve-link.ts";
import { systemClock } from "../../src/main/support/clock.ts";
import { createLog } from "../../src/main/support/log.ts";
import { createLink, type Link } from "../../src/renderer/link/link.ts";
import type { TransportEvents } from "../../src/renderer/link/transport.ts";
import type { AudioEvent, AudioPage } from "../../src/shared/contract/audio.ts";
import type { MainFrame, WindowFrame } from "../../src/shared/contract/frames.ts";
import { createFakeProduct, type FakeProduct } from "../support/fake-product.ts";

let product: FakeProduct;
let link: Link;
/** The wire between a real link and a real server of links: what it lets through, and whether it is there. */
let wire: { connect(): void; cut(): void; lose: (frame: MainFrame) => boolean; sent: WindowFrame[] };

const queue = (queueId: string, waiting: number) => ({ queueId, name: queueId, waiting });

beforeEach(() => {
  product = createFakeProduct({
    queues: { kind: "rows", sequence: 4, rows: [queue("a", 1), queue("b", 0)] },
    settings: { kind: "value", sequence: 0, value: { language: "en", theme: "system" } },
  });
  let events: TransportEvents | undefined;
  let toMain: ((raw: unknown) => void) | null = null;
  let gone = () => {};
  wire = {
    sent: [],
    lose: () => false,
    connect() {
      serveLink(
        product,
        {
          send: (frame) => {
            if (!wire.lose(frame)) events?.received(structuredClone(frame));
          },
          onFrame: (listener) => {
            toMain = listener;
          },
          onClose: (listener) => {
            gone = listener;
          },
          close: () => wire.cut(),
        },
        systemClock,
        createLog(() => {}, Date.now),
      );
      events?.opened();
    },
    cut() {
      toMain = null;
      gone();
      events?.closed();
    },
  };
  link = createLink((given) => {
    events = given;
    return {
      send(frame) {
        wire.sent.push(frame);
        toMain?.(structuredClone(frame));
      },
      close: () => {},
    };
  });
});

test("what a window asks before the first connection is asked once it is there", async () => {
  const found = link.request("directory.search", { text: "", limit: 10 });
  wire.connect();
  expect(await found).toEqual({ ok: true, value: { userIds: ["u1"], total: 1 } });
  expect(await link.request("session.sign-out", {})).toMatchObject({ refusal: { code: "unknown-request" } });
});

test("what a window asks while the connection is lost is refused, and not done later", async () => {
  wire.connect();
  const states: string[] = [link.state()];
  link.onState((state) => states.push(state));
  const pending = link.request("directory.search", { text: "", limit: 10 });
  wire.cut();
  expect(await pending).toMatchObject({ ok: false, refusal: { code: "failed" } });
  expect(await link.request("session.sign-out", {})).toMatchObject({ ok: false });
  wire.connect();
  expect(product.asked.map(({ name }) => name)).toEqual(["directory.search"]);
  expect(states).toEqual(["connected", "connecting", "connected"]);
});

test("a follower gets a snapshot and then changes, and untouched rows stay the same objects", () => {
  const told: ReadonlyMap<string, unknown>[] = [];
  link.follow("queues", (rows) => told.push(rows));
  wire.connect();
  product.publish("queues", { kind: "change", sequence: 5, upserts: [queue("a", 2)], removals: [] });
  product.publish("queues", { kind: "change", sequence: 6, upserts: [], removals: ["a"] });
  expect(told.map((rows) => [...rows.keys()])).toEqual([["a", "b"], ["a", "b"], ["b"]]);
  expect(told[1]?.get("a")).toEqual(queue("a", 2));
  expect(told[1]?.get("b")).toBe(told[0]?.get("b"));
  expect(told[0]?.get("a")).toEqual(queue("a", 1));
});

test("a value is told at once to a second follower, and followed only once", () => {
  wire.connect();
  const told: unknown[] = [];
  const stop = link.follow("settings", () => {});
  const stopToo = link.follow("settings", ({ language }) => told.push(language));
  expect(told).toEqual(["en"]);
  expect(product.followers("settings")).toBe(1);
  stop();
  expect(product.followers("settings")).toBe(1);
  stopToo();
  expect(product.followers("settings")).toBe(0);
});

test("a lost change is noticed and the stream is followed anew", () => {
  wire.connect();
  const told: (readonly string[])[] = [];
  link.follow("queues", (rows) => told.push([...rows.keys()]));
  wire.lose = ({ frame }) => frame === "stream";
  product.publish("queues", { kind: "change", sequence: 5, upserts: [queue("c", 0)], removals: [] });
  wire.lose = () => false;
  product.publish("queues", { kind: "change", sequence: 6, upserts: [queue("d", 0)], removals: [] });
  expect(told).toEqual([["a", "b"]]);
  expect(wire.sent.map(({ frame }) => frame)).toEqual(["follow", "unfollow", "follow"]);
  product.publish("queues", { kind: "change", sequence: 5, upserts: [queue("e", 0)], removals: [] });
  expect(told.at(-1)).toEqual(["a", "b", "e"]);
});

test("after a lost connection everything is followed again, and what is the same is not told again", () => {
  wire.connect();
  const told: ReadonlyMap<string, unknown>[] = [];
  link.follow("queues", (rows) => told.push(rows));
  wire.cut();
  expect(product.followers("queues")).toBe(0);
  wire.connect();
  expect(product.followers("queues")).toBe(1);
  expect(told).toHaveLength(1);
  product.publish("queues", { kind: "rows", sequence: 9, rows: [queue("a", 1), queue("b", 3)] });
  expect(told).toHaveLength(2);
  expect(told[1]?.get("a")).toBe(told[0]?.get("a"));
});

test("a page's audio is lent again after a lost connection, and tells the microphone's state again", async () => {
  const page = createAudioPage();
  link.lendAudio(page);
  wire.connect();
  expect(product.audio).toHaveLength(1);
  await expect(product.audio[0]?.ask("ring.start", {})).resolves.toEqual({});
  await expect(
    product.audio[0]?.ask("peer.create", { peerId: "p", iceServers: [], codec: "opus" }),
  ).rejects.toThrow("no microphone");
  wire.cut();
  expect(product.audio).toHaveLength(0);
  wire.connect();
  page.tell({ name: "microphone", value: { state: "denied" } });
  expect(product.heard.map(({ value }) => value)).toEqual([
    { state: "ready" },
    { state: "ready" },
    { state: "denied" },
  ]);
});

test("a closed link asks for nothing more", () => {
  const closed = vi.fn();
  const closing = createLink(() => ({ send: () => {}, close: closed }));
  closing.close();
  expect(closed).toHaveBeenCalledOnce();
});

function createAudioPage(): AudioPage & { tell(event: AudioEvent): void } {
  const listeners = new Set<(event: AudioEvent) => void>();
  return {
    async answer(name) {
      if (name === "peer.create") throw new Error("no microphone");
      return {} as never;
    },
    onEvent(listener) {
      listeners.add(listener);
      listener({ name: "microphone", value: { state: "ready" } });
      return () => listeners.delete(listener);
    },
    tell: (event) => listeners.forEach((listener) => void listener(event)),
  };
}
