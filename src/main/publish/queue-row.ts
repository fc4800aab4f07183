import type { QueueId } from "../../shared/model/ids.ts";
import type { Queue } from "../../shared/model/queue.ts";
import type { StoreReader } from "../store/rows.ts";

/** null: there is no such queue. */
export function queueRow(queueId: QueueId, reader: StoreReader, autoAnswer: boolean): Queue | null {
  const queue = reader.queue(queueId);
  if (!queue) return null;
  const waiting = reader.waitingCalls(queueId);
  const me = reader.me();
  const mine = me === null ? null : reader.membershipsOf(me).find((member) => member.queueId === queueId);
  return {
    queueId,
    name: queue.name,
    waiting: waiting.length,
    oldestWaitingSince: waiting[0]?.queue?.enteredAt ?? null,
    ...reader.agentsOf(queueId),
    myPriority: mine?.priority ?? null,
    autoAnswer,
  };
}
