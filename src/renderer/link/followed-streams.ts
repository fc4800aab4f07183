import type { WindowFrame } from "../../shared/contract/frames.ts";
import {
  type RowStreamName,
  type StreamFrame,
  type StreamItem,
  type StreamName,
  streams,
} from "../../shared/contract/streams.ts";

/** What a follower is told: the value, or all rows by their key. */
export type StreamContent<N extends StreamName> = N extends RowStreamName
  ? ReadonlyMap<string, StreamItem<N>>
  : StreamItem<N>;

export interface FollowedStreams {
  follow<N extends StreamName>(stream: N, listener: (content: StreamContent<N>) => void): () => void;
  /** Asks for everything anew: after the link opened. */
  followAll(): void;
  apply(stream: StreamName, frame: StreamFrame): void;
}

interface Followed {
  /** undefined: not told yet. */
  content: unknown;
  /** The last frame's number; null while a snapshot is awaited, when changes of before are void. */
  sequence: number | null;
  readonly listeners: Set<(content: unknown) => void>;
}

type Rows = ReadonlyMap<string, unknown>;

/** The streams a window follows, each asked for once however many listen, put together from snapshots and numbered changes. */
export function createFollowedStreams(send: (frame: WindowFrame) => void): FollowedStreams {
  const all = new Map<StreamName, Followed>();

  const askAnew = (stream: StreamName, followed: Followed) => {
    followed.sequence = null;
    send({ frame: "follow", stream });
  };

  const tell = (followed: Followed, content: unknown) => {
    if (content === followed.content) return;
    followed.content = content;
    for (const listener of [...followed.listeners]) listener(content);
  };

  return {
    follow<N extends StreamName>(stream: N, listener: (content: StreamContent<N>) => void) {
      // A function of its own, so that one listener may follow twice.
      const own = (content: unknown) => listener(content as StreamContent<N>);
      let followed = all.get(stream);
      if (!followed) {
        followed = { content: undefined, sequence: null, listeners: new Set() };
        all.set(stream, followed);
        askAnew(stream, followed);
      }
      const { listeners, content } = followed;
      listeners.add(own);
      if (content !== undefined) own(content);
      return () => {
        if (!listeners.delete(own) || listeners.size > 0) return;
        all.delete(stream);
        send({ frame: "unfollow", stream });
      };
    },
    followAll() {
      for (const [stream, followed] of all) askAnew(stream, followed);
    },
    apply(stream, frame) {
      const followed = all.get(stream);
      if (!followed) return;
      switch (frame.kind) {
        case "value":
          return tell(followed, keepIfSame(followed.content, frame.value));
        case "rows":
          followed.sequence = frame.sequence;
          return tell(followed, snapshot(keyOf(stream), followed.content as Rows | undefined, frame.rows));
        case "change":
          if (followed.sequence === null) return;
          if (frame.sequence !== followed.sequence + 1) {
            send({ frame: "unfollow", stream });
            return askAnew(stream, followed);
          }
          followed.sequence = frame.sequence;
          return tell(followed, changed(keyOf(stream), followed.content as Rows, frame));
      }
    },
  };
}

function snapshot(key: string, before: Rows | undefined, rows: readonly unknown[]): Rows {
  const after = new Map(
    rows.map((row) => {
      const id = idOf(row, key);
      return [id, keepIfSame(before?.get(id), row)];
    }),
  );
  const unchanged = before?.size === after.size && [...after].every(([id, row]) => before.get(id) === row);
  return unchanged ? before : after;
}

function changed(key: string, before: Rows, change: StreamFrame & { kind: "change" }): Rows {
  const after = new Map(before);
  let touched = false;
  for (const id of change.removals) touched = after.delete(id) || touched;
  for (const upsert of change.upserts) {
    const id = idOf(upsert, key);
    const row = keepIfSame(before.get(id), upsert);
    touched ||= after.get(id) !== row;
    after.set(id, row);
  }
  return touched ? after : before;
}

/** Frames are JSON by one writer, so that equal rows are equal texts. */
function keepIfSame(before: unknown, after: unknown): unknown {
  return before !== undefined && JSON.stringify(before) === JSON.stringify(after) ? before : after;
}

function keyOf(stream: StreamName): string {
  const spec = streams[stream];
  if (spec.kind !== "rows") throw new Error(`${stream} has no rows`);
  return spec.key;
}

const idOf = (row: unknown, key: string): string => String((row as Record<string, unknown>)[key]);
