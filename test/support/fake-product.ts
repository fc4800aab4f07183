import type { Product } from "../../src/main/product.ts";
import type { AudioEvent, AudioPort } from "../../src/shared/contract/audio.ts";
import type { StreamFrame, StreamName } from "../../src/shared/contract/streams.ts";
import { refused, success } from "../../src/shared/model/result.ts";

export interface FakeProduct extends Product {
  /** What was asked, in order. */
  readonly asked: { readonly name: string; readonly input: unknown }[];
  /** The pages that lend their audio now, the oldest first. */
  readonly audio: AudioPort[];
  /** What those pages told. */
  readonly heard: AudioEvent[];
  /** How often the machine woke up. */
  readonly woken: number;
  followers(stream: StreamName): number;
  publish(stream: StreamName, frame: StreamFrame): void;
}

/** A product that answers `directory.search`, refuses all else, and publishes what a test says; it starts each stream empty. */
export function createFakeProduct(snapshots: Partial<Record<StreamName, StreamFrame>> = {}): FakeProduct {
  const following = new Map<StreamName, Set<(frame: StreamFrame) => void>>();
  const asked: FakeProduct["asked"] = [];
  const audio: AudioPort[] = [];
  const heard: AudioEvent[] = [];
  let woken = 0;
  const listenersOf = (stream: StreamName) => {
    const listeners = following.get(stream) ?? new Set();
    following.set(stream, listeners);
    return listeners;
  };
  return {
    asked,
    audio,
    heard,
    async request(name, input) {
      asked.push({ name, input });
      return name === "directory.search"
        ? success({ userIds: ["u1"], total: 1 })
        : refused("unknown-request", name);
    },
    follow(stream, listener) {
      listenersOf(stream).add(listener);
      listener(snapshots[stream] ?? { kind: "rows", sequence: 0, rows: [] });
      return () => listenersOf(stream).delete(listener);
    },
    followers: (stream) => listenersOf(stream).size,
    publish(stream, frame) {
      for (const listener of [...listenersOf(stream)]) listener(frame);
    },
    attachAudio(port) {
      audio.push(port);
      port.onEvent((event) => heard.push(event));
      return () => audio.splice(audio.indexOf(port), 1);
    },
    get woken() {
      return woken;
    },
    wokeUp() {
      woken += 1;
    },
    close: async () => {},
  };
}
