import type { Queue } from "../../../shared/model/queue.ts";

/** Two limits each: from the first on amber, from the second on red. */
const waitingLimits = [2, 5] as const;
const longestWaitLimitsMs = [60_000, 120_000] as const;

/** How badly a queue wants attention: by its number waiting, its longest wait, and callers whom nobody is there to answer. */
export function queueAlarm(queue: Queue, now: number): "calm" | "amber" | "red" {
  const waitMs = queue.oldestWaitingSince === null ? 0 : now - queue.oldestWaitingSince;
  const unserved = queue.waiting > 0 && queue.agentsLoggedIn === 0;
  const exceeds = (limit: 0 | 1) =>
    queue.waiting > waitingLimits[limit] || waitMs > longestWaitLimitsMs[limit];
  if (unserved || exceeds(1)) return "red";
  return exceeds(0) ? "amber" : "calm";
}
