import type { CallId, Instant } from "../../shared/model/ids.ts";
import type { EventRows } from "../store/event-rows.ts";
import type { StoreReader } from "../store/rows.ts";
import type { Clock } from "../support/clock.ts";
import type { Log } from "../support/log.ts";
import { anonymous } from "./anonymous.ts";
import { entryText, packed } from "./entries.ts";
import { keyOf, type LiveChange, type LiveKind, membershipId, type OnlyThese } from "./live-change.ts";

/** So much is lost at most when the program ends without a word. */
const gatherMs = 1_000;
/** About what is packed and written in 3 ms; what is more goes on after a pause, so that calls and windows come in between. */
const sliceEntries = 250;
const pauseMs = 10;
const windowMs = 72 * 60 * 60_000;
const mostBytes = 200_000_000;
const stretchMs = 60 * 60_000;
/** A stretch is read as a whole, and goes as a whole. */
const stretchBytes = 1_000_000;

/** Writes down how the live state changes. */
export interface ChangeKeeper {
  note(changes: readonly (LiveChange | OnlyThese)[]): void;
  /** Writes at once what was noted. */
  drain(): void;
  /** What follows can be read without what was before. */
  beginStretch(): void;
  /** The live state as far as it is written. */
  state(): Iterable<LiveChange>;
  /** Nobody is named in this call, from now until it is over. */
  makeAnonymous(callId: CallId): void;
  /** null: it goes on. */
  stoppedAt(): Instant | null;
  close(): void;
}

interface Known {
  readonly kind: LiveKind;
  readonly id: string;
  /** JSON. */
  readonly text: string;
}

/**
 * Once a second at most, in slices: what did not really change is not written. Every hour, or sooner where much happens, a new stretch
 * begins, in which bit by bit everything that is so is told again; the oldest stretches go. A file that fails ends it.
 */
