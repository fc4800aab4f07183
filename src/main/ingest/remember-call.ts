import type { FeedCall } from "../../shared/model/feed.ts";
import type { Instant } from "../../shared/model/ids.ts";
import type { StoredCall } from "../store/rows.ts";

/**
 * Adds to a call what its later callpoints no longer say: the number dialled and the queue it came through (core API,
 * hazard 23). A call seen first in the middle has neither.
 */
export function rememberCall(before: StoredCall | null, call: FeedCall, now: Instant): StoredCall {
  const { destination } = call;
  const dialled = destination.kind === "dialplan" ? destination.number : null;
  const stays = destination.kind === "queue" && before?.queue?.queueId === destination.queueId;
  return {
    ...call,
    dialledNumber: before?.dialledNumber ?? dialled,
    queue:
      destination.kind === "queue"
        ? {
            queueId: destination.queueId,
            enteredAt: destination.createdAt ?? (stays ? (before?.queue?.enteredAt ?? now) : now),
          }
        : (before?.queue ?? null),
  };
}
