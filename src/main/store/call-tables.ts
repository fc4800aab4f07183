import type { Database } from "better-sqlite3";
import type { Callpoint } from "../../shared/model/feed.ts";
import type { LiveCalls } from "./live-calls.ts";

/** Lets statements look at the calls that go on as if they were in tables, `calls` and `phone_calls` (SQLite's virtual tables). */
export function showCalls(database: Database, calls: LiveCalls): void {
  database.table("calls", {
    columns: [
      "call_id",
      "parent_call_id",
      "source",
      "destination",
      "dialled_number",
      "queue_id",
      "queue_entered_at",
      "source_user_id",
      "destination_user_id",
    ],
    *rows() {
      for (const { callId, parentCallId, source, destination, dialledNumber, queue } of calls.byId.values())
        yield [
          callId,
          parentCallId,
          JSON.stringify(source),
          JSON.stringify(destination),
          dialledNumber,
          queue?.queueId ?? null,
          queue?.enteredAt ?? null,
          userOf(source),
          userOf(destination),
        ];
    },
  });
  database.table("phone_calls", {
    columns: ["phone_call_id", "call_id", "phone_call"],
    *rows() {
      for (const { phoneCall, callId } of calls.phoneCalls())
        yield [phoneCall.phoneCallId, callId, JSON.stringify(phoneCall)];
    },
  });
}

const userOf = (point: Callpoint): string | null => (point.kind === "user" ? point.userId : null);
