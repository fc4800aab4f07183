import type { Colleague } from "../../shared/model/colleague.ts";
import type { Callpoint } from "../../shared/model/feed.ts";
import type { UserId } from "../../shared/model/ids.ts";
import type { StoredCall, StoreReader } from "../store/rows.ts";
import { callerOf, partyAt } from "./party.ts";

/** null: there is no such user. */
export function colleagueRow(userId: UserId, reader: StoreReader, note = ""): Colleague | null {
  const user = reader.user(userId);
  if (!user) return null;
  return {
    userId,
    name: user.name,
    extension: user.extensions[0] ?? null,
    department: user.department,
    email: user.email,
    loggedIn: user.loggedIn,
    call: mostTelling(reader.callsOf(userId), userId, reader),
    status: user.status,
    statusLabel: user.statusLabel,
    wrapUp: user.wrapUp && { endsAt: user.wrapUp.endsAt },
    note,
    queueIds: reader.membershipsOf(userId).map((membership) => membership.queueId),
    since: null,
  };
}

type CallState = NonNullable<Colleague["call"]>["state"];
const precedence: Record<CallState, number> = { talking: 2, "on-hold": 1, ringing: 0 };

/** Of several calls the one that says most of whether he can be disturbed; of equals the newest. */
function mostTelling(calls: readonly StoredCall[], userId: UserId, reader: StoreReader): Colleague["call"] {
  let best: { state: CallState; since: number; call: StoredCall; isSource: boolean } | null = null;
  for (const call of calls) {
    const isSource = call.source.kind === "user" && call.source.userId === userId;
    const state = stateOf(isSource, call);
    const since = sinceOf(isSource ? call.source : call.destination, state);
    if (state === null) continue;
    const order = best ? precedence[state] - precedence[best.state] || since - best.since : 1;
    if (order > 0) best = { state, since, call, isSource };
  }
  if (!best) return null;
  const other = best.isSource ? best.call.destination : callerOf(best.call, reader);
  return { state: best.state, since: best.since, party: partyAt(other, reader) };
}

/**
 * The state of a user's call by his own callpoint: the call-level state is deprecated. Who calls somebody is busy from the start;
 * only where the platform rings his own phone first (click-to-dial, "dialler") does the source ring.
 */
function stateOf(isSource: boolean, call: StoredCall): CallState | null {
  const [own, other] = isSource ? [call.source, call.destination] : [call.destination, call.source];
  switch (own.state) {
    case "disconnected":
      return null;
    case "inactive":
      return "on-hold";
    case "answered":
      return "talking";
    case "connecting":
    case "ringing":
    case "unknown":
      return isSource && !(other.kind === "dialplan" && other.name === "dialler") ? "talking" : "ringing";
    default:
      return own.state satisfies never;
  }
}

const sinceOf = (point: Callpoint, state: CallState | null): number =>
  (state === "ringing" ? point.createdAt : (point.answeredAt ?? point.createdAt)) ?? 0;
