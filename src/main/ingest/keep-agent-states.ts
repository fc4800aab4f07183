import type { AgentState } from "../../shared/model/agent-times.ts";
import type { FeedUser } from "../../shared/model/feed.ts";
import type { Instant, UserId } from "../../shared/model/ids.ts";
import type { AgentStay } from "../store/agent-states.ts";
import type { Store, StoredCall } from "../store/rows.ts";

/** A core that was silent for less than this was listened to all the time, as far as anybody wrote down. */
const longestSilenceMs = 20_000;

/** Writes what agents are at as it changes. What they were at while the core was not listened to nobody knows. */
export interface AgentStates {
  /** These users or their calls may have changed. */
  look(userIds: Iterable<UserId>, now: Instant): void;
  /** A snapshot is there: what went on when the core was heard last may not have gone on since. */
  resume(now: Instant): void;
}

export function keepAgentStates(store: Store): AgentStates {
  /** Of those who are logged in. */
  const stays = new Map<UserId, Pick<AgentStay, "state" | "userId" | "beganAt">>();

  function change(userId: UserId, state: AgentState | null, at: Instant): void {
    const before = stays.get(userId) ?? null;
    if (before?.state === (state ?? undefined)) return;
    if (before) store.endAgentStay(before, at);
    stays.delete(userId);
    if (state === null) return;
    store.beginAgentStay(userId, state, at);
    stays.set(userId, { userId, state, beganAt: at });
  }

  return {
    look(userIds, now) {
      for (const userId of userIds) {
        const user = store.user(userId);
        change(userId, user && stateOf(user, store.callsOf(userId)), now);
      }
    },
    resume(now) {
      stays.clear();
      for (const stay of store.agentStaysNow()) stays.set(stay.userId, stay);
      const heardUntil = store.listenedSince(0).at(-1)?.until ?? now;
      const endsAt = now - heardUntil > longestSilenceMs ? heardUntil : null;
      for (const userId of stays.keys())
        if (endsAt !== null || !store.user(userId)) change(userId, null, endsAt ?? now);
    },
  };
}

/** null: logged in on no phone. A core that tells no statuses has none that keeps calls away. */
function stateOf(user: FeedUser, calls: readonly StoredCall[]): AgentState | null {
  if (!user.loggedIn) return null;
  if (calls.some((call) => talks(call, user.userId))) return "in-call";
  return user.wrapUp ? "wrap-up" : (user.status ?? "available");
}

const talks = ({ source, destination }: StoredCall, userId: UserId): boolean =>
  [source, destination].some(
    (point) =>
      point.kind === "user" &&
      point.userId === userId &&
      (point.state === "answered" || point.state === "inactive"),
  );
