import fc from "fast-check";
import { expect, test } from "vitest";
import type { Call, Side } from "../../src/exchange/pbx/call.ts";
import type { Clock } from "../../src/exchange/pbx/clock.ts";
import { userNamed } from "../../src/exchange/test-exchange.ts";
import type { TransferTarget } from "../../src/shared/contract/requests.ts";
import { phoneDesk } from "../support/phone-desk.ts";
import { type PossibleRequest, possibleRequests, type Shown } from "../support/possible-requests.ts";
import { randomCallers } from "../support/random-callers.ts";

/** The people of the exchange live this many times faster than the operator. */
const HASTE = 40;
const RUNS = 100;
/** Busy, away, declining, logged out and taking no calls; a queue; outside; nobody. */
const numbers = ["214", "213", "211", "212", "217", "210", "801", "0612345678", "999", "200"] as const;

const usual: ReadonlySet<string> = new Set(["call.dial", "call.hang-up", "call.mute"]);

const hasty: Clock = {
  now: Date.now,
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs / HASTE);
    return () => clearTimeout(timer);
  },
};

const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ does: fc.constant("calls" as const), direct: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant("leaves" as const), which: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant("waits" as const), ms: fc.nat(150) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      does: fc.constant("acts" as const),
      which: fc.nat(10_000),
      number: fc.constantFrom(...numbers),
      /** Does the next without waiting for this. */
      hurried: fc.nat(3).map((of) => of === 0),
      /** Also what is always offered, and would be most of what is done. */
      anything: fc.nat(4).map((of) => of === 0),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

