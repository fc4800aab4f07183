import { beforeEach, expect, test, vi } from "vitest";
import { type LinkPort, serveLink } from "../../src/main/hosts/serve-link.ts";
import { createHandClock, type HandClock } from "../../src/main/support/hand-clock.ts";
import { createLog } from "../../src/main/support/log.ts";
import type { MainFrame } from "../../src/shared/contract/frames.ts";
import { createFakeProduct, type FakeProduct } from "../support/fake-product.ts";

let product: FakeProduct;
let sent: MainFrame[];
let lines: string[];
let say: (raw: unknown) => void;
let leave: () => void;
let clock: HandClock;

beforeEach(() => {
  product = createFakeProduct();
  sent = [];
  lines = [];
  clock = createHandClock();
  const port: LinkPort = {
    send: (frame) => sent.push(frame),
    onFrame: (listener) => {
      say = listener;
    },
    onClose: (listener) => {
      leave = listener;
    },
    close: () => leave(),
  };
  serveLink(
    product,
    port,
    clock,
    createLog((line) => lines.push(line), clock.now),
  );
});

test("what a window asks is answered or refused, never left open", async () => {
  say({ frame: "request", id: 1, name: "directory.search", input: { text: "" } });
  say({ frame: "request", id: 2, name: "no.such.request", input: {} });
  await vi.waitFor(() => expect(sent).toHaveLength(2));
  expect(sent[0]).toEqual({ frame: "answer", id: 1, output: { userIds: ["u1"], total: 1 } });
  expect(sent[1]).toMatchObject({ frame: "refusal", id: 2, refusal: { code: "unknown-request" } });
});

test("an unknown stream is refused", () => {
  say({ frame: "follow", stream: "toString" });
  expect(sent).toMatchObject([{ frame: "stream-refusal", stream: "toString" }]);
});

test("a stream that is followed twice is told anew and fed once", () => {
  say({ frame: "follow", stream: "callers" });
  say({ frame: "follow", stream: "callers" });
  expect(sent).toHaveLength(2);
  product.publish("callers", { kind: "change", sequence: 1, upserts: [], removals: ["a"] });
  expect(sent).toHaveLength(3);
  say({ frame: "unfollow", stream: "callers" });
  expect(product.followers("callers")).toBe(0);
});

test("a page that lends its audio answers what the phone asks", async () => {
  say({ frame: "audio-attach" });
  say({ frame: "audio-attach" });
  expect(product.audio).toHaveLength(1);
  const described = product.audio[0]?.ask("peer.describe", { peerId: "p", hold: false, iceRestart: false });
  expect(sent[0]).toMatchObject({ frame: "audio-request", id: 1, name: "peer.describe" });
  say({ frame: "audio-answer", id: 1, output: { sdp: "v=0" } });
  expect(await described).toEqual({ sdp: "v=0" });
});

test("an answer that is not what the contract says is a failure, and so is a page's own failure", async () => {
  say({ frame: "audio-attach" });
  const described = product.audio[0]?.ask("peer.describe", { peerId: "p", hold: false, iceRestart: false });
  const created = product.audio[0]?.ask("peer.create", { peerId: "q", iceServers: [], codec: "opus" });
  say({ frame: "audio-answer", id: 1, output: { sdp: 42 } });
  say({ frame: "audio-failure", id: 2, reason: "no microphone" });
  await expect(described).rejects.toThrow("contract");
  await expect(created).rejects.toThrow("no microphone");
});

test("a page that does not answer within ten seconds has failed", async () => {
  say({ frame: "audio-attach" });
  const ringing = product.audio[0]?.ask("ring.start", {});
  clock.advance(9_999);
  clock.advance(1);
  await expect(ringing).rejects.toThrow("within 10 s");
  say({ frame: "audio-answer", id: 1, output: {} });
});

test("when the page goes, its audio goes with it and owes nothing", async () => {
  say({ frame: "audio-attach" });
  const port = product.audio[0];
  const ringing = port?.ask("ring.start", {});
  leave();
  await expect(ringing).rejects.toThrow("gone");
  await expect(port?.ask("ring.stop", {})).rejects.toThrow("gone");
  expect(product.audio).toEqual([]);
});

test("audio events are heard when the contract knows them, and dropped else", () => {
  say({ frame: "audio-attach" });
  say({ frame: "audio-event", name: "microphone", value: { state: "ready" } });
  say({ frame: "audio-event", name: "microphone", value: { state: "singing" } });
  say({ frame: "audio-event", name: "constructor", value: {} });
  expect(product.heard).toEqual([{ name: "microphone", value: { state: "ready" } }]);
  expect(lines).toHaveLength(2);
});
