import type { ParkedCall } from "../../shared/model/calls.ts";
import type { CallId } from "../../shared/model/ids.ts";
import type { StoreReader } from "../store/rows.ts";
import { partyAt } from "./party.ts";

/** Our exchanges' type for the place where a call is parked; its name is the slot. An extension to the core API. */
const parkResource = "park";

/** null: there is no such call, or it is not parked. */
export function parkedRow(callId: CallId, reader: StoreReader): ParkedCall | null {
  const call = reader.call(callId);
  if (call?.destination.kind !== "resource" || call.destination.resourceType !== parkResource) return null;
  const { source, destination } = call;
  return {
    callId,
    party: partyAt(source, reader),
    slot: destination.name ?? "",
    since: destination.createdAt ?? 0,
    parkedBy: null,
  };
}
