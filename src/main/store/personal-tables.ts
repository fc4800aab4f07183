/*
 * Where the databases know a number or a colleague: for each table the condition that finds the rows. docs/privacy.md lists every
 * table, and a test holds it to that.
 */

/** @tail: the digits that are compared; @digits: all significant ones. */
export const aboutNumber = {
  users: "user_id IN (SELECT user_id FROM user_extensions WHERE extension = @digits)",
  external_numbers: "tail(digits) = @tail",
  calls: "@tail IN (tail(source ->> '$.number'), tail(destination ->> '$.number'), tail(dialled_number))",
  phone_calls: "tail(phone_call ->> '$.remote.number') = @tail",
  history: "number_tail = @tail",
  visits: "caller_tail = @tail",
  offers: "parent_call_id IN (SELECT call_id FROM visits WHERE caller_tail = @tail)",
} as const;

export const aboutUser = {
  session: "user_id = @userId",
  users: "user_id = @userId",
  user_extensions: "user_id = @userId",
  memberships: "user_id = @userId",
  calls: "@userId IN (source_user_id, destination_user_id)",
  phone_calls:
    "phone_call ->> '$.remote.number' IN (SELECT extension FROM user_extensions WHERE user_id = @userId)",
  history: "@userId IN (owner_id, other_user_id, answered_by)",
  visits: "agent_id = @userId",
  offers: "user_id = @userId",
  agent_states: "user_id = @userId",
} as const;

const jsonColumns = new Set(["source", "destination", "phone_call"]);

/** A row of any table as people and programs read it. */
export const toldRow = (row: unknown): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row as Record<string, unknown>).map(([column, value]) => {
      if (typeof value === "number" && column.endsWith("_at")) return [column, new Date(value).toISOString()];
      return [column, jsonColumns.has(column) ? JSON.parse(String(value)) : value];
    }),
  );
