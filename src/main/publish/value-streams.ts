import { isDeepStrictEqual } from "node:util";
import type { StreamFrame, StreamItem, ValueStreamName } from "../../shared/contract/streams.ts";
import { defaultDeviceChoice } from "../../shared/model/audio-devices.ts";
import { defaultBoard } from "../../shared/model/board.ts";
import { dayAt } from "../../shared/model/calendar.ts";
import { keyProfiles } from "../../shared/model/console-keys.ts";
import { defaultPanes } from "../../shared/model/panes.ts";
import { defaultSettings } from "../../shared/model/product-state.ts";
import { allIsKept } from "../../shared/model/storage.ts";
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

/** Before anything is known: nobody is signed in, and everything is as it comes. */
export const valuesAtFirst = (now: number, timeZone: string): StreamValues => ({
  connection: {
    phase: "signed-out",
    since: now,
    lastHeardAt: null,
    nextAttemptAt: null,
    refusal: null,
    server: null,
    username: null,
    demo: false,
  },
  identity: { companyName: null, userId: null, unlicensed: [] },
  phone: {
    registration: "none",
    audio: "none",
    reason: null,
    canPark: false,
    canLeaveVoicemail: false,
    canPickUp: false,
  },
  "failed-calls": [],
  "audio-devices": { inputs: [], outputs: [], chosen: defaultDeviceChoice },
  settings: defaultSettings,
  "key-bindings": keyProfiles[defaultSettings.keyProfile],
  panes: defaultPanes,
  board: defaultBoard,
  completeness: { since: dayAt(now, timeZone).startsAt, gaps: [] },
  storage: allIsKept,
});
