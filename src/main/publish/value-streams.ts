import { isDeepStrictEqual } from "node:util";
import type { StreamFrame, StreamItem, ValueStreamName } from "../../shared/contract/streams.ts";
import type { Followers } from "./row-stream.ts";

type StreamValues = { [N in ValueStreamName]: StreamItem<N> };

/** The streams that have one value. What is set is sent with the next `publish`. */
export interface ValueStreams {
  follow(stream: ValueStreamName, listener: (frame: StreamFrame) => void): () => void;
  /** As they were set last. */
  readonly now: Readonly<StreamValues>;
  /** Answers whether it is another value than before. */
  set<N extends ValueStreamName>(stream: N, value: StreamItem<N>): boolean;
  publish(): void;
}

export function createValueStreams(initial: StreamValues, followers: () => Followers): ValueStreams {
  const values = { ...initial };
  const dirty = new Set<ValueStreamName>();
  const frame = (stream: ValueStreamName) => (sequence: number) =>
    ({ kind: "value", sequence, value: values[stream] }) as const;
  const names = Object.keys(initial) as ValueStreamName[];
  // Each name has its followers.
  const followersOf = Object.fromEntries(names.map((name) => [name, followers()])) as Record<
    ValueStreamName,
    Followers
  >;

  return {
    follow: (stream, listener) => followersOf[stream].add(listener, frame(stream)),
    now: values,
    set(stream, value) {
      if (isDeepStrictEqual(values[stream], value)) return false;
      // The type of a mapped type's property is not narrowed by a generic key.
      Object.assign(values, { [stream]: value });
      dirty.add(stream);
      return true;
    },
    publish() {
      for (const stream of dirty) followersOf[stream].send(frame(stream));
      dirty.clear();
    },
  };
}
