import type { Day } from "../../shared/model/calendar.ts";
import type { QueueId, UserId } from "../../shared/model/ids.ts";
import { type Result, success } from "../../shared/model/result.ts";
import { callIdOf, localTimeOf, timeOf } from "./cdr-row.ts";
import { type CsvRow, readCsv } from "./csv.ts";
import type { VisitRecord } from "./facts.ts";
import type { FilesClient } from "./files-client.ts";
import { idOf } from "./parse-entities.ts";
import { readStays } from "./read-stays.ts";
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
  const file = await readRows(files, companyId, day);
  if (!file.ok) return file;
  const rows = file.value;
  const stays = await readStays(files, companyId, day, new Set(rows.map(({ visit }) => visit.callId)));
  const wrapUps = await readWrapUps(files, companyId, day);
  const newestFirst = rows.toReversed().map(({ visit, local }) => {
    const { callId, queueId, agentId, waitMs } = visit;
    return agentId
      ? { ...visit, wrapUpMs: wrapUps.takeAfter(local + waitMs, callId, agentId) }
      : { ...visit, state: stays.takeFrom(local, callId, queueId) };
  });
  return success(newestFirst.reverse());
}

interface QueueRow {
  readonly visit: VisitRecord;
  /** When it began, in the core's local time. */
  readonly local: number;
}

async function readRows(
  files: FilesClient,
  companyId: string,
  day: Day,
): Promise<Result<readonly QueueRow[]>> {
  const file = await files.get(["cdr", companyId, day.date, "queue.csv"]);
  if (!file.ok) return file;
  const rows: QueueRow[] = [];
  await readCsv(file.value, (row) => {
    const visit = parseVisit(row);
    const local = localTimeOf(row, "start_time");
    if (visit && local !== null) rows.push({ visit, local });
  });
  return success(rows.sort((a, b) => a.visit.enteredAt - b.visit.enteredAt));
}

function parseVisit(row: CsvRow): VisitRecord | null {
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
