import type { QueueId } from "../../shared/model/ids.ts";
import type { Queue } from "../../shared/model/queue.ts";
import type { StoreReader } from "../store/rows.ts";

/** null: there is no such queue. */
export function queueRow(queueId: QueueId, reader: StoreReader): Queue | null {
  const queue = reader.queue(queueId);
  if (!queue) return null;
  const waiting = reader.waitingCalls(queueId);
  const members = reader.membersOf(queueId);
  const me = reader.me();
  let agentsLoggedIn = 0;
  let agentsFree = 0;
  for (const { userId } of members) {
    const user = reader.user(userId);
    if (user?.loggedIn !== true) continue;
    agentsLoggedIn += 1;
    if (user.status === "available" && !user.wrapUp && reader.callsOf(userId).length === 0) agentsFree += 1;
  }
  return {
    queueId,
    name: queue.name,
    waiting: waiting.length,
    oldestWaitingSince: waiting[0]?.queue?.enteredAt ?? null,
    agentsLoggedIn,
    agentsFree,
    myPriority: members.find((member) => member.userId === me)?.priority ?? null,
  };
}
