import { expect, test } from "vitest";
import type { Strategy } from "./company.ts";
import { officeNumber, testOffice } from "./test-office.ts";

/** A queue of Ann, Bob and Cas. */
function desk(strategy: Strategy) {
  const office = testOffice({ strategy });
  const { pbx, clock, story, outsider, phoneOf, ann, bob, cas } = office;
  for (const user of [ann, bob, cas]) pbx.people.join(user, office.desk, 1, false);
  /** Whose phones rang since this was asked last, in order. */
  const rang = () => story().flatMap((line) => /starts: .* > (Ann|Bob|Cas) connecting/.exec(line)?.[1] ?? []);
  /** Somebody calls; who rings for him is told, and answers if `answers`. Then he hangs up. */
  const call = (answers: boolean) => {
    const { leg } = outsider(officeNumber);
    clock.advance(100);
    const rung = rang();
    const agent = [ann, bob, cas].find(({ name }) => name === rung[0]);
    if (answers && agent) phoneOf(agent).pickUp();
    leg.leave("hung-up");
    return rung;
  };
  return { ...office, rang, call };
}

test("one by one takes the next agent in each round", () => {
  const { outsider, clock, rang } = desk("one-by-one");
  outsider(officeNumber);
  clock.advance(3 * 22_000 + 1_000);
  expect(rang()).toEqual(["Ann", "Bob", "Cas", "Ann"]);
});

test("least recently called takes whoever has not been rung for the longest time, for whatever reason he was", () => {
  const { pbx, clock, outsider, phoneOf, cas, rang, call } = desk("least-recently-called");
  const { leg, callId } = outsider(officeNumber);
  clock.advance(100);
  pbx.pickUp(cas, callId);
  phoneOf(cas).pickUp();
  leg.leave("hung-up");
  clock.advance(1_000);
  expect(rang()).toEqual(["Ann", "Cas"]);
  expect([call(true), call(false), call(false)]).toEqual([["Bob"], ["Ann"], ["Cas"]]);
});

test("fewest calls takes whoever has answered the fewest, again and again until he does", () => {
  const { call } = desk("fewest-calls");
  expect([call(true), call(true)]).toEqual([["Ann"], ["Bob"]]);
  expect([call(false), call(false), call(true)]).toEqual([["Cas"], ["Cas"], ["Cas"]]);
  expect(call(false)).toEqual(["Ann"]);
});

test("random takes anybody, one at a time, and the same day again for the same seed", () => {
  const day = () => {
    const { call } = desk("random");
    return Array.from({ length: 60 }, () => call(false));
  };
  const rung = day();
  expect(rung.every(({ length }) => length === 1)).toBe(true);
  for (const name of ["Ann", "Bob", "Cas"])
    expect(rung.filter(([who]) => who === name).length).toBeGreaterThan(8);
  expect(rung.some(([who], at) => who === rung[at + 1]?.[0])).toBe(true);
  expect(day()).toEqual(rung);
});
