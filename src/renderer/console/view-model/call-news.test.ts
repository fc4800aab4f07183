import { expect, test } from "vitest";
import type { ParkedCall } from "../../../shared/model/calls.ts";
import { CallId, UserId } from "../../../shared/model/ids.ts";
import { createCallNews } from "./call-news.ts";
import { type ConsoleState, initialState } from "./state.ts";
import { ownCall } from "./test-calls.ts";

const party = {
  kind: "external",
  name: "Bea Stam",
  number: null,
  displayNumber: null,
  userId: null,
} as const;
const parked: ParkedCall = {
  callId: CallId.parse("of Bea"),
  party,
  slot: "701",
  since: 0,
  parkedBy: UserId.parse("mark"),
};
const retrieving = ownCall("at the slot", {
  ...{ direction: "outgoing", party, state: "dialling", answeredAt: null, audio: "connecting" },
});

/** What is said of each of these moments. */
function saidOf(...moments: readonly Partial<ConsoleState>[]): readonly string[] {
  const news = createCallNews();
  let before = initialState;
  return moments.flatMap((moment) => {
    const now = { ...before, ...moment };
    const said = news(now, before).filter((sentence) => sentence !== null);
    before = now;
    return said;
  });
}

test("who is retrieved has not answered, also where the feed tells only later which call that is", () => {
  const talking = { ...retrieving, state: "talking" as const };
  const told = { ...talking, callId: parked.callId };
  expect(
    saidOf({ parked: [parked] }, { ownCalls: [retrieving] }, { ownCalls: [talking] }, { ownCalls: [told] }),
  ).toEqual([]);
});

test("who was parked once and is called later has answered", () => {
  const callId = CallId.parse("another");
  const calling = { ...retrieving, callId };
  expect(
    saidOf(
      { parked: [parked] },
      { parked: [] },
      { ownCalls: [calling] },
      { ownCalls: [{ ...calling, state: "talking" }] },
    ),
  ).toEqual(["Bea Stam has answered"]);
});
