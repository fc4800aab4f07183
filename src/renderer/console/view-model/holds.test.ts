import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createStore } from "zustand/vanilla";
import type { OwnCall } from "../../../shared/model/calls.ts";
import { followHolds } from "./holds.ts";
import { initialState } from "./state.ts";
import { ownCall } from "./test-calls.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const talking = ownCall("of Piet", {
  party: { kind: "external", name: "Piet Zwart", number: null, displayNumber: null, userId: null },
});
const heldFor = (ms: number): OwnCall => ({ ...talking, state: "on-hold", stateSince: Date.now() - ms });

function window(...ownCalls: readonly OwnCall[]) {
  const store = createStore(() => ({ ...initialState, ownCalls }));
  const said: string[] = [];
  followHolds(store, (sentences) => said.push(...sentences));
  return { store, said };
}

test("who is on hold is said, also where the window hears of it late or by another clock", () => {
  const { store, said } = window(talking);
  store.setState({ ownCalls: [heldFor(3_000)] });
  vi.advanceTimersByTime(499);
  expect(said).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(said).toEqual(["Piet Zwart is on hold"]);
  vi.advanceTimersByTime(59_500);
  expect(said.slice(1)).toEqual(["Piet Zwart has been on hold for 1 minute"]);
});

test("while something is under way it is not said yet, since that may lead to somebody else", () => {
  const { store, said } = window(talking);
  store.setState({ ownCalls: [heldFor(0)], pending: new Set(["call.hold of Piet"]) });
  vi.advanceTimersByTime(900);
  expect(said).toEqual([]);
  store.setState({ pending: new Set() });
  vi.advanceTimersByTime(500);
  expect(said).toEqual(["Piet Zwart is on hold"]);
  vi.advanceTimersByTime(5_000);
  expect(said).toHaveLength(1);
});

test("who was put on hold before the window opened is not said, but how long that takes", () => {
  const { store, said } = window();
  store.setState({ ownCalls: [heldFor(20_000)] });
  vi.advanceTimersByTime(39_999);
  expect(said).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(said).toEqual(["Piet Zwart has been on hold for 1 minute"]);
});
