import type { Day } from "../../shared/model/calendar.ts";
import type { CallId, Instant, UserId } from "../../shared/model/ids.ts";
import { type Result, success } from "../../shared/model/result.ts";
import { callIdOf, parentIdOf, timeOf } from "./cdr-row.ts";
import { type CsvRow, readCsv } from "./csv.ts";
import type { OwnCallRecord, VisitRecord } from "./facts.ts";
import type { FilesClient } from "./files-client.ts";
import { idOf } from "./parse-entities.ts";
import { type CompanyCall, type Leg, recordOwnCall } from "./record-own-call.ts";

/** The signed-in user, and the identities by which the files name him. */
export interface OwnIdentity {
  readonly userId: UserId;
  readonly identityIds: ReadonlySet<string>;
}

/**
 * My calls of a day that are over, oldest first. `visits` are the day's queue visits: they tell of the queue, and who answered
 * instead of me. Lines that lack what a call cannot be without are passed over.
 */
export async function readOwnCalls(
  files: FilesClient,
  companyId: string,
  day: Day,
  me: OwnIdentity,
  visits: readonly VisitRecord[],
): Promise<Result<readonly OwnCallRecord[]>> {
  const users = await files.get(["cdr", companyId, day.date, "user.csv"]);
  if (!users.ok) return users;
  const mine: Leg[] = [];
  await readCsv(users.value, (row) => {
    const leg = me.identityIds.has(row.get("identity_id")?.trim() ?? "") ? parseLeg(row) : null;
    if (leg) mine.push(leg);
  });
  const conversations = Map.groupBy(mine, (leg) => leg.conversationId);
  if (conversations.size === 0) return success([]);

  const company = await files.get(["cdr", companyId, day.date, "company.csv"]);
  if (!company.ok) return company;
  const calls = new Map<CallId, CompanyCall>();
  await readCsv(company.value, (row) => {
    const callId = callIdOf(row);
    if (callId && conversations.has(callId)) calls.set(callId, parseCompanyCall(row));
  });
  const visitsOf = Map.groupBy(visits, (visit) => visit.callId);
  const records = [...conversations].flatMap(
    ([callId, legs]) =>
      recordOwnCall({
        callId,
        legs,
        call: calls.get(callId) ?? null,
        visits: visitsOf.get(callId) ?? [],
        isMe: (agentId) => agentId === me.userId || me.identityIds.has(agentId),
      }) ?? [],
  );
  return success(records.sort((a, b) => a.startedAt - b.startedAt));
}

function parseLeg(row: CsvRow): Leg | null {
  const callId = callIdOf(row);
  const startedAt = timeOf(row, "start_time");
  const direction = row.get("direction")?.trim();
  if (!callId || startedAt === null || (direction !== "incoming" && direction !== "outgoing")) return null;
  const parentId = parentIdOf(row);
  return {
    conversationId: parentId ?? callId,
    isRing: parentId !== null,
    direction,
    number: idOf(row.get("number")),
    startedAt,
    answeredAt: notBefore(startedAt, timeOf(row, "answer_time")),
    endedAt: notBefore(startedAt, timeOf(row, "end_time")),
  };
}

/** Local times go back when summer ends: a call has one offset for all its times. */
const notBefore = (startedAt: Instant, time: Instant | null): Instant | null =>
  time === null ? null : Math.max(startedAt, time);

const parseCompanyCall = (row: CsvRow): CompanyCall => ({
  answeredAt: timeOf(row, "answer_time"),
  endedAt: timeOf(row, "end_time"),
  fromNumber: idOf(row.get("from_number")),
  fromName: idOf(row.get("from_name")),
  toNumber: idOf(row.get("to_number")),
  endReason: row.get("end_reason")?.trim() ?? "",
});