export function keepChanges(parts: {
  rows: EventRows;
  store: StoreReader;
  clock: Clock;
  log: Log;
  /** For tests; the file is kept below this. */
  bytesAtMost?: number;
}): ChangeKeeper {
  const { rows, store, clock, log, bytesAtMost = mostBytes } = parts;
  let noted: { readonly at: Instant; readonly change: LiveChange | OnlyThese }[] = [];
  const known = new Map<string, Known>();
  const unnamed = new Set(rows.unnamed());
  let toTellAgain: string[] = [];
  let stretch = rows.lastStretch() + 1;
  let stretchBeganAt = clock.now();
  let bytes = 0;
  let bytesToldAgain = 0;
  let whole = false;
  /** What the last run left is written. */
  let primed = false;
  let wroteAt = clock.now();
  let follows = false;
  let stopped: Instant | null = rows.isKept() ? null : clock.now();
  let cancelWork: (() => void) | null = null;
  let cancelTick = clock.after(stretchMs, tick);

  function attempt(run: () => void): void {
    if (stopped !== null) return;
    try {
      run();
    } catch (cause) {
      stopped = clock.now();
      cancelWork?.();
      cancelTick();
      noted = [];
      toTellAgain = [];
      known.clear();
      log.error("event-log", "changes are not kept any more in this run", cause);
    }
  }

  /** One thing at a time, and then a pause. What was noted gathers meanwhile. */
  function work(): void {
    cancelWork = null;
    attempt(() => {
      const gathered = Math.abs(clock.now() - wroteAt) >= gatherMs || noted.length > sliceEntries;
      if (noted.length > 0 && gathered) writeNoted();
      else if (toTellAgain.length > 0) tellAgain();
      else if (bytes > Math.max(Math.min(stretchBytes, bytesAtMost / 20), 3 * bytesToldAgain)) beginStretch();
      else if (!removeOldest()) {
        if (noted.length > 0) cancelWork = clock.after(gatherMs, work);
        return;
      }
      cancelWork ??= clock.after(pauseMs, work);
    });
  }

  function writeNoted(): void {
    // Where very much happens slices grow, so that what waits does not.
    const count = Math.max(sliceEntries, Math.ceil(noted.length / 10));
    const slice = noted.slice(0, count);
    noted = noted.slice(count);
    const entries = slice.flatMap(({ at, change }) => entriesOf(at, change));
    const now = clock.now();
    wroteAt = now;
    if (noted.length === 0) primed = true;
    // The first row says when the log begins. A clock may have been set back meanwhile.
    if (entries.length > 0 || !follows) add(Math.min(slice[0]?.at ?? now, slice.at(-1)?.at ?? now), entries);
  }

  function tellAgain(): void {
    const now = clock.now();
    const keys = toTellAgain.splice(-sliceEntries);
    bytesToldAgain += add(
      now,
      keys.flatMap((key) => {
        const part = known.get(key);
        return part ? entryText(now, part.kind, part.id, part.text) : [];
      }),
    );
  }

  function add(at: Instant, entries: readonly string[]): number {
    const changes = packed(entries);
    whole ||= primed && toTellAgain.length === 0;
    const row = { at, stretch, whole, follows, changes };
    follows = true;
    rows.add(row);
    bytes += changes.length;
    return changes.length;
  }

  function entriesOf(at: Instant, change: LiveChange | OnlyThese): readonly string[] {
    if ("only" in change) {
      if (change.only === "call") for (const callId of unnamed) if (!change.ids.has(callId)) named(callId);
      return [...known.values()].flatMap(({ kind, id }) =>
        kind === change.only && !change.ids.has(id) ? gone(at, kind, id) : [],
      );
    }
    const [kind, id, value] = change;
    if (value === null) return gone(at, kind, id);
    if (kind === "owner" && rows.setLogOf(value, clock.now())) {
      follows = false;
      beginStretch();
    }
    const text = JSON.stringify(kind === "call" && unnamed.has(value.callId) ? anonymous(value) : value);
    const key = keyOf(kind, id);
    if (known.get(key)?.text === text) return [];
    known.set(key, { kind, id, text });
    return [entryText(at, kind, id, text)];
  }

  function gone(at: Instant, kind: LiveKind, id: string): readonly string[] {
    if (kind === "call") named(id as CallId);
    return known.delete(keyOf(kind, id)) ? [entryText(at, kind, id, "null")] : [];
  }

  /** The call is over: its id may be used anew. */
  function named(callId: CallId): void {
    if (unnamed.delete(callId)) rows.removeUnnamed(callId);
  }

  function beginStretch(): void {
    // The stretch before holds until here, also where nothing happened lately.
    if (follows) add(clock.now(), []);
    stretch += 1;
    stretchBeganAt = clock.now();
    bytes = 0;
    bytesToldAgain = 0;
    toTellAgain = [...known.keys()];
    whole = false;
    cancelWork ??= clock.after(pauseMs, work);
  }

  /** Bit by bit; answers whether there was anything to do. */
  function removeOldest(): boolean {
    if (rows.giveBack()) return true;
    const oldest = rows.oldest();
    if (!oldest || oldest.stretch === stretch) return false;
    // A clock that was set makes the past lie in the future too.
    const tooOld = Math.abs(clock.now() - oldest.lastAt) > windowMs;
    if (!tooOld && rows.bytes() <= bytesAtMost) return false;
    rows.remove(oldest.stretch);
    return true;
  }

  function tick(): void {
    cancelTick = clock.after(stretchMs, tick);
    attempt(() => {
      if (Math.abs(clock.now() - stretchBeganAt) >= stretchMs) beginStretch();
    });
  }

  function note(changes: readonly (LiveChange | OnlyThese)[]): void {
    if (stopped !== null) return;
    const at = clock.now();
    for (const change of changes) noted.push({ at, change });
    cancelWork ??= clock.after(gatherMs, work);
  }

  function drain(): void {
    attempt(() => {
      while (noted.length > 0) writeNoted();
    });
  }

  rows.onLost(() =>
    attempt(() => {
      follows = false;
      if (!rows.isKept()) throw new Error("there is no file for them");
      beginStretch();
    }),
  );
  note(stateOf(store));
  return {
    note,
    drain,
    beginStretch: () => attempt(beginStretch),
    state: () =>
      [...known.values()].map(({ kind, id, text }) => [kind, id, JSON.parse(text)] as unknown as LiveChange),
    makeAnonymous: (callId) =>
      attempt(() => {
        unnamed.add(callId);
        rows.putUnnamed(callId);
      }),
    stoppedAt: () => stopped,
    close() {
      drain();
      // Until here nothing more happened.
      attempt(() => void add(clock.now(), []));
      cancelWork?.();
      cancelTick();
    },
  };
}

/** What the last run left. */
function stateOf(store: StoreReader): readonly LiveChange[] {
  const userIds = store.userIds();
  const queueIds = store.queueIds();
  return [
    ["me", "", store.me()],
    ...userIds.flatMap((userId): LiveChange[] => {
      const { department, ...user } = store.user(userId) ?? {};
      return "userId" in user ? [["user", userId, user]] : [];
    }),
    ...queueIds.map((queueId): LiveChange => ["queue", queueId, store.queue(queueId)]),
    ...[...queueIds.flatMap(store.membersOf), ...userIds.flatMap(store.membershipsOf)].map(
      (membership): LiveChange => ["membership", membershipId(membership), membership],
    ),
    ...store.calls().map((call): LiveChange => ["call", call.callId, call]),
    ...store.switches().map((each): LiveChange => ["switch", each.switchId, each]),
  ];
}