test("whatever an operator does that is offered, nobody is lost, nothing stays behind, and nothing that is offered is refused", {
  timeout: 180_000,
}, async () => {
  const desk = await phoneDesk({ simulateColleagues: true, clock: hasty });
  const { exchange, product } = desk;
  const callers = randomCallers(exchange);
  const me = userNamed(exchange, exchange.operator);
  const log: string[] = [];
  const began = Date.now();
  exchange.pbx.subscribe((event) => {
    if (!("call" in event)) return;
    const { id, source, destination } = event.call;
    log.push(
      `${Date.now() - began} ${event.type} ${id} ${source.state} ${destination.place.type} ${destination.state}`,
    );
  });
  const did: Record<string, number> = {};
  const looks = new Set<() => void>();
  for (const stream of ["own-calls", "callers", "parked", "failed-calls"] as const)
    product.follow(stream, () => {
      for (const look of [...looks]) look();
    });

  const shown = (): Shown => ({
    calls: desk.now("own-calls"),
    callers: desk.now("callers"),
    parked: desk.now("parked"),
  });
  /** Looks whenever something changed; whether it came to be so in time. */
  function comesToBe(isSo: () => boolean, withinMs: number): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const look = () => isSo() && resolve(true);
    const timer = setTimeout(() => resolve(false), withinMs);
    looks.add(look);
    return promise.finally(() => {
      looks.delete(look);
      clearTimeout(timer);
    });
  }
  const possible = (target: TransferTarget) => possibleRequests(shown(), target);

  async function ask(request: PossibleRequest, target: TransferTarget, alone: boolean): Promise<void> {
    const what = JSON.stringify(request);
    const failed = JSON.stringify(desk.now("failed-calls"));
    const isOver = comesToBe(
      () =>
        JSON.stringify(desk.now("failed-calls")) !== failed ||
        !possible(target).some((each) => JSON.stringify(each) === what),
      3_000,
    );
    if (request.name === "call.hang-up") noteHangUp(request.input.phoneCallId);
    const answer = await product.request(request.name, request.input);
    const outcome = answer.ok ? "ok" : answer.refusal.code;
    log.push(`${Date.now() - began} ${what} ${outcome}`);
    did[`${request.name} ${outcome}`] = (did[`${request.name} ${outcome}`] ?? 0) + 1;
    if (!alone || outcome === "unreachable-number") return;
    expect(await isOver, `${what} did nothing: ${outcome} \n${told()}`).toBe(true);
  }

  function noteHangUp(phoneCallId: string): void {
    for (const call of desk.now("own-calls"))
      if (call.phoneCallId === phoneCallId) callers.operatorHangsUp(call.callId);
  }

  const under = new Set<Promise<void>>();
  async function take(each: Step): Promise<void> {
    switch (each.does) {
      case "calls":
        callers.call(each.direct);
        await comesToBe(() => true, 100);
        return;
      case "leaves":
        return callers.leave(each.which);
      case "waits":
        await comesToBe(() => true, each.ms);
        return;
      case "acts": {
        const target = targetOf(each.number);
        const all = possible(target);
        const choices = each.anything ? all : all.filter(({ name }) => !usual.has(name));
        const offers = choices.length > 0 ? choices : all;
        const request = offers[each.which % Math.max(1, offers.length)];
        if (!request) return;
        const asked = ask(request, target, !each.hurried && under.size === 0);
        if (!each.hurried) return asked;
        under.add(asked);
        void asked.finally(() => under.delete(asked)).catch(() => undefined);
      }
    }
  }

  function targetOf(number: string): TransferTarget {
    const user = [...exchange.pbx.company.users.values()].find(({ extension }) => extension === number);
    const colleague = desk.now("colleagues").find(({ userId }) => userId === user?.id);
    return colleague ? { userId: colleague.userId } : { number };
  }

  const sidesOfMine = (call: Call): readonly Side[] =>
    (["source", "destination"] as const).filter((side) => {
      const { place } = call[side];
      return place.type === "User" && place.userId === me.id;
    });
  const ids = (all: readonly { readonly id: string }[]) => all.map(({ id }) => id).sort();

  /** For whoever has to find out what went wrong. */
  function told(): string {
    const there = [...exchange.pbx.calls.values()].map(({ id, source, destination, lines }) => [
      id,
      source.place,
      source.state,
      destination.place,
      destination.state,
      lines.source?.held,
      lines.destination?.held,
    ]);
    const { calls, callers: shownCallers, parked } = shown();
    const all = [...there, ...calls, ...shownCallers, ...parked, ...log.slice(-60), ...desk.lines.slice(-10)];
    const brief = (key: string, value: unknown) => (key === "before" ? undefined : value);
    return all.map((each) => JSON.stringify(each, brief)).join("\n");
  }

  /** What is published is what the exchange has. */
  function agree(): void {
    const there = [...exchange.pbx.calls.values()];
    const { calls, callers: shownCallers, parked } = shown();
    const live = desk.now("live-calls").map(({ callId }) => callId as string);
    expect(live.sort(), "live calls").toEqual(ids(there.filter(({ parentId }) => parentId === null)));
    const mine = there.flatMap((call) => sidesOfMine(call).map((side) => ({ call, side })));
    const ringing = shownCallers.filter(({ phoneCallId }) => phoneCallId !== null);
    expect(calls.length + ringing.length, "calls of mine").toBe(mine.length);
    const conversations = mine.map(({ call }) => call.parentId ?? call.id);
    expect(conversations).toEqual(expect.arrayContaining(calls.map(({ callId }) => callId)));
    const held = calls.filter(({ state }) => state === "on-hold" || state === "transferring");
    const returned = shownCallers.filter(({ state }) => state === "returned");
    const heldThere = mine.filter(({ call, side }) => call.lines[side]?.held);
    expect(held.length + returned.length, "on hold").toBe(heldThere.length);
    const queues = new Set(me.memberships.keys());
    const waiting = there.filter(
      ({ destination: { place } }) => place.type === "Queue" && queues.has(place.queueId),
    );
    const shownIds = shownCallers.map(({ callerId }) => callerId as string);
    expect(shownIds, "waiting").toEqual(expect.arrayContaining(ids(waiting)));
    const parkedThere = there.filter(
      ({ destination: { place } }) => place.type === "Resource" && place.resourceType === "park",
    );
    expect(parked.map(({ callId }) => callId as string).sort(), "parked").toEqual(ids(parkedThere));
    expect(callers.stray()).toEqual([]);
  }

  async function everybodyHangsUp(operatorFirst: boolean): Promise<void> {
    if (!operatorFirst) callers.leaveAll();
    await desk.eventually(async () => {
      for (const { phoneCallId } of desk.now("own-calls")) {
        noteHangUp(phoneCallId);
        await product.request("call.hang-up", { phoneCallId });
      }
      expect(desk.now("own-calls")).toEqual([]);
    });
    callers.leaveAll();
    await desk.allOver();
    await desk.eventually(() => {
      for (const stream of ["callers", "parked", "live-calls"] as const)
        expect(desk.now(stream), stream).toEqual([]);
    });
  }

  const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
  console.log(`seed ${seed}`);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), fc.boolean(), async (steps, first) => {
      log.splice(0);
      await take({ does: "calls", direct: true });
      for (const each of steps) await take(each);
      await Promise.all(under);
      await desk.eventually(agree).catch((cause: unknown) => {
        throw new Error(told(), { cause });
      });
      // What follows ends calls on their way to somebody else too, which nothing offers.
      expect(callers.lost, told()).toEqual([]);
      await everybodyHangsUp(first);
      callers.forgetLost();
    }),
    { numRuns: RUNS, seed, endOnFailure: true },
  );
  console.log(`${RUNS} sessions in ${Date.now() - began} ms`, did);
});
