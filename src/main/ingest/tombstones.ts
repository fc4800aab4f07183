import type { CallId } from "../../shared/model/ids.ts";

/** Far more than can be on their way at once; the vendor's older library remembered 128. */
const capacity = 1024;

/**
 * The calls that ended last, so that what is said late of them does not bring them back (core API, hazard 4). A snapshot does not change
 * that: notifications have no order relative to it (hazard 3).
 */
export function createTombstones() {
  const ended = new Set<CallId>();
  return {
    add(callId: CallId) {
      ended.delete(callId);
      ended.add(callId);
      const oldest = ended.size > capacity ? ended.values().next() : null;
      if (oldest && !oldest.done) ended.delete(oldest.value);
    },
    has: (callId: CallId) => ended.has(callId),
    /** A snapshot, asked for after the end was heard, has the call: its id is used anew. */
    remove: (callId: CallId) => void ended.delete(callId),
  };
}
