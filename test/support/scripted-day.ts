import type { CallId, Instant, QueueId, UserId } from "../../src/shared/model/ids.ts";
import { createRecordingCore, type RecordingCore } from "./recording-core.ts";

const second = 1_000;
const minute = 60 * second;

/** How a stay in a queue goes on, each as often as its weight says. */
const courses = [
  [58, "answered"],
  [6, "short-abandon"],
  [14, "abandon"],
  [5, "max_waittime"],
  [2, "max_len"],
  [2, "join_empty"],
  [3, "leave_when_empty"],
  [3, "key_5"],
  [4, "fetched"],
  [2, "cut off"],
  [1, "long"],
] as const;
type Course = (typeof courses)[number][1];

export interface Outage {
  readonly from: Instant;
  readonly to: Instant;
}

export interface ScriptedDay {
  readonly core: RecordingCore;
  readonly queueIds: readonly QueueId[];
  readonly calls: number;
  readonly visits: number;
  /** How often each thing was made to happen. */
  readonly counts: Readonly<Record<string, number>>;
}

/**
 * A made-up day of calls in queues, from 08:00 to 18:00; the same seed makes the same day. Agents have one call at a time. `tickMs`:
 * everything happens at a multiple of it.
 */
export function scriptedDay(options: {
  startsAt: Instant;
  calls: number;
  queues: number;
  agents: number;
  outages: readonly Outage[];
  seed: number;
  tickMs: number;
}): ScriptedDay {
  const { startsAt, outages, tickMs } = options;
  const random = randomOf(options.seed);
  const upTo = (most: number) => Math.floor(random() * most);
  const between = (least: number, most: number) =>
    least + Math.floor((random() * (most - least)) / tickMs) * tickMs;
  const queueIds = Array.from({ length: options.queues }, (_, n) => `q-${n + 1}` as QueueId);
  const userIds = Array.from({ length: options.agents }, (_, n) => `u-${n + 1}` as UserId);
  const core = createRecordingCore(userIds);
  const busy = new Map<UserId, [Instant, Instant][]>(userIds.map((userId) => [userId, []]));
  const counts: Record<string, number> = {};
  let visits = 0;
  const total = courses.reduce((sum, [weight]) => sum + weight, 0);

  const count = (what: string) => {
    counts[what] = (counts[what] ?? 0) + 1;
  };
  const anyQueue = () => queueIds[upTo(queueIds.length)] as QueueId;
  const anyAgent = () => userIds[upTo(userIds.length)] as UserId;
  function course(): Course {
    let rest = upTo(total);
    for (const [weight, what] of courses) {
      if (rest < weight) return what;
      rest -= weight;
    }
    return "answered";
  }
  /** Somebody who has nothing to do in all of this time, and is busy then; where nobody is free, somebody has two calls. */
  function freeAgent(from: Instant, to: Instant): UserId {
    for (let tries = 0; tries < 300; tries++) {
      const userId = anyAgent();
      const times = busy.get(userId) ?? [];
      if (times.some((time) => time[0] < to && from < time[1])) continue;
      times.push([from, to]);
      return userId;
    }
    count("two calls at once");
    return anyAgent();
  }

  /** The queue offers the call to one or two agents in rounds until then. */
  function offers(callId: CallId, from: Instant, to: Instant, roundMs: number): void {
    for (let at = from; at < to; at += roundMs + tickMs) {
      const until = Math.min(to, at + roundMs);
      for (let phones = upTo(4) ? 1 : 2; phones > 0; phones--) core.ring(callId, anyAgent(), at)(until);
      if (at > from) count("further round");
      if (until - at > 10 * minute) count("rings for more than ten minutes");
    }
  }

  /** The agent has the caller; the answer: when the call goes on elsewhere, null: it is over. */
  function talk(callId: CallId, at: Instant): Instant | null {
    const talkMs = between(10 * second, 240 * second);
    const wraps = upTo(3) > 0;
    const wrapUpMs = between(second, 40 * second);
    const agentId = freeAgent(at, at + talkMs + wrapUpMs);
    core.move(callId, { kind: "user", userId: agentId }, at);
    const end = at + talkMs;
    if (upTo(5) === 0) {
      count("hold");
      core.hold(callId, true, at + 4 * second);
      core.hold(callId, false, at + 9 * second);
    }
    const wrapUp = () => {
      if (!wraps) return;
      count("wrap-up");
      core.status(agentId, callId, end);
      core.status(agentId, null, end + wrapUpMs);
    };
    switch (upTo(12)) {
      case 0:
      case 1: {
        count("handed to another agent, and perhaps on to a third");
        let partsAt = end;
        let holder = agentId;
        for (let hands = 1 + upTo(2); hands > 0; hands--) {
          holder = userIds[
            (userIds.indexOf(holder) + 1 + upTo(userIds.length - 1)) % userIds.length
          ] as UserId;
          core.move(callId, { kind: "user", userId: holder }, partsAt);
          if (partsAt === end) wrapUp();
          partsAt += between(10 * second, 180 * second);
        }
        core.end(callId, "SOURCE_HANGUP", partsAt);
        return null;
      }
      case 2: {
        count("put through in a call of its own");
        const other = `${callId}-t` as CallId;
        core.move(other, { kind: "user", userId: anyAgent(), state: "ringing" }, end - 5 * second);
        core.move(other, { kind: "user", userId: anyAgent() }, end);
        core.end(callId, "REPLACE", end);
        wrapUp();
        core.end(other, "SOURCE_HANGUP", end + between(10 * second, 100 * second));
        return null;
      }
      case 3:
        count("back into a queue after a talk");
        core.move(callId, { kind: "dialplan" }, end);
        wrapUp();
        return end + between(second, 6 * second);
      default:
        core.end(callId, upTo(2) ? "SOURCE_HANGUP" : "DESTINATION_HANGUP", end);
        wrapUp();
        return null;
    }
  }

  /** A queue let go of the call: the dial plan goes on, or not. */
  function goesOn(callId: CallId, at: Instant): Instant | null {
    core.move(callId, { kind: "dialplan" }, at);
    switch (upTo(4)) {
      case 0: {
        const userId = anyAgent();
        count("rings a person after the queue");
        core.move(callId, { kind: "user", userId, state: "ringing" }, at + second);
        const rangFor = between(3 * second, 20 * second);
        if (upTo(2)) core.move(callId, { kind: "user", userId }, at + second + rangFor);
        core.end(callId, "SOURCE_HANGUP", at + rangFor + between(2 * second, 100 * second));
        return null;
      }
      case 1:
        core.end(callId, "DESTINATION_HANGUP", at + 2 * second);
        return null;
      default:
        count("on to a queue");
        return at + between(4 * second, 12 * second);
    }
  }

  /** The answer: when the call comes into a queue again. */
  function stay(callId: CallId, queueId: QueueId, at: Instant): Instant | null {
    visits += 1;
    const what = course();
    count(what);
    core.move(callId, { kind: "queue", queueId }, at);
    const leave = (least: number, most: number, roundMs = between(40 * second, 80 * second)) => {
      const leftAt = at + between(least, most);
      offers(callId, at, leftAt, roundMs);
      return leftAt;
    };
    switch (what) {
      case "answered":
        return talk(callId, leave(2 * second, 90 * second));
      case "long":
        return talk(callId, leave(10 * minute, 16 * minute, 11 * minute));
      case "short-abandon":
        core.end(callId, "SOURCE_HANGUP", leave(second, 5 * second));
        return null;
      case "abandon":
        core.end(callId, "SOURCE_HANGUP", leave(6 * second, 200 * second));
        return null;
      case "cut off":
        core.end(callId, "DESTINATION_HANGUP", leave(6 * second, 60 * second));
        return null;
      case "fetched": {
        const leftAt = leave(6 * second, 60 * second);
        if (upTo(2)) core.end(callId, "REPLACE", leftAt);
        else return goesOn(callId, leftAt);
        return null;
      }
      default: {
        const atOnce = what === "max_len" || what === "join_empty";
        const leftAt = atOnce ? at + second : leave(20 * second, 180 * second);
        // The reason comes before what it is the reason of.
        core.exit(callId, what, leftAt);
        if (upTo(3) > 0) return goesOn(callId, leftAt);
        core.end(callId, "DESTINATION_HANGUP", leftAt);
        return null;
      }
    }
  }

  for (let n = 1; n <= options.calls; n++) {
    const callId = `c/${n}` as CallId;
    // Some come just before an outage begins, or ends.
    const outage = n % 40 === 0 ? outages[upTo(outages.length)] : undefined;
    const border = outage && (upTo(2) ? outage.from : outage.to);
    let at = border ? between(border - 30 * second, border) : between(startsAt, startsAt + 600 * minute);
    at = Math.floor(at / tickMs) * tickMs;
    core.move(callId, { kind: "dialplan" }, at);
    const first = anyQueue();
    let next: Instant | null = at + between(second, 8 * second);
    for (let stays = 0; next !== null; stays++) {
      const queueId = stays > 0 && upTo(2) ? anyQueue() : first;
      if (stays > 0) count(queueId === first ? "again in its queue" : "in another queue");
      next = stay(callId, queueId, next);
    }
  }
  return { core, queueIds, calls: options.calls, visits, counts };
}

/** Linear congruential (Numerical Recipes): enough to vary a test. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
