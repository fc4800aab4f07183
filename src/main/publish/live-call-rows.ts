import type { LiveCall } from "../../shared/model/calls.ts";
import type { Callpoint } from "../../shared/model/feed.ts";
import type { CallId, Instant } from "../../shared/model/ids.ts";
import type { StoredCall, StoreReader } from "../store/rows.ts";
import { callContext } from "./call-context.ts";
import { isParkingPlace } from "./parked-row.ts";
import { partyAt } from "./party.ts";

/**
 * null: there is no such call, or none of its own: a queue that rings an agent is part of the call that waits, and who listens in is
 * part of the call that is listened to.
 */
export function liveCallRow(callId: CallId, reader: StoreReader): LiveCall | null {
  const call = reader.call(callId);
  if (!call || call.parentCallId !== null) return null;
  const { source, destination } = call;
  if (isListenedTo(source) || isListenedTo(destination)) return null;
  const state = stateOf(call);
  return {
    callId,
    from: partyAt(source, reader),
    to: partyAt(destination, reader),
    state,
    since: sinceOf(call, state),
    ...callContext(call, reader),
  };
}

const isListenedTo = (point: Callpoint) => point.kind === "listen-in" && point.listenedToCallId !== null;

function stateOf({ source, destination }: StoredCall): LiveCall["state"] {
  if (destination.kind === "queue") return "waiting";
  if (isParkingPlace(destination)) return "on-hold";
  if (source.state === "inactive" || destination.state === "inactive") return "on-hold";
  return destination.state === "answered" && isSomebody(destination) ? "talking" : "ringing";
}

function sinceOf({ source, destination, queue }: StoredCall, state: LiveCall["state"]): Instant {
  const arrivedAt = destination.createdAt ?? source.createdAt ?? 0;
  switch (state) {
    case "waiting":
      return queue?.enteredAt ?? arrivedAt;
    case "ringing":
      return arrivedAt;
    case "talking":
    case "on-hold":
      return destination.answeredAt ?? arrivedAt;
    default:
      return state satisfies never;
  }
}

/** Menus, announcements and switches answer too, but the caller is still on the way: with these he has arrived. */
const lastStations = new Set(["voicemail", "conference", "phone"]);

function isSomebody(point: Callpoint): boolean {
  if (point.kind === "resource") return lastStations.has((point.resourceType ?? "").toLowerCase());
  return point.kind !== "dialplan";
}
