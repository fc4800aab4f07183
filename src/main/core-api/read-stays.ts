import type { Day } from "../../shared/model/calendar.ts";
import type { CallId, QueueId } from "../../shared/model/ids.ts";
import { outcomeOfExit } from "../../shared/model/visits.ts";
import { callIdOf, eventsOf, localTimeOf, parentIdOf, roundedMs } from "./cdr-row.ts";
import { readCsv } from "./csv.ts";
import type { VisitRecord } from "./facts.ts";
import type { FilesClient } from "./files-client.ts";
import { idOf } from "./parse-entities.ts";

/** Why calls left queues. A call may come into a queue twice: who asks for the later stay first is told of the right one. */
export interface Stays {
  /** Of the stay that began then, in the core's local time; unknown too: the events do not tell of it. */
  takeFrom(enteredAt: number, callId: CallId, queueId: QueueId): VisitRecord["state"];
}

/** The stays in queues of these calls on a day, from the call events (core API section 10), where those can be had. */
export async function readStays(
  files: FilesClient,
  companyId: string,
  day: Day,
  callIds: ReadonlySet<CallId>,
): Promise<Stays> {
  const events = await files.get(["events", companyId, "calls"], eventsOf(day));
  const steps = new Map<CallId, Step[]>();
  if (events.ok)
    await readCsv(events.value, (row) => {
      const callId = callIdOf(row);
      const at = localTimeOf(row, "timestamp");
      if (!callId || at === null || !callIds.has(callId) || parentIdOf(row)) return;
      const inQueue = row.get("callee_type") === "queue";
      const step = {
        ...{ number: Number(row.get("step")), at },
        queueId: inQueue ? idOf<QueueId>(row.get("callee_id")) : null,
        exit: row.get("queue_exit") ?? "",
        end: row.get("end_reason") ?? "",
      };
      const known = steps.get(callId);
      if (known) known.push(step);
      else steps.set(callId, [step]);
    });
  const stays = new Map([...steps].map(([callId, each]) => [callId, staysOf(each)]));
  return {
    takeFrom(enteredAt, callId, queueId) {
      const later = ({ at, ...stay }: Stay) => stay.queueId === queueId && at >= enteredAt - roundedMs;
      const known = stays.get(callId) ?? [];
      stays.set(
        callId,
        known.filter((stay) => !later(stay)),
      );
      return known.find(later)?.state ?? "unknown";
    },
  };
}

interface Step {
  readonly number: number;
  readonly at: number;
  /** null: the call is somewhere else. */
  readonly queueId: QueueId | null;
  readonly exit: string;
  readonly end: string;
}

interface Stay {
  readonly queueId: QueueId;
  readonly at: number;
  state: VisitRecord["state"];
}

/** A stay lasts as long as the steps that follow each other name its queue. */
function staysOf(steps: readonly Step[]): readonly Stay[] {
  const stays: Stay[] = [];
  let queueNow: QueueId | null = null;
  let hasReason = false;
  for (const { queueId, at, exit, end } of steps.toSorted((a, b) => a.number - b.number)) {
    const before = stays.at(-1);
    if (before && queueNow !== null && queueId !== queueNow && !hasReason) before.state = "transferred-out";
    if (queueId !== null && queueId !== queueNow) {
      stays.push({ queueId, at, state: "unknown" });
      hasReason = false;
    }
    queueNow = queueId;
    const last = stays.at(-1);
    if (last && exit) {
      last.state = outcomeOfExit(exit);
      hasReason = true;
    }
    if (last && end && queueNow !== null && !hasReason) last.state = outcomeOfEnd(end);
  }
  return stays;
}

function outcomeOfEnd(reason: string): VisitRecord["state"] {
  if (reason === "caller") return "abandoned";
  return reason === "replace" ? "transferred-out" : "unknown";
}
