import type { AgentState, AgentTimes } from "../../shared/model/agent-times.ts";
import type { Instant, UserId } from "../../shared/model/ids.ts";
import type { AgentStay } from "../store/agent-states.ts";

/** How long each agent was at what in [from, to), where what goes on goes on until `to`. Who was never logged in is not among them. */
export function agentTimes(stays: readonly AgentStay[], from: Instant, to: Instant): readonly AgentTimes[] {
  return [...Map.groupBy(stays, ({ userId }) => userId)].map(([userId, own]) =>
    timesOf(userId, own, from, to),
  );
}

function timesOf(userId: UserId, stays: readonly AgentStay[], from: Instant, to: Instant): AgentTimes {
  const length = (state: AgentState) =>
    stays
      .filter((stay) => stay.state === state)
      .reduce(
        (sum, { beganAt, endedAt }) =>
          sum + Math.max(0, Math.min(endedAt ?? to, to) - Math.max(beganAt, from)),
        0,
      );
  const [inCallMs, wrapUpMs] = [length("in-call"), length("wrap-up")];
  const [availableMs, noQueueCallsMs] = [length("available"), length("no-queue-calls")];
  const thereMs = inCallMs + wrapUpMs + availableMs + noQueueCallsMs;
  return {
    ...{ userId, inCallMs, wrapUpMs, availableMs, noQueueCallsMs, noCallsMs: length("no-calls") },
    occupancy: thereMs === 0 ? null : (inCallMs + wrapUpMs) / thereMs,
  };
}
