import type { Callpoint } from "../../shared/model/feed.ts";
import type { StoredCall } from "../store/rows.ts";

/** The same call with nobody in it, as if all had withheld their number: which queue it was in, and how it went, are nobody's. */
export const anonymous = (call: StoredCall): StoredCall => ({
  ...call,
  source: pointOfNobody(call.source),
  destination: pointOfNobody(call.destination),
  dialledNumber: null,
});

function pointOfNobody(point: Callpoint): Callpoint {
  const { state, createdAt, answeredAt } = point;
  return point.kind === "queue"
    ? point
    : { kind: "external", number: null, name: null, state, createdAt, answeredAt };
}
