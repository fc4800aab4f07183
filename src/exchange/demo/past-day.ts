import type { CallRecord, CallStep, QueueRecord } from "../core-api/call-records.ts";
import type { Place } from "../pbx/call.ts";
import type { Company, Queue, User } from "../pbx/company.ts";
import { userPlace } from "../pbx/places.ts";
import type { Random } from "../pbx/random.ts";
import { type Customer, mobileNumber } from "./customers.ts";
import { queueCallSteps } from "./past-steps.ts";

const slotMs = 30 * 60_000;
/** How busy each half hour is from opening to closing time: most before noon, little at lunch. */
const busyness = [4, 6, 8, 9, 10, 10, 9, 8, 6, 5, 7, 8, 9, 9, 8, 7, 6, 5, 3];
const betweenRoundsMs = 2_000;
const operatorShare = 0.15;
/** Fewer than this, so that no two days have an event of the same id. */
const eventsPerDay = 10_000;

export interface PastDayOptions {
  readonly company: Company;
  /** The agents of each queue, by its id. */
  readonly members: ReadonlyMap<string, readonly User[]>;
  readonly customers: readonly Customer[];
  /** Has a larger share of the calls without a queue than others: the visitor looks at his own first. */
  readonly operator: User;
  readonly random: Random;
  /** The number of the day: ids of calls and events begin with it. */
  readonly number: number;
  readonly opensAt: number;
  /** How many calls there are in all; four of five are for a queue. */
  readonly calls: number;
}

/**
 * A day's calls as the exchange would have recorded them, in order of time. Nobody is in two calls at once: callers wait until
 * an agent is free, or until they lose patience. All instants are whole seconds.
 */
