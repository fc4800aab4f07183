import type { Membership, Queue } from "./company.ts";
import type { Random } from "./random.ts";

/** What a queue remembers of its agents, by user id. */
export interface QueueMemory {
  readonly calledAt: Map<string, number>;
  readonly answered: Map<string, number>;
  lastRung: string | null;
}

export const queueMemory = (): QueueMemory => ({ calledAt: new Map(), answered: new Map(), lastRung: null });

/** How long callers wait for agents of priority 1 only, and then for 1 and 2 only ("gear up"). */
export const gearUpMs: readonly [number, number] = [60_000, 180_000];

/** Whom the queue rings for a caller who has waited this long, out of the members who could take the call now. */
export function agentsToRing(
  queue: Queue,
  able: readonly Membership[],
  waitedMs: number,
  memory: QueueMemory,
  random: Random,
): readonly Membership[] {
  const gear = waitedMs < gearUpMs[0] ? 1 : waitedMs < gearUpMs[1] ? 2 : 3;
  const inGear = able.filter(({ priority }) => priority <= gear);
  const best = inGear.reduce((least, { priority }) => Math.min(least, priority), Number.POSITIVE_INFINITY);
  const first = inGear.filter(({ priority }) => priority === best);
  if (first.length === 0) return [];
  const least = (rank: (member: Membership) => number) => [
    first.reduce((chosen, member) => (rank(member) < rank(chosen) ? member : chosen)),
  ];
  switch (queue.strategy) {
    case "ring-all":
      return inGear;
    case "one-by-one": {
      const order = [...queue.members.keys()];
      const last = memory.lastRung === null ? -1 : order.indexOf(memory.lastRung);
      return least(({ userId }) => (order.indexOf(userId) - last - 1 + order.length) % order.length);
    }
    case "least-recently-called":
      return least(({ userId }) => memory.calledAt.get(userId) ?? 0);
    case "fewest-calls":
      return least(({ userId }) => memory.answered.get(userId) ?? 0);
    case "random":
      return [random.pick(first)];
  }
}
