import type { Call, Place } from "./call.ts";
import type { CallBook } from "./call-book.ts";
import type { Clock } from "./clock.ts";
import type { Company, Membership, Queue, User } from "./company.ts";
import { type Conversations, stateOfLine } from "./conversations.ts";
import type { EventStream } from "./events.ts";
import type { EndCause, Leg } from "./leg.ts";
import type { Phones } from "./phones.ts";
import { callerIdOf, userPlace } from "./places.ts";
import type { Random } from "./random.ts";
import { ring } from "./ring.ts";
import { agentsToRing, gearUpMs, type QueueMemory, queueMemory } from "./strategy.ts";

/** Pause between two rounds of offers. */
const betweenRoundsMs = 2_000;

/** Callers who wait in queues, and the agents' phones that ring for them. */
export interface Queueing {
  /** The call has reached the queue and is answered by it. */
  enter(call: Call, queue: Queue): void;
  /** Rings this user for a waiting call; the answer is the id of the ringing call. */
  pickUp(call: Call, user: User): string | null;
  close(): void;
}

interface Visit {
  readonly call: Call;
  readonly queue: Queue;
  readonly enteredAt: number;
  /** The ringing agents: because the queue offered the call, or because they asked for it. */
  readonly rings: Map<Call, "offer" | "pick-up">;
  readonly timers: (() => void)[];
  resting: boolean;
}

export interface QueueingParts {
  readonly company: Company;
  readonly clock: Clock;
  readonly random: Random;
  readonly events: EventStream;
  readonly book: CallBook;
  readonly talks: Conversations;
  readonly phones: Phones;
}

export function queueing({ company, clock, random, events, book, talks, phones }: QueueingParts): Queueing {
  const visits = new Map<Call, Visit>();
  const memories = new Map<string, QueueMemory>();
  const memoryOf = (queue: Queue) => {
    const known = memories.get(queue.id);
    if (known) return known;
    const memory = queueMemory();
    memories.set(queue.id, memory);
    return memory;
  };

  const canTake = (queue: Queue, { userId }: Membership) => {
    const user = company.users.get(userId);
    if (!user?.loggedIn || user.receiveCalls !== "ALL" || user.wrapUp) return false;
    const calls = [...book.ofUser(userId)];
    if (!queue.callWaiting) return calls.length === 0;
    return calls.every(
      ({ destination }) => destination.state === "ANSWERED" || destination.state === "INACTIVE",
    );
  };

  const inReach = ({ userId }: Membership) => {
    const user = company.users.get(userId);
    return user !== undefined && phones.reachable(user);
  };

  const leave = (visit: Visit, cause: EndCause) => {
    visits.delete(visit.call);
    for (const stop of visit.timers) stop();
    events.emit({ type: "queue.call-left", queueId: visit.queue.id, callId: visit.call.id });
    for (const child of [...visit.rings.keys()]) talks.end(child, "SOURCE_HANGUP", cause);
  };

  const answered = (visit: Visit, child: Call, user: User, leg: Leg) => {
    const { call, queue } = visit;
    child.giveUp = null;
    call.giveUp = null;
    call.agent = { userId: user.id, queueId: queue.id };
    const memory = memoryOf(queue);
    memory.answered.set(user.id, (memory.answered.get(user.id) ?? 0) + 1);
    talks.join(call, "destination", talks.takeUp(leg, { kind: "user", userId: user.id }));
    book.replace(
      call,
      { destination: { place: userPlace(user), state: "ANSWERED" } },
      { source: stateOfLine(call.lines.source) },
    );
    leave(visit, "answered-elsewhere");
    talks.tune(call);
  };

  const ringAgent = (visit: Visit, user: User, why: "offer" | "pick-up"): string | null => {
    const { call, queue, rings } = visit;
    const source: Place = call.source.place;
    const child = book.open(
      { place: source, state: "CONNECTING" },
      { place: userPlace(user), state: "CONNECTING" },
      call.id,
    );
    // The waiting call is told already, and the conversation goes on under it.
    const leg = phones.call(user, callerIdOf(source, company), { callId: call.id });
    rings.set(child, why);
    const over = (cause: EndCause) => {
      const bySource = cause === "no-answer" || cause === "unreachable";
      talks.end(
        child,
        cause === "busy" ? "DESTINATION_BUSY" : bySource ? "SOURCE_HANGUP" : "DESTINATION_HANGUP",
        cause,
      );
      rings.delete(child);
      if (why === "offer") roundOver(visit);
    };
    if (!leg) {
      over("unreachable");
      return null;
    }
    memoryOf(queue).calledAt.set(user.id, clock.now());
    child.giveUp = ring(leg, queue.ringMs, clock, {
      ringing: () => book.setStates(child, { destination: "RINGING" }),
      answered: () => answered(visit, child, user, leg),
      failed: over,
    });
    return child.id;
  };

  const roundOver = (visit: Visit) => {
    if (visit.resting || [...visit.rings.values()].includes("offer")) return;
    visit.resting = true;
    visit.timers.push(
      clock.after(betweenRoundsMs, () => {
        visit.resting = false;
        serve(visit);
      }),
    );
  };

  const serve = (visit: Visit) => {
    if (visit.resting || !visits.has(visit.call) || [...visit.rings.values()].includes("offer")) return;
    const { queue } = visit;
    const memory = memoryOf(queue);
    const able = [...queue.members.values()].filter((member) => canTake(queue, member));
    const present = able.filter(inReach);
    const chosen = agentsToRing(queue, present, clock.now() - visit.enteredAt, memory, random);
    // Phones come back without an event.
    if (chosen.length === 0 && present.length < able.length) return roundOver(visit);
    for (const { userId } of chosen) {
      const user = company.users.get(userId);
      if (!user) continue;
      memory.lastRung = userId;
      ringAgent(visit, user, "offer");
    }
  };

  let stopLook: (() => void) | null = null;
  // Not at once: an event must have reached every listener before it causes the next.
  const lookAgain = () => {
    if (visits.size === 0) return;
    stopLook ??= clock.after(0, () => {
      stopLook = null;
      for (const visit of [...visits.values()]) serve(visit);
    });
  };
  const unsubscribe = events.subscribe(({ type }) => {
    if (type === "call.started" || type === "call.updated" || type === "call.queue-exit") return;
    lookAgain();
  });

  return {
    enter(call, queue) {
      const visit: Visit = {
        call,
        queue,
        enteredAt: clock.now(),
        rings: new Map(),
        timers: [],
        resting: false,
      };
      visits.set(call, visit);
      call.giveUp = (cause) => leave(visit, cause === "hung-up" ? "cancelled" : cause);
      visit.timers.push(
        ...gearUpMs.map((delay) => clock.after(delay, lookAgain)),
        clock.after(queue.maxWaitMs, () => {
          events.emit({ type: "call.queue-exit", callId: call.id, exit: "max_waittime" });
          talks.end(call, "DESTINATION_HANGUP", "no-answer");
        }),
      );
      events.emit({ type: "queue.call-entered", queueId: queue.id, callId: call.id });
    },
    pickUp(call, user) {
      const visit = visits.get(call);
      if (!visit) return null;
      for (const child of visit.rings.keys())
        if (child.destination.place.type === "User" && child.destination.place.userId === user.id)
          return child.id;
      return phones.reachable(user) ? ringAgent(visit, user, "pick-up") : null;
    },
    close() {
      unsubscribe();
      stopLook?.();
      for (const visit of visits.values()) for (const stop of visit.timers) stop();
    },
  };
}
