import type { Fact, FactContent, VisitRecord } from "../../src/main/core-api/facts.ts";
import { feedCall, feedUser } from "../../src/main/ingest/test-ingest.ts";
import type { Callpoint, CallpointState, FeedUser } from "../../src/shared/model/feed.ts";
import type { CallId, QueueId, UserId } from "../../src/shared/model/ids.ts";

export const queueIds = ["q-sales", "q-support"] as QueueId[];
const agents = ["u-a", "u-b", "u-c"] as UserId[];
const second = 1_000;

/** How a scripted visit goes; `word` is the core's for it. */
const courses = [
  { state: "answered", word: null },
  { state: "answered", word: null },
  { state: "answered", word: null },
  { state: "abandoned", word: "SOURCE_HANGUP" },
  { state: "abandoned", word: "SOURCE_HANGUP" },
  { state: "timed-out", word: "max_waittime" },
  { state: "full", word: "max_len" },
  { state: "join-empty", word: "JOIN_EMPTY" },
  { state: "leave-empty", word: "leaveWhenEmpty" },
  { state: "exit-key", word: "key_5" },
  { state: "transferred-out", word: null },
  { state: "unknown", word: "DESTINATION_HANGUP" },
] as const;

export interface Happening {
  readonly at: number;
  readonly fact: Fact;
}

interface ScriptedEnds {
  readonly callEndsAt: number;
  readonly talkEndsAt: number | null;
  /** null: this call was not wrapped up. */
  wrapUpEndsAt: number | null;
}

/** A made-up hour in two queues: what the feed says of it, and what really happened. */
export interface Hour {
  readonly happenings: readonly Happening[];
  readonly visits: readonly (VisitRecord & ScriptedEnds)[];
  /** What is up then, as a snapshot tells it. */
  callsAt(moment: number): readonly ReturnType<typeof feedCall>[];
  usersAt(moment: number): readonly FeedUser[];
}

