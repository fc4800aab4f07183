import type { OwnCall } from "../../shared/model/calls.ts";
import type { StoredCall, StoreReader } from "../store/rows.ts";
import { normalNumber } from "./display-number.ts";

/** How a caller came to us: through which queue, and what he dialled with the name that the company gave that number. */
export function callContext(
  call: StoredCall | null,
  reader: StoreReader,
): Pick<OwnCall, "queue" | "dialled"> {
  const queueId = call?.queue?.queueId ?? null;
  const number = normalNumber(call?.dialledNumber ?? null);
  return {
    queue: queueId === null ? null : { queueId, name: reader.queue(queueId)?.name ?? queueId },
    dialled: number === null ? null : { number, name: reader.externalNumberName(number) },
  };
}
