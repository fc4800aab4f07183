import type { AudioPort } from "../shared/contract/audio.ts";
import type { StreamFrame, StreamName } from "../shared/contract/streams.ts";
import { type Result, refused } from "../shared/model/result.ts";
import type { DemoExchange } from "./demo-exchange.ts";
import type { Clock } from "./support/clock.ts";
import type { Log } from "./support/log.ts";

/** The product without a host: what a window may ask, follow and lend. */
export interface Product {
  /** Never rejects: unknown names, malformed input and bugs are refusals too (a bug is also logged). */
  request(name: string, input: unknown): Promise<Result<unknown>>;
  /** Calls the listener with a snapshot before it returns, then with every change. The answer ends it. */
  follow(stream: StreamName, listener: (frame: StreamFrame) => void): () => void;
  /** Lends a page's microphone and speaker; the oldest page still attached owns the audio. The answer takes it back. */
  attachAudio(port: AudioPort): () => void;
  close(): Promise<void>;
}

/** What the product is made of; a host brings it. */
export interface ProductParts {
  /** Where the cache and the settings live; it exists. */
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly log: Log;
  /** On this port, or any free one. */
  readonly startDemoExchange: (port: number | null) => Promise<DemoExchange>;
}

/** Builds the product and starts it. */
export function createProduct(_parts: ProductParts): Product {
  return {
    request: async () => refused("failed", "not composed yet"),
    follow: () => () => {},
    attachAudio: () => () => {},
    close: async () => {},
  };
}