/** The same seed makes the same hour. Some callers come back into the queue with the same call: after an answer or an exit. */
export function scriptedHour(startsAt: number, howMany: number, seed: number): Hour {
  const random = randomOf(seed);
  const upTo = (most: number) => Math.floor(random() * most);
  const happenings: Happening[] = [];
  const visits: (VisitRecord & ScriptedEnds)[] = [];
  let calls = 0;

  const say = (at: number, fact: FactContent) =>
    happenings.push({ at, fact: { ...fact, saidAt: Math.floor(at / second) * second } });

  /** Two of three answered calls are wrapped up, for 1 to 15 s; the next call that ends cuts it short. */
  function wrapUpsOf(userId: UserId): void {
    const status = (at: number, callId: CallId | null) =>
      say(at, {
        ...{ kind: "user-status", userId },
        status: { status: "available", statusLabel: null, wrapUp: callId && { callId, endsAt: null } },
      });
    const ends = new Map(
      visits
        .filter((visit) => visit.agentId === userId && upTo(3) > 0)
        .map((visit) => [visit.talkEndsAt ?? 0, visit]),
    );
    const starts = [...ends.keys()].sort((a, b) => a - b);
    starts.forEach((at, place) => {
      const visit = ends.get(at);
      if (!visit) return;
      status(at, visit.callId);
      const overAt = at + (1 + upTo(15)) * second;
      const nextAt = starts[place + 1] ?? Number.POSITIVE_INFINITY;
      visit.wrapUpEndsAt = Math.min(overAt, nextAt);
      if (overAt < nextAt) status(overAt, null);
    });
  }

  while (visits.length < howMany) {
    const callId = `c-${calls++}` as CallId;
    const queueId = queueIds[upTo(2)] as QueueId;
    const times = (at: number, state: CallpointState = "answered") => ({
      state,
      createdAt: at,
      answeredAt: null,
    });
    let now = startsAt + upTo(2_400) * second;
    const source: Callpoint = { kind: "external", number: "31612345678", name: null, ...times(now) };
    const move = (destination: Callpoint) =>
      say(now, { kind: "call", call: feedCall(callId, source, destination) });
    const toPlan = () => move({ kind: "dialplan", number: "3120", name: null, ...times(now) });
    const toUser = (userId: UserId, state: CallpointState = "answered") =>
      move({ kind: "user", userId, name: null, ...times(now, state) });
    const mine: (VisitRecord & ScriptedEnds)[] = [];
    toPlan();
    let ended = false;
    while (!ended) {
      now += 5 * second;
      const enteredAt = now;
      const course = courses[upTo(courses.length)] ?? courses[0];
      const waitMs = (1 + upTo(60)) * second;
      const agentId = agents[upTo(3)] as UserId;
      move({ kind: "queue", queueId, name: null, ...times(now) });
      const ring = feedCall(
        `${callId}/${enteredAt}` as CallId,
        source,
        { kind: "user", userId: agentId, name: null, ...times(now, "ringing") },
        callId,
      );
      say(now, { kind: "call", call: ring });
      now += waitMs;
      say(now, { kind: "call-ended", callId: ring.callId, reason: "SOURCE_HANGUP" });
      let talkMs: number | null = null;
      const exit = () => say(now, { kind: "queue-exit", callId, reason: course.word });
      const end = (reason: string) => {
        say(now, { kind: "call-ended", callId, reason });
        ended = true;
      };
      switch (course.state) {
        case "answered":
          toUser(agentId);
          talkMs = (10 + upTo(200)) * second;
          now += talkMs;
          if (upTo(3) > 0) end("DESTINATION_HANGUP");
          else toPlan();
          break;
        case "abandoned":
        case "unknown":
          end(course.word);
          break;
        case "transferred-out":
          if (upTo(2) === 0) end("REPLACE");
          else {
            toUser(agents[upTo(3)] as UserId, "ringing");
            now += 20 * second;
            end("SOURCE_HANGUP");
          }
          break;
        default:
          // The reason comes before or after what it is the reason of.
          if (upTo(2) === 0) {
            exit();
            end("DESTINATION_HANGUP");
          } else {
            toPlan();
            exit();
          }
      }
      const answered = course.state === "answered";
      mine.push({
        callId,
        queueId,
        enteredAt,
        callerNumber: "31612345678",
        waitMs,
        state: course.state,
        agentId: answered ? agentId : null,
        talkMs,
        wrapUpMs: null,
        callEndsAt: 0,
        talkEndsAt: answered ? now : null,
        wrapUpEndsAt: null,
      });
    }
    visits.push(...mine.map((visit) => ({ ...visit, callEndsAt: now })));
  }
  for (const userId of agents) {
    say(startsAt, { kind: "user", user: feedUser(userId, userId, userId), memberships: [] });
    wrapUpsOf(userId);
  }
  happenings.sort((a, b) => a.at - b.at);
  return {
    happenings,
    visits: visits.map((visit) => ({
      ...visit,
      wrapUpMs: visit.wrapUpEndsAt && visit.wrapUpEndsAt - (visit.talkEndsAt ?? 0),
    })),
    callsAt(moment) {
      const up = new Map<CallId, ReturnType<typeof feedCall>>();
      for (const { at, fact } of happenings) {
        if (at > moment) break;
        if (fact.kind === "call") up.set(fact.call.callId, fact.call);
        if (fact.kind === "call-ended") up.delete(fact.callId);
      }
      return [...up.values()];
    },
    usersAt(moment) {
      const users = new Map<UserId, FeedUser>();
      for (const { at, fact } of happenings) {
        if (at > moment) break;
        if (fact.kind === "user") users.set(fact.user.userId, fact.user);
        const user = fact.kind === "user-status" && users.get(fact.userId);
        if (user && fact.kind === "user-status") users.set(fact.userId, { ...user, ...fact.status });
      }
      return [...users.values()];
    },
  };
}

/** Linear congruential (Numerical Recipes): enough to vary a test. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
