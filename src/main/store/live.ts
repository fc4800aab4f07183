import type { Database } from "better-sqlite3";
import type { UserStatus } from "../../shared/model/colleague.ts";
import type { FeedQueue, Membership } from "../../shared/model/feed.ts";
import type { CallId, QueueId, UserId } from "../../shared/model/ids.ts";
import type { LiveCalls } from "./live-calls.ts";
import { createLiveMemberships, type LiveMemberships } from "./live-memberships.ts";
import { createLiveUsers, type LiveUsers } from "./live-users.ts";
import type { Offer, StoredVisit } from "./visit-rows.ts";

/** The live state in memory: it is asked for far more often than it changes. */
export interface Live {
  /** As the tables have it. Not to be held: after `forget` it is another. */
  state(): LiveState;
  /** The tables were changed back: they are read again. */
  forget(): void;
}

/** `calls`: are in no table. */
export function createLive(database: Database, calls: LiveCalls): Live {
  let known: LiveState | null = null;
  return {
    state: () => (known ??= load(database, calls)),
    forget() {
      known = null;
    },
  };
}

interface LiveState {
  me: UserId | null;
  readonly users: LiveUsers;
  readonly queues: Map<QueueId, FeedQueue>;
  readonly memberships: LiveMemberships;
  readonly calls: LiveCalls;
  /** Of the calls that were asked for. */
  readonly visits: Map<CallId, readonly StoredVisit[]>;
  /** Likewise, by the ids of the rings. */
  readonly offers: Map<CallId, Map<CallId, Offer>>;
  /** Of these something was erased: what is told of them is not stored as it is told. */
  readonly erased: ReadonlySet<CallId>;
  /** By significant digits. */
  readonly externalNumbers: Map<string, string | null>;
}

function load(database: Database, calls: LiveCalls): LiveState {
  const all = <Row>(sql: string) => database.prepare<[], Row>(sql).all();
  const [session] = all<{ userId: UserId | null }>("SELECT user_id AS userId FROM session");
  const live: LiveState = {
    me: session?.userId ?? null,
    users: createLiveUsers(),
    queues: new Map(),
    memberships: createLiveMemberships(),
    calls,
    visits: new Map(),
    offers: new Map(),
    erased: new Set(all<{ callId: CallId }>("SELECT call_id AS callId FROM erased").map((row) => row.callId)),
    externalNumbers: new Map(),
  };
  for (const row of all<UserRow>(`SELECT user_id AS userId, name, extensions, department, email,
      logged_in AS loggedIn, status, status_label AS statusLabel, in_wrap_up AS inWrapUp,
      wrap_up_call_id AS wrapUpCallId, wrap_up_ends_at AS wrapUpEndsAt FROM users`)) {
    const { inWrapUp, wrapUpCallId, wrapUpEndsAt, extensions, loggedIn, ...rest } = row;
    live.users.put({
      ...rest,
      extensions: extensions === "" ? [] : extensions.split(" "),
      loggedIn: loggedIn === null ? null : loggedIn === 1,
      wrapUp: inWrapUp ? { callId: wrapUpCallId, endsAt: wrapUpEndsAt } : null,
    });
  }
  for (const queue of all<FeedQueue>("SELECT queue_id AS queueId, name FROM queues"))
    live.queues.set(queue.queueId, queue);
  for (const membership of all<Membership>(
    "SELECT queue_id AS queueId, user_id AS userId, priority FROM memberships",
  ))
    live.memberships.put(membership);
  for (const { digits, name } of all<{ digits: string; name: string | null }>(
    "SELECT digits, name FROM external_numbers",
  ))
    live.externalNumbers.set(digits, name);
  return live;
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
