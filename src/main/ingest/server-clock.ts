import type { Callpoint } from "../../shared/model/feed.ts";
import type { Instant } from "../../shared/model/ids.ts";

/** Smaller differences are within what whole seconds and the network's delay explain (core API, hazard 18). */
const toleratedMs = 3_000;

/** Converts the core's instants to this machine's clock. */
export interface ServerClock {
  /** A new session: what the core says of its clock, if it does (XEP-0202). */
  restart(serverAheadMs: number | null): void;
  /** A notification that was said then was heard now. */
  heard(saidAt: Instant, now: Instant): void;
  /** Something that will happen. */
  toLocal(instant: Instant): Instant;
  /** Something that has happened: never later than now. */
  past(instant: Instant, now: Instant): Instant;
  callpoint(callpoint: Callpoint, now: Instant): Callpoint;
}

/**
 * The offset is the one XEP-0202 gave; without it, the smallest lag of any notification, since delay can only make a lag
 * larger. Timestamps are whole seconds, so a lag is up to one second too large.
 */
export function createServerClock(): ServerClock {
  let told: number | null = null;
  let smallestLagMs: number | null = null;

  const correctionMs = () => {
    const correction = told !== null ? -told : (smallestLagMs ?? 0);
    return Math.abs(correction) > toleratedMs ? correction : 0;
  };
  const past = (instant: Instant, now: Instant) => Math.min(instant + correctionMs(), now);

  return {
    restart(serverAheadMs) {
      told = serverAheadMs === null ? null : Math.round(serverAheadMs);
      smallestLagMs = null;
    },
    heard(saidAt, now) {
      smallestLagMs = Math.min(smallestLagMs ?? Number.POSITIVE_INFINITY, now - saidAt);
    },
    toLocal: (instant) => instant + correctionMs(),
    past,
    callpoint: (callpoint, now) => ({
      ...callpoint,
      createdAt: callpoint.createdAt === null ? null : past(callpoint.createdAt, now),
      answeredAt: callpoint.answeredAt === null ? null : past(callpoint.answeredAt, now),
    }),
  };
}
