import type { Clock } from "./clock.ts";
import type { Company, Queue, ReceiveCalls, User } from "./company.ts";
import type { EventStream } from "./events.ts";

/** The only writer of users and memberships; every change is an event. */
export interface People {
  setLoggedIn(user: User, loggedIn: boolean): void;
  /** Ends wrap-up too, as the platform does. */
  setStatus(user: User, receiveCalls: ReceiveCalls, displayStatus?: string): void;
  /** Joining again changes priority and forwarding. */
  join(user: User, queue: Queue, priority: number, callForward: boolean): void;
  /** Priority and forwarding are forgotten, as on the platform. */
  leave(user: User, queue: Queue): void;
  /** A queue call of this agent is over: starts wrap-up where the platform would (core API section 8). */
  queueCallDone(agent: { readonly userId: string; readonly queueId: string }, callId: string): void;
  close(): void;
}

const labels: Record<ReceiveCalls, string> = {
  ALL: "Available",
  ONLY_DIRECT: "No queue calls",
  NONE: "No calls",
};

/** The id of the phone that a user is logged in on; the platform says -1 for none. */
export const locationOf = (user: User): string => (user.loggedIn ? `9${user.id}` : "-1");

export function people(company: Company, clock: Clock, events: EventStream): People {
  const wrapUpTimers = new Map<string, () => void>();
  const endWrapUp = (user: User) => {
    wrapUpTimers.get(user.id)?.();
    wrapUpTimers.delete(user.id);
    user.wrapUp = null;
  };
  const setStatus = (user: User, receiveCalls: ReceiveCalls, displayStatus = labels[receiveCalls]) => {
    const same = user.receiveCalls === receiveCalls && user.displayStatus === displayStatus && !user.wrapUp;
    endWrapUp(user);
    user.receiveCalls = receiveCalls;
    user.displayStatus = displayStatus;
    if (!same) events.emit({ type: "user.status", user });
  };

  return {
    setLoggedIn(user, loggedIn) {
      if (user.loggedIn === loggedIn) return;
      const oldLocation = locationOf(user);
      user.loggedIn = loggedIn;
      const update = (property: "loggedIn" | "location", oldValue: string, newValue: string) =>
        events.emit({ type: "user.updated", user, property, oldValue, newValue });
      update("loggedIn", String(!loggedIn), String(loggedIn));
      update("location", oldLocation, locationOf(user));
    },
    setStatus,
    join(user, queue, priority, callForward) {
      const known = queue.members.get(user.id);
      if (known) {
        const oldPriority = known.priority;
        known.callForward = callForward;
        if (priority === oldPriority) return;
        known.priority = priority;
        return events.emit({ type: "member.updated", member: known, oldPriority });
      }
      const member = { queueId: queue.id, userId: user.id, priority, callForward };
      queue.members.set(user.id, member);
      user.memberships.set(queue.id, member);
      events.emit({ type: "member.entered", member });
    },
    leave(user, queue) {
      const member = queue.members.get(user.id);
      if (!member) return;
      queue.members.delete(user.id);
      user.memberships.delete(queue.id);
      events.emit({ type: "member.left", member });
    },
    queueCallDone({ userId, queueId }, callId) {
      const user = company.users.get(userId);
      const wrapUpMs = company.queues.get(queueId)?.wrapUpMs ?? null;
      if (!user || wrapUpMs === 0 || !user.features.has("wrap-up") || user.receiveCalls !== "ALL") return;
      user.receiveCalls = "ONLY_DIRECT";
      user.displayStatus = "Wrap-up";
      user.wrapUp = { callId, endsAt: wrapUpMs === null ? null : clock.now() + wrapUpMs };
      if (wrapUpMs !== null)
        wrapUpTimers.set(
          user.id,
          clock.after(wrapUpMs, () => setStatus(user, "ALL")),
        );
      events.emit({ type: "user.status", user });
    },
    close() {
      for (const stop of wrapUpTimers.values()) stop();
      wrapUpTimers.clear();
    },
  };
}
