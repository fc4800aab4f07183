import type { Day } from "../../shared/model/calendar.ts";
import type { Instant, QueueId, UserId } from "../../shared/model/ids.ts";
import { type Result, success } from "../../shared/model/result.ts";
import { outcomeOfExit } from "../../shared/model/visits.ts";
import { type CdrRow, callIdOf, timeOf } from "./cdr-row.ts";
import { parseCsv } from "./csv.ts";
import type { VisitRecord } from "./facts.ts";
import type { FilesClient } from "./files-client.ts";
import { idOf } from "./parse-entities.ts";
import { readWrapUps } from "./read-wrap-ups.ts";

/**
 * The queue visits of a day, in the order of entry. The queue file says whether an agent answered, the call events why a call
 * without an answer left; where those cannot be had, such a visit's outcome is unknown. The user events tell of wrap-ups.
 */
export async function readVisits(
  files: FilesClient,
  companyId: string,
  day: Day,
): Promise<Result<readonly VisitRecord[]>> {
  const visits = await readQueueFile(files, companyId, day);
  if (!visits.ok) return visits;
  const events = await files.get(["events", companyId, "calls"], {
    startTime: String(Math.floor(day.startsAt / 1000)),
    endTime: String(Math.ceil(day.endsAt / 1000)),
  });
  const reasons = reasonsOf(events.ok ? parseCsv(events.value) : []);
  const wrapUps = await readWrapUps(files, companyId, day);
  const rows = visits.value;
  const lastEntries = new Map<string, Instant>();
  for (const { callId, enteredAt } of rows)
    lastEntries.set(callId, Math.max(enteredAt, lastEntries.get(callId) ?? enteredAt));
  return success(
    rows.map((row) => {
      if (row.agentId) return { ...row, wrapUpMs: wrapUps.take(row.callId, row.agentId) };
      const isLast = row.enteredAt === lastEntries.get(row.callId);
      return { ...row, state: reasons.of(row.callId, row.queueId, isLast) };
    }),
  );
}

/** The same without the events, which are many: why callers without an answer left is unknown, and so are wrap-ups. */
export async function readQueueFile(
  files: FilesClient,
  companyId: string,
  day: Day,
): Promise<Result<readonly VisitRecord[]>> {
  const file = await files.get(["cdr", companyId, day.date, "queue.csv"]);
  if (!file.ok) return file;
  const visits = parseCsv(file.value).flatMap((row) => parseVisit(row) ?? []);
  return success(visits.sort((a, b) => a.enteredAt - b.enteredAt));
}

function parseVisit(row: CdrRow): VisitRecord | null {
  const callId = callIdOf(row);
  const queueId = idOf<QueueId>(row.get("queue_id"));
  const enteredAt = timeOf(row, "start_time");
  const [waitMs, talkMs] = [millis(row.get("wait_duration")), millis(row.get("agent_duration"))];
  if (!callId || !queueId || enteredAt === null) return null;
  const agentId = idOf<UserId>(row.get("agent_id"));
  return {
    callId,
    queueId,
    enteredAt,
    callerNumber: row.get("from_number") || null,
    waitMs,
    state: agentId ? "answered" : "unknown",
    agentId,
    talkMs: agentId ? talkMs : null,
    wrapUpMs: null,
  };
}

function millis(seconds: string | undefined): number {
  const value = Number(seconds ?? 0);
  return Number.isFinite(value) && value > 0 ? Math.round(value * 1000) : 0;
}

/** Why calls left queues, from the call events: a queue's reasons in their order, and how each call ended. */
function reasonsOf(rows: readonly CdrRow[]) {
  const exits = new Map<string, string[]>();
  const ends = new Map<string, string>();
  const keyOf = (callId: string, queueId: string) => JSON.stringify([callId, queueId]);
  const steps = rows.toSorted((a, b) => Number(a.get("step")) - Number(b.get("step")));
  for (const row of steps) {
    const callId = callIdOf(row);
    if (!callId) continue;
    const exit = row.get("queue_exit");
    const key = keyOf(callId, row.get("callee_id") ?? "");
    if (exit) exits.set(key, [...(exits.get(key) ?? []), exit]);
    const end = row.get("end_reason");
    if (end) ends.set(callId, end);
  }
  return {
    of(callId: string, queueId: string, isLast: boolean): VisitRecord["state"] {
      const exit = exits.get(keyOf(callId, queueId))?.shift();
      if (exit !== undefined) return outcomeOfExit(exit);
      if (rows.length === 0) return "unknown";
      if (!isLast) return "transferred-out";
      const end = ends.get(callId);
      if (end === "caller") return "abandoned";
      return end === "replace" ? "transferred-out" : "unknown";
    },
  };
}
