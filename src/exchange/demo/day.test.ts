import { expect, test } from "vitest";
import type { PbxEvent } from "../pbx/events.ts";
import { testClock } from "../pbx/test-clock.ts";
import { queueNamed, quietExchange, userNamed } from "../test-exchange.ts";

async function day(seed: number, callersPerMinute = 6) {
  const clock = testClock();
  const exchange = await quietExchange({ clock, seed, callersPerMinute });
  const { pbx } = exchange;
  const story: string[] = [];
  const outcomes = { answered: 0, entered: 0, left: 0, started: 0, ended: 0 };
  pbx.subscribe((event: PbxEvent) => {
    const what = "call" in event ? `${event.call.id} ${event.call.destination.place.type}` : "";
    story.push(`${clock.now()} ${event.type} ${what}`);
    if (event.type === "call.started") outcomes.started += 1;
    if (event.type === "call.ended") outcomes.ended += 1;
    if (event.type === "queue.call-entered") outcomes.entered += 1;
    if (event.type !== "queue.call-left") return;
    const taken = pbx.calls.get(event.callId)?.destination.place.type === "User";
    outcomes[taken ? "answered" : "left"] += 1;
  });
  return { clock, exchange, pbx, story, outcomes };
}

test("the same seed gives the same day, another seed another", async () => {
  const [one, same, other] = [await day(7), await day(7), await day(8)];
  for (const { clock } of [one, same, other]) clock.advance(20 * 60_000);
  expect(one.story.length).toBeGreaterThan(200);
  expect(same.story).toEqual(one.story);
  expect(other.story).not.toEqual(one.story);
});

test("the first caller comes within ten seconds after the operator's phone, and is hers", async () => {
  const { clock, exchange, pbx } = await day(3);
  clock.advance(120_000);
  const anna = userNamed(exchange, "anna");
  const desk = queueNamed(exchange, "Front desk");
  const waiting = () =>
    [...pbx.calls.values()].filter(
      ({ destination: { place } }) => place.type === "Queue" && place.queueId === desk.id,
    );
  expect(waiting()).toEqual([]);
  expect(anna.memberships.has(desk.id)).toBe(true);
  pbx.people.setLoggedIn(anna, true);
  clock.advance(10_000);
  const [first] = waiting();
  expect(first).toBeDefined();
  clock.advance(20_000);
  expect(waiting()).toContain(first);
});

test("in a busy hour most callers are answered, some give up, and nothing is left over", async () => {
  const { clock, pbx, outcomes } = await day(5);
  clock.advance(60 * 60_000);
  expect(outcomes.entered).toBeGreaterThan(150);
  expect(outcomes.answered / outcomes.entered).toBeGreaterThan(0.5);
  expect(outcomes.left).toBeGreaterThan(0);
  expect(outcomes.started - outcomes.ended).toBe(pbx.calls.size);
  expect(pbx.calls.size).toBeLessThan(60);
});
