import type { Database } from "better-sqlite3";
import type { UserStatus } from "../../shared/model/colleague.ts";
import type { Membership } from "../../shared/model/feed.ts";
import type { CallId, QueueId, UserId } from "../../shared/model/ids.ts";
import { significantDigits } from "../../shared/model/phone-number.ts";
import { createDirectorySearch } from "./directory-search.ts";
import type { HistoryReader } from "./history-rows.ts";
import type { StoredCall, StoredUser, StoreReader } from "./rows.ts";
import type { VisitReader } from "./visit-rows.ts";

export function createReader(database: Database): Omit<StoreReader, keyof (VisitReader & HistoryReader)> {
  const userColumns = `users.user_id AS userId, name, extensions, department, email, logged_in AS loggedIn,
    status, status_label AS statusLabel, in_wrap_up AS inWrapUp, wrap_up_call_id AS wrapUpCallId,
    wrap_up_ends_at AS wrapUpEndsAt`;
  const callColumns = `call_id AS callId, parent_call_id AS parentCallId, source, destination,
    dialled_number AS dialledNumber, queue_id AS queueId, queue_entered_at AS queueEnteredAt`;
  const membershipColumns = "queue_id AS queueId, user_id AS userId, priority";

  const me = database.prepare<[], { userId: UserId | null }>("SELECT user_id AS userId FROM session");
  const user = database.prepare<[string], UserRow>(`SELECT ${userColumns} FROM users WHERE user_id = ?`);
  const userByExtension = database.prepare<[string], UserRow>(
    `SELECT ${userColumns} FROM user_extensions JOIN users USING (user_id) WHERE extension = ?`,
  );
  const userIds = database.prepare<[]>("SELECT user_id FROM users").pluck();
  const queue = database.prepare<[string], { queueId: QueueId; name: string }>(
    "SELECT queue_id AS queueId, name FROM queues WHERE queue_id = ?",
  );
  const queueIds = database.prepare<[]>("SELECT queue_id FROM queues").pluck();
  const membershipsOf = database.prepare<[string], Membership>(
    `SELECT ${membershipColumns} FROM memberships WHERE user_id = ? ORDER BY queue_id`,
  );
  const membersOf = database.prepare<[string], Membership>(
    `SELECT ${membershipColumns} FROM memberships WHERE queue_id = ? ORDER BY user_id`,
  );
  const agentsOf = database.prepare<[string], { agentsLoggedIn: number; agentsFree: number }>(
    `SELECT count(*) AS agentsLoggedIn,
       count(*) FILTER (WHERE status = 'available' AND NOT in_wrap_up
         AND NOT EXISTS (SELECT 1 FROM calls WHERE source_user_id = user_id)
         AND NOT EXISTS (SELECT 1 FROM calls WHERE destination_user_id = user_id)) AS agentsFree
     FROM memberships JOIN users USING (user_id) WHERE queue_id = ? AND logged_in = 1`,
  );
  const call = database.prepare<[string], CallRow>(`SELECT ${callColumns} FROM calls WHERE call_id = ?`);
  const calls = database.prepare<[], CallRow>(`SELECT ${callColumns} FROM calls`);
  const callsOf = database.prepare<[{ userId: string }], CallRow>(
    `SELECT ${callColumns} FROM calls WHERE source_user_id = @userId OR destination_user_id = @userId`,
  );
  const agentRings = database.prepare<[string], CallRow>(
    `SELECT ${callColumns} FROM calls WHERE parent_call_id = ?`,
  );
  const waitingCalls = database.prepare<[string], CallRow>(
    `SELECT ${callColumns} FROM calls WHERE destination_queue_id = ? AND parent_call_id IS NULL
     ORDER BY queue_entered_at, call_id`,
  );
  const phoneCalls = database.prepare<[], { callId: CallId | null; phoneCall: string }>(
    "SELECT call_id AS callId, phone_call AS phoneCall FROM phone_calls",
  );
  const externalNumberName = database
    .prepare<[string]>("SELECT name FROM external_numbers WHERE digits = ?")
    .pluck();
  const switches = database.prepare<[]>("SELECT switch FROM switches ORDER BY switch_id").pluck();

  return {
    me: () => me.get()?.userId ?? null,
    user: (userId) => userFrom(user.get(userId)),
    userByExtension: (extension) => userFrom(userByExtension.get(extension)),
    userIds: () => userIds.all() as UserId[],
    queue: (queueId) => queue.get(queueId) ?? null,
    queueIds: () => queueIds.all() as QueueId[],
    membershipsOf: (userId) => membershipsOf.all(userId),
    membersOf: (queueId) => membersOf.all(queueId),
    agentsOf: (queueId) => agentsOf.get(queueId) ?? { agentsLoggedIn: 0, agentsFree: 0 },
    call: (callId) => {
      const row = call.get(callId);
      return row ? callFrom(row) : null;
    },
    calls: () => calls.all().map(callFrom),
    callsOf: (userId) => callsOf.all({ userId }).map(callFrom),
    agentRings: (callId) => agentRings.all(callId).map(callFrom),
    waitingCalls: (queueId) => waitingCalls.all(queueId).map(callFrom),
    phoneCalls: () =>
      phoneCalls.all().map((row) => ({ callId: row.callId, phoneCall: JSON.parse(row.phoneCall) })),
    externalNumberName: (number) =>
      (externalNumberName.get(significantDigits(number)) as string | null | undefined) ?? null,
    switches: () => (switches.all() as string[]).map((text) => JSON.parse(text)),
    searchDirectory: createDirectorySearch(database),
  };
}

interface UserRow {
  userId: UserId;
  name: string;
  extensions: string;
  department: string | null;
  email: string | null;
  loggedIn: number | null;
  status: UserStatus | null;
  statusLabel: string | null;
  inWrapUp: number;
  wrapUpCallId: CallId | null;
  wrapUpEndsAt: number | null;
}

function userFrom(row: UserRow | undefined): StoredUser | null {
  if (!row) return null;
  const { inWrapUp, wrapUpCallId, wrapUpEndsAt, extensions, loggedIn, ...rest } = row;
  return {
    ...rest,
    extensions: extensions === "" ? [] : extensions.split(" "),
    loggedIn: loggedIn === null ? null : loggedIn === 1,
    wrapUp: inWrapUp ? { callId: wrapUpCallId, endsAt: wrapUpEndsAt } : null,
  };
}

interface CallRow {
  callId: CallId;
  parentCallId: CallId | null;
  source: string;
  destination: string;
  dialledNumber: string | null;
  queueId: QueueId | null;
  queueEnteredAt: number | null;
}

function callFrom(row: CallRow): StoredCall {
  return {
    callId: row.callId,
    parentCallId: row.parentCallId,
    source: JSON.parse(row.source),
    destination: JSON.parse(row.destination),
    dialledNumber: row.dialledNumber,
    queue:
      row.queueId !== null && row.queueEnteredAt !== null
        ? { queueId: row.queueId, enteredAt: row.queueEnteredAt }
        : null,
  };
}
