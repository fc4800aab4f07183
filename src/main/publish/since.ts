import type { LiveCall } from "../../shared/model/calls.ts";
import type { Colleague } from "../../shared/model/colleague.ts";
import type { Instant } from "../../shared/model/ids.ts";

/**
 * The core tells when a call began and was answered, not when a hold or a status did: that is seen by watching. `before` is the row as
 * it was published last; `now` is null where a change was not seen as it happened, as after an outage.
 */
export function colleagueSince(
  row: Colleague,
  before: Colleague | undefined,
  now: Instant | null,
): Colleague {
  if (!before) return row;
  const since = sameFacts(row, before) ? before.since : now;
  if (row.call?.state !== "on-hold") return { ...row, since };
  return { ...row, since, call: { ...row.call, ...holdSince(row.call, before.call, now) } };
}

/** See above. */
export function liveCallSince(row: LiveCall, before: LiveCall | undefined, now: Instant | null): LiveCall {
  return { ...row, ...holdSince(row, before ?? null, now) };
}

interface InState {
  readonly state: string;
  readonly since: Instant;
}

/** Of what was first seen on hold, the core's times are all there is. */
function holdSince(call: InState, before: InState | null, now: Instant | null): { readonly since: Instant } {
  if (call.state !== "on-hold" || before === null) return { since: call.since };
  return { since: before.state === "on-hold" ? before.since : (now ?? call.since) };
}

const sameFacts = (one: Colleague, other: Colleague): boolean =>
  one.loggedIn === other.loggedIn &&
  one.call?.state === other.call?.state &&
  one.status === other.status &&
  one.statusLabel === other.statusLabel &&
  (one.wrapUp === null) === (other.wrapUp === null);
