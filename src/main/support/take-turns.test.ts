import { expect, test } from "vitest";
import { createHandClock } from "./hand-clock.ts";
import { createTurns } from "./take-turns.ts";

function scene() {
  const clock = createHandClock();
  const did: string[] = [];
  const steps = (name: string, count: number) =>
    Array.from({ length: count }, (_, n) => () => {
      did.push(`${name}${n + 1}`);
      clock.setBy(3);
    });
  return { clock, did, steps, turns: createTurns(clock) };
}

test("what takes less than a turn is done at once", () => {
  const { did, steps, turns } = scene();
  void turns.run(steps("a", 1));
  void turns.run(steps("b", 1));
  expect(did).toEqual(["a1", "b1"]);
});

test("what takes longer goes on when others had their turn, and what came later follows it", async () => {
  const { clock, did, steps, turns } = scene();
  const [first, second] = [turns.run(steps("a", 5)), turns.run(steps("b", 2))];
  clock.after(0, () => did.push("other"));
  expect(did).toEqual(["a1", "a2"]);
  clock.advance(100);
  expect(did).toEqual(["a1", "a2", "a3", "a4", "other", "a5", "b1", "b2"]);
  await Promise.all([first, second]);
});

test("what fails in the middle keeps nobody behind it from their work", async () => {
  const { clock, did, steps, turns } = scene();
  const fail = () => {
    throw new Error("no");
  };
  const failing = turns.run([...steps("a", 2), fail, ...steps("never", 1)]);
  const next = turns.run(steps("b", 1));
  failing.catch(() => undefined);
  clock.advance(100);
  await expect(failing).rejects.toThrow("no");
  await next;
  expect(did).toEqual(["a1", "a2", "b1"]);
});

test("what is left can be done at once, or not at all", async () => {
  const { clock, did, steps, turns } = scene();
  const first = turns.run(steps("a", 4));
  turns.finish();
  await first;
  const second = turns.run(steps("b", 4));
  turns.drop();
  await second;
  clock.advance(100);
  expect(did).toEqual(["a1", "a2", "a3", "a4", "b1", "b2"]);
});
