import type { Database } from "better-sqlite3";
import { significantDigits } from "../../shared/model/phone-number.ts";
import { createDirectorySearch } from "./directory-search.ts";
import type { HistoryReader } from "./history-rows.ts";
import type { Live } from "./live.ts";
import type { Reading } from "./open-parts.ts";
import type { StoreReader } from "./rows.ts";
import type { VisitReader } from "./visit-rows.ts";

export function createReader(
  database: Database,
  live: Live,
): Omit<StoreReader, "contactName" | keyof (VisitReader & HistoryReader & Reading)> {
  const switches = database.prepare<[]>("SELECT switch FROM switches ORDER BY switch_id").pluck();
  return {
    me: () => live.state().me,
    user: (userId) => live.state().users.byId.get(userId) ?? null,
    userByExtension: (extension) => live.state().users.ofExtension(extension),
    userIds: () => [...live.state().users.byId.keys()],
    queue: (queueId) => live.state().queues.get(queueId) ?? null,
    queueIds: () => [...live.state().queues.keys()],
    membershipsOf: (userId) => live.state().memberships.ofUser(userId),
    membersOf: (queueId) =>
      [...live.state().memberships.ofQueue(queueId)].sort((a, b) => (a.userId < b.userId ? -1 : 1)),
    agentsOf(queueId) {
      const { users, calls, memberships } = live.state();
      let [agentsLoggedIn, agentsFree] = [0, 0];
      for (const { userId } of memberships.ofQueue(queueId)) {
        const user = users.byId.get(userId);
        if (!user?.loggedIn) continue;
        agentsLoggedIn += 1;
        if (user.status === "available" && user.wrapUp === null && !calls.hasCall(userId)) agentsFree += 1;
      }
      return { agentsLoggedIn, agentsFree };
    },
    call: (callId) => live.state().calls.byId.get(callId) ?? null,
    calls: () => [...live.state().calls.byId.values()],
    callsOf: (userId) => live.state().calls.ofUser(userId),
    agentRings: (callId) => live.state().calls.ofParent(callId),
    waitingCalls: (queueId) => live.state().calls.waitingIn(queueId),
    phoneCalls: () => live.state().calls.phoneCalls(),
    externalNumberName: (number) => live.state().externalNumbers.get(significantDigits(number)) ?? null,
    switches: () => (switches.all() as string[]).map((text) => JSON.parse(text)),
    searchDirectory: createDirectorySearch(database),
  };
}