export function pastDay(options: PastDayOptions) {
  const { company, members, customers, operator, random, opensAt } = options;
  const calls: CallRecord[] = [];
  const visits: QueueRecord[] = [];
  const users = [...company.users.values()];
  const queues = [...company.queues.values()];
  const { directLines, numberOf } = inwardNumbers(company);
  const freeAt = new Map<User, number>();
  const freeFrom = (user: User) => freeAt.get(user) ?? 0;
  const isFree = (at: number) => (user: User) => freeFrom(user) <= at;
  const seconds = (least: number, most: number) => random.between(least, most) * 1000;
  const about = (leastSeconds: number, meanSeconds: number) =>
    Math.round(leastSeconds + random.exponential(meanSeconds)) * 1000;
  let count = 0;

  const record = (from: Place, dialled: string, startedAt: number, parent: CallRecord | null = null) => {
    const made: CallRecord = {
      id: `${parent?.id ?? options.number.toString(36)}${parent ? "/" : "."}${++count}`,
      parentId: parent?.id ?? null,
      startedAt,
      from,
      dialled,
      answeredAt: null,
      endedAt: null,
      reason: null,
      users: new Map(),
      steps: 0,
    };
    calls.push(made);
    return made;
  };
  /** To be told when the call is over. */
  const tookPart = (call: CallRecord, user: User, incoming: boolean, startedAt = call.startedAt) =>
    call.users.set(user.id, {
      place: userPlace(user),
      incoming,
      startedAt,
      answeredAt: call.answeredAt,
      leftAt: null,
    });
  const end = (call: CallRecord, at: number, reason: CallRecord["reason"]) => {
    call.endedAt = at;
    call.reason = reason;
  };
  const talk = (call: CallRecord, answeredAt: number) => {
    call.answeredAt = answeredAt;
    const endedAt = answeredAt + about(15, 130);
    end(call, endedAt, random.next() < 0.6 ? "SOURCE_HANGUP" : "DESTINATION_HANGUP");
    return endedAt;
  };
  const whoCalls = (): Place => {
    const kind = random.next();
    if (kind < 0.05) return { type: "External", number: "", name: "" };
    const number = mobileNumber(random);
    const { name, number: known } = kind < 0.6 ? random.pick(customers) : { name: number, number };
    return { type: "External", number: known, name };
  };

  const offer = (call: CallRecord, user: User, from: number, until: number) => {
    const ringing = record(call.from, "", from, call);
    end(ringing, until, "SOURCE_HANGUP");
    tookPart(ringing, user, true);
    freeAt.set(user, until);
  };
  const queueCall = (at: number, queue: Queue) => {
    const call = record(whoCalls(), numberOf.get(queue.id) ?? queue.extension, at);
    const givesUpAt = at + about(6, 150);
    const agents = members.get(queue.id) ?? [];
    const visit = { call, queueId: queue.id, queueName: queue.name, enteredAt: at };
    let offeredAt = at;
    const idle = agents.filter(isFree(at));
    if (idle.length > 1 && random.next() < 0.18) {
      offer(call, random.pick(idle), at, Math.min(at + queue.ringMs, givesUpAt));
      offeredAt = at + queue.ringMs + betweenRoundsMs;
    }
    const [agent] = agents
      .map((user) => ({ user, from: Math.max(freeFrom(user), offeredAt), turn: random.next() }))
      .sort((a, b) => a.from - b.from || a.turn - b.turn);
    const answeredAt = agent ? agent.from + seconds(3, 12) : Number.POSITIVE_INFINITY;
    if (!agent || answeredAt >= givesUpAt) {
      end(call, givesUpAt, "SOURCE_HANGUP");
      visits.push({ ...visit, leftAt: givesUpAt, agent: null });
      return;
    }
    offer(call, agent.user, agent.from, answeredAt);
    freeAt.set(agent.user, talk(call, answeredAt) + (queue.wrapUpMs ?? 0));
    tookPart(call, agent.user, true, answeredAt);
    visits.push({ ...visit, leftAt: answeredAt, agent: userPlace(agent.user) });
  };

  /** A call without a queue: from a customer or a colleague, to a customer or a colleague. */
  const plainCall = (at: number, from: User | null, to: User | null, dialled: string) => {
    const call = record(from ? userPlace(from) : whoCalls(), dialled, at);
    const people = [from, to].filter((user) => user !== null);
    if (to && !isFree(at)(to)) end(call, at + 1000, "DESTINATION_BUSY");
    else if (random.next() < 0.2) end(call, at + seconds(12, 30), "SOURCE_HANGUP");
    else talk(call, at + seconds(3, 12));
    if (from) tookPart(call, from, false);
    if (to) tookPart(call, to, true);
    for (const user of people) freeAt.set(user, Math.max(freeFrom(user), call.endedAt ?? at));
  };
  const otherCall = (at: number) => {
    const kind = random.next();
    if (kind < 0.35 && directLines.length > 0) {
      const [number, user] = random.pick(directLines);
      return plainCall(at, null, user, number);
    }
    const free = users.filter(isFree(at));
    if (free.length < 2) return;
    const someFree = (but: User | null) =>
      random.next() < operatorShare && operator !== but && isFree(at)(operator)
        ? operator
        : random.pick(free.filter((user) => user !== but));
    const from = someFree(null);
    const to = someFree(from);
    if (kind < 0.7) plainCall(at, from, null, random.pick(customers).number);
    else plainCall(at, from, to, to.extension);
  };

  const moments = Array.from({ length: options.calls }, () => {
    const slot = random.pick(slots) * slotMs;
    return opensAt + slot + Math.floor((random.next() * slotMs) / 1000) * 1000;
  }).sort((a, b) => a - b);
  for (const at of moments) {
    if (random.next() < 0.2) otherCall(at);
    // However many queues there are, the first are the busiest.
    else queueCall(at, random.pick(queues.slice(0, Math.ceil(queues.length ** random.next()))));
  }
  const callSteps: CallStep[] = [];
  for (const visit of visits)
    callSteps.push(...queueCallSteps(visit, options.number * eventsPerDay + callSteps.length));
  return { calls, visits, callSteps };
}

/** Each half hour as often as it is busy. */
const slots = busyness.flatMap((weight, slot) => Array.from({ length: weight }, () => slot));

/** The numbers of users, and one of each queue by its id. */
function inwardNumbers({ routes, users }: Company) {
  const directLines: (readonly [number: string, user: User])[] = [];
  const numberOf = new Map<string, string>();
  for (const [number, route] of routes) {
    const target = route.kind === "switch" ? route.targets[0] : route;
    if (target?.kind === "queue") numberOf.set(target.queueId, number);
    const user = target?.kind === "user" ? users.get(target.userId) : undefined;
    if (user) directLines.push([number, user]);
  }
  return { directLines, numberOf };
}
