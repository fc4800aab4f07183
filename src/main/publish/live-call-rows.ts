import type { LiveCall } from "../../shared/model/calls.ts";
import type { StoredCall, StoreReader } from "../store/rows.ts";
import { callContext } from "./call-context.ts";
import { partyAt } from "./party.ts";

/** Every call of the company; a queue that rings an agent is part of the call that waits. */
export function liveCallRows(reader: StoreReader): LiveCall[] {
  return reader
    .calls()
    .filter((call) => call.parentCallId === null)
    .map((call) => liveCallRow(call, reader));
}

function liveCallRow(call: StoredCall, reader: StoreReader): LiveCall {
  const { callId, source, destination } = call;
  const state = stateOf(call);
  return {
    callId,
    from: partyAt(source, reader),
    to: partyAt(destination, reader),
    state,
    since:
      (state === "waiting"
        ? call.queue?.enteredAt
        : (destination.answeredAt ?? destination.createdAt ?? source.createdAt)) ?? 0,
    ...callContext(call, reader),
  };
}

function stateOf({ source, destination }: StoredCall): LiveCall["state"] {
  if (destination.kind === "queue") return "waiting";
  if (source.state === "inactive" || destination.state === "inactive") return "on-hold";
  return destination.state === "answered" ? "talking" : "ringing";
}
