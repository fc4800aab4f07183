import type { FeedCall } from "../../shared/model/feed.ts";
import type { CallId, Instant, QueueId } from "../../shared/model/ids.ts";

/** Knows a stay in a queue by the core's own word for when it began, which stays what it is when a clock is set. */
export function createToldEntries() {
  const told = new Map<CallId, { readonly queueId: QueueId; readonly at: Instant | null }>();
  return {
    /** Takes note of a call as the core told of it; whether it is still in the stay of the last time. */
    sameStay({ callId, destination }: FeedCall): boolean {
      const before = told.get(callId);
      if (destination.kind !== "queue") {
        told.delete(callId);
        return false;
      }
      const { queueId, createdAt: at } = destination;
      told.set(callId, { queueId, at });
      return at !== null && before?.at === at && before.queueId === queueId;
    },
    remove: (callId: CallId) => void told.delete(callId),
  };
}
