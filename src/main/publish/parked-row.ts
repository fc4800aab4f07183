import type { ParkedCall } from "../../shared/model/calls.ts";
import type { Callpoint } from "../../shared/model/feed.ts";
import type { CallId } from "../../shared/model/ids.ts";
import type { StoreReader } from "../store/rows.ts";
import { partyAt } from "./party.ts";

/** Our exchanges' type for the place where a call is parked; its name is the slot, `parkedBy` the user. An extension to the core API. */
const parkResource = "park";

export const isParkingPlace = (point: Callpoint): point is Callpoint & { kind: "resource" } =>
  point.kind === "resource" && point.resourceType === parkResource;

/** null: there is no such call, or it is not parked. */
export function parkedRow(callId: CallId, reader: StoreReader): ParkedCall | null {
  const call = reader.call(callId);
  if (!call) return null;
  const { source, destination } = call;
  if (!isParkingPlace(destination)) return null;
  return {
    callId,
    party: partyAt(source, reader),
    slot: destination.name ?? "",
    since: destination.createdAt ?? 0,
    parkedBy: destination.parkedBy ?? null,
  };
}
