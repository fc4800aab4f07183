import type { Callpoint } from "../../shared/model/feed.ts";
import type { CallId, Instant, UserId } from "../../shared/model/ids.ts";
import type { StoredCall, StoredPhoneCall, StoreReader } from "../store/rows.ts";
import type { Clock } from "../support/clock.ts";
import type { Log } from "../support/log.ts";

const lookEveryMs = 15_000;
/** Between two notifications that belong together everything looks broken. */
const graceMs = 10_000;
const askEveryMs = 60_000;
/** A busy machine looks this much late. */
const toleratedMs = 5_000;
/** No phone rings this long. */
const longestRingMs = 5 * 60_000;

export interface GhostHunter {
  /** Something else than a call may not be as the store has it: asks too. */
  doubt(): void;
  /** A snapshot is in the store: the core stands by the suspects that are still there. */
  snapshotCame(): void;
  stop(): void;
}

/**
 * Looks now and then for calls that break their own life cycle, because a notification that should have come did not, and asks for a
 * snapshot, which clears or keeps them: at most one a minute, and once for each call as long as the suspicion lasts.
 */
export function huntGhosts(options: {
  store: Pick<StoreReader, "calls" | "phoneCalls" | "me">;
  clock: Clock;
  log: Log;
  snapshotNeeded(): void;
}): GhostHunter {
  const { store, clock, log } = options;
  const suspectedSince = new Map<CallId, Instant>();
  const kept = new Set<CallId>();
  let doubted = false;
  let askedAt = Number.NEGATIVE_INFINITY;
  let lookedAt = clock.now();
  let cancel = clock.after(lookEveryMs, look);

  /** Those that have been suspect long enough. */
  function suspects(): readonly CallId[] {
    const now = clock.now();
    const found = new Set(
      findSuspects({ calls: store.calls(), phoneCalls: store.phoneCalls(), me: store.me(), now }),
    );
    for (const callId of suspectedSince.keys()) if (!found.has(callId)) suspectedSince.delete(callId);
    for (const callId of kept) if (!found.has(callId)) kept.delete(callId);
    for (const callId of found) if (!suspectedSince.has(callId)) suspectedSince.set(callId, now);
    return [...found].filter((callId) => now - (suspectedSince.get(callId) ?? now) >= graceMs);
  }

  function look(): void {
    cancel = clock.after(lookEveryMs, look);
    // Somebody set the machine's clock, or it slept: how far the core's is ahead must be asked anew.
    if (Math.abs(clock.now() - lookedAt - lookEveryMs) > toleratedMs) doubted = true;
    lookedAt = clock.now();
    const fresh = suspects().filter((callId) => !kept.has(callId));
    // The machine's clock may have been set back.
    const waited = Math.abs(clock.now() - askedAt) >= askEveryMs;
    if ((fresh.length === 0 && !doubted) || !waited) return;
    log.info("ingest", `the core is asked for a snapshot: ${fresh.length} calls look as if they were over`);
    askedAt = clock.now();
    options.snapshotNeeded();
  }

  return {
    doubt() {
      doubted = true;
    },
    snapshotCame() {
      doubted = false;
      for (const callId of suspects()) kept.add(callId);
    },
    stop: () => cancel(),
  };
}

/**
 * Calls that cannot be as the feed left them: an agent ring whose caller no longer waits, a call that both sides have left, one that
 * rings for longer than any phone does, and a talk of mine beside the one that our phone has, unless our phone has that too.
 */
export function findSuspects(known: {
  calls: readonly StoredCall[];
  phoneCalls: readonly StoredPhoneCall[];
  me: UserId | null;
  now: Instant;
}): readonly CallId[] {
  const { calls, me, now } = known;
  const byId = new Map(calls.map((call) => [call.callId, call]));
  const onPhone = new Set(known.phoneCalls.map(({ callId }) => callId));
  const talks = calls.filter((call) => me !== null && isTalkOf(call, me));
  const phoneTalks = talks.some(({ callId }) => onPhone.has(callId));
  const ringsTooLong = ({ state, createdAt }: Callpoint) =>
    (state === "ringing" || state === "connecting") && createdAt !== null && now - createdAt > longestRingMs;
  return calls
    .filter((call) => {
      const { callId, parentCallId, source, destination } = call;
      const parent = parentCallId === null ? null : byId.get(parentCallId);
      if (parent !== null && parent?.destination.kind !== "queue") return true;
      if (source.state === "disconnected" && destination.state === "disconnected") return true;
      if (ringsTooLong(source) || ringsTooLong(destination)) return true;
      return phoneTalks && talks.includes(call) && !onPhone.has(callId);
    })
    .map(({ callId }) => callId);
}

const isTalkOf = ({ parentCallId, source, destination }: StoredCall, me: UserId): boolean =>
  parentCallId === null &&
  [source, destination].some(
    (point) => point.kind === "user" && point.userId === me && point.state === "answered",
  );
