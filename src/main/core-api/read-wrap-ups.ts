import type { Day } from "../../shared/model/calendar.ts";
import type { CallId, UserId } from "../../shared/model/ids.ts";
import { type CdrRow, callIdOf } from "./cdr-row.ts";
import { parseCsv } from "./csv.ts";
import type { FilesClient } from "./files-client.ts";
import { idOf } from "./parse-entities.ts";

/** How long wrap-ups lasted. */
export interface WrapUps {
  /** The agent's next one after this call; null: there was none, it is not over, or the events cannot be had. */
  take(callId: CallId, agentId: UserId): number | null;
}

/**
 * The wrap-ups of a day that are over, from the user events (core API section 10): one begins with the status that names its call and
 * ends with the agent's next status. The events' local times have no offset, so that only what lies between two of them is known.
 */
export async function readWrapUps(files: FilesClient, companyId: string, day: Day): Promise<WrapUps> {
  const events = await files.get(["events", companyId, "users"], {
    startTime: String(Math.floor(day.startsAt / 1000)),
    endTime: String(Math.ceil(day.endsAt / 1000)),
  });
  const statuses = (events.ok ? parseCsv(events.value) : []).flatMap((row) => parseStatus(row) ?? []);
  const running = new Map<UserId, Status>();
  const lengths = new Map<string, number[]>();
  const keyOf = (callId: CallId, agentId: UserId) => JSON.stringify([callId, agentId]);
  for (const status of statuses.sort((a, b) => a.at - b.at || a.order - b.order)) {
    const { userId, callId, at } = status;
    const before = running.get(userId);
    if (before?.callId && before.callId !== callId) {
      const key = keyOf(before.callId, userId);
      lengths.set(key, [...(lengths.get(key) ?? []), at - before.at]);
    }
    if (!before || before.callId !== callId) running.set(userId, status);
  }
  return { take: (callId, agentId) => lengths.get(keyOf(callId, agentId))?.shift() ?? null };
}

interface Status {
  readonly userId: UserId;
  /** null: no wrap-up. */
  readonly callId: CallId | null;
  /** In milliseconds of the core's own place. */
  readonly at: number;
  readonly order: number;
}

function parseStatus(row: CdrRow): Status | null {
  if (row.get("event_type") !== "status") return null;
  const userId = idOf<UserId>(row.get("user_id"));
  const timestamp = row.get("timestamp") ?? "";
  // Before about 2019: Unix seconds.
  const seconds = Number(timestamp || Number.NaN);
  const at = Number.isNaN(seconds) ? Date.parse(`${timestamp.replace(" ", "T")}Z`) : seconds * 1000;
  if (!userId || Number.isNaN(at)) return null;
  return { userId, callId: callIdOf(row), at, order: Number(row.get("id") ?? 0) };
}
