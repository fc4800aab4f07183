import type { Callpoint } from "../../shared/model/feed.ts";
import type { Fact, FactContent } from "../core-api/facts.ts";
import type { HandClock } from "../support/hand-clock.ts";
import { createTestCalls } from "./test-calls.ts";
import { createTestPeople } from "./test-people.ts";

/** What can happen, and to whom, by any two numbers; where there is nobody it could happen to, nothing happens. */
export type Happenings = Readonly<Record<string, (which: number, other: number) => void>>;

export interface Platform {
  readonly clock: HandClock;
  say(fact: FactContent): void;
  /** The platform's clock, in whole seconds. */
  wireNow(): number;
  nextNumber(): number;
}

/**
 * A company's platform in little, its clock this much ahead of ours: what happens there, what it says of that in the order in which it is
 * so, and, as an oracle, what really is.
 */
export function createTestPlatform(clock: HandClock, aheadMs: number) {
  const said: Fact[] = [];
  let number = 0;
  const wireNow = () => Math.floor((clock.now() + aheadMs) / 1_000) * 1_000;
  const platform: Platform = {
    clock,
    wireNow,
    say: (fact) => void said.push({ ...fact, saidAt: wireNow() }),
    nextNumber: () => number++,
  };
  const people = createTestPeople(platform);
  const { calls, visits, happenings } = createTestCalls(platform, people);
  const { users, queues, memberships } = people;
  for (const which of [1, 2]) {
    people.happenings["user made"](which);
    people.happenings["queue made"]();
  }

  const local = (instant: number | null) => instant && instant - aheadMs;
  const localPoint = (point: Callpoint) => ({
    ...point,
    createdAt: local(point.createdAt),
    answeredAt: local(point.answeredAt),
  });

  return {
    happenings: { ...people.happenings, ...happenings },
    /** In the platform's order. */
    said: said as readonly Fact[],
    lists: {
      users: () => [...users.values()],
      queues: () => [...queues.values()],
      memberships: () => [...memberships.values()],
      calls: () => [...calls.values()],
    },
    /** By our clock. */
    truth: () => ({
      users: [...users.values()].map((user) => ({
        ...user,
        wrapUp: user.wrapUp && { ...user.wrapUp, endsAt: local(user.wrapUp.endsAt) },
      })),
      queues: [...queues.values()],
      memberships: [...memberships.values()],
      calls: [...calls.values()].map((call) => ({
        ...call,
        source: localPoint(call.source),
        destination: localPoint(call.destination),
      })),
      waiting: [...calls.values()].flatMap(({ parentCallId, destination, callId }) =>
        parentCallId === null && destination.kind === "queue" && queues.has(destination.queueId)
          ? [[destination.queueId, callId] as const]
          : [],
      ),
    }),
    visits: () => visits.map((visit) => ({ ...visit, enteredAt: visit.enteredAt - aheadMs })),
  };
}

export function pick<T>(all: Iterable<T>, which: number): T | null {
  const list = [...all];
  return list[which % Math.max(1, list.length)] ?? null;
}
