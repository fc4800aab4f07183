import type { Database } from "better-sqlite3";
import type { AgentState } from "../../shared/model/agent-times.ts";
import type { Instant, UserId } from "../../shared/model/ids.ts";

/** A time in which an agent was at one thing. */
export interface AgentStay {
  readonly userId: UserId;
  readonly state: AgentState;
  readonly beganAt: Instant;
  /** null: it goes on. */
  readonly endedAt: Instant | null;
}

export interface AgentStateReader {
  /** Those of which some lies in [from, to). */
  agentStaysWithin(from: Instant, to: Instant): readonly AgentStay[];
  agentStaysNow(): readonly AgentStay[];
}

/** For ingest only. */
export interface AgentStateWriter {
  beginAgentStay(userId: UserId, state: AgentState, at: Instant): void;
  /** One that would end before it began was none. */
  endAgentStay(stay: Pick<AgentStay, "userId" | "beganAt">, at: Instant): void;
}

export function createAgentStates(database: Database): AgentStateReader & AgentStateWriter {
  const columns = "user_id AS userId, state, began_at AS beganAt, ended_at AS endedAt";
  const within = database.prepare<[number, number, number], AgentStay>(
    `SELECT ${columns} FROM agent_states WHERE ended_at > ? AND began_at < ?
     UNION ALL SELECT ${columns} FROM agent_states WHERE ended_at IS NULL AND began_at < ?`,
  );
  const now = database.prepare<[], AgentStay>(`SELECT ${columns} FROM agent_states WHERE ended_at IS NULL`);
  const begin = database.prepare("INSERT OR REPLACE INTO agent_states VALUES (?, ?, ?, NULL)");
  const end = database.prepare("UPDATE agent_states SET ended_at = ? WHERE user_id = ? AND began_at = ?");
  const remove = database.prepare("DELETE FROM agent_states WHERE user_id = ? AND began_at = ?");
  return {
    agentStaysWithin: (from, to) => within.all(from, to, to),
    agentStaysNow: () => now.all(),
    beginAgentStay: (userId, state, at) => void begin.run(userId, state, at),
    endAgentStay({ userId, beganAt }, at) {
      if (at > beganAt) end.run(at, userId, beganAt);
      else remove.run(userId, beganAt);
    },
  };
}
