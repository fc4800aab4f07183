import type { Day } from "../../shared/model/calendar.ts";
import type { CallId, UserId } from "../../shared/model/ids.ts";
import { callIdOf, eventsOf, localTimeOf, roundedMs } from "./cdr-row.ts";
import { type CsvRow, readCsv } from "./csv.ts";
import type { FilesClient } from "./files-client.ts";
import { idOf } from "./parse-entities.ts";

/** How long wrap-ups lasted. An agent may have the same call twice: who asks for the later talk first is told of the right one. */
export interface WrapUps {
  /**
   * The agent's one after a talk of this call that began then, in the core's local time; null: there was none, it is not over, or the
   * events cannot be had.
   */
  takeAfter(talkBeganAt: number, callId: CallId, agentId: UserId): number | null;
}

/**
 * The wrap-ups of a day that are over, from the user events (core API section 10): one begins with the status that names its call and
 * ends with the agent's next status.
 */
export async function readWrapUps(files: FilesClient, companyId: string, day: Day): Promise<WrapUps> {
  const events = await files.get(["events", companyId, "users"], eventsOf(day));
  const statuses: Status[] = [];
  if (events.ok)
    await readCsv(events.value, (row) => {
      const status = parseStatus(row);
      if (status) statuses.push(status);
    });
  const running = new Map<UserId, Status>();
  const over = new Map<string, { readonly beganAt: number; readonly lastedMs: number }[]>();
  const keyOf = (callId: CallId, agentId: UserId) => JSON.stringify([callId, agentId]);
  for (const status of statuses.sort((a, b) => a.at - b.at || a.order - b.order)) {
    const { userId, callId, at } = status;
    const before = running.get(userId);
    if (before?.callId && before.callId !== callId) {
      const key = keyOf(before.callId, userId);
      over.set(key, [...(over.get(key) ?? []), { beganAt: before.at, lastedMs: at - before.at }]);
    }
    if (!before || before.callId !== callId) running.set(userId, status);
  }
  return {
    takeAfter(talkBeganAt, callId, agentId) {
      const key = keyOf(callId, agentId);
      const wrapUps = Map.groupBy(over.get(key) ?? [], ({ beganAt }) => beganAt >= talkBeganAt - roundedMs);
      over.set(key, wrapUps.get(false) ?? []);
      return wrapUps.get(true)?.[0]?.lastedMs ?? null;
    },
  };
}

interface Status {
  readonly userId: UserId;
  /** null: no wrap-up. */
  readonly callId: CallId | null;
  readonly at: number;
  readonly order: number;
}

function parseStatus(row: CsvRow): Status | null {
  if (row.get("event_type") !== "status") return null;
  const userId = idOf<UserId>(row.get("user_id"));
  const at = localTimeOf(row, "timestamp");
  if (!userId || at === null) return null;
  return { userId, callId: callIdOf(row), at, order: Number(row.get("id") ?? 0) };
}
