import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { RefusalCode } from "../../../shared/model/product-state.ts";
import { createNoteWriter, type NoteState } from "./note-writer.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A main that answers a write when it is told to. */
function setUp() {
  const written: string[] = [];
  const states: NoteState[] = [];
  const answers: ((refusal: RefusalCode | null) => void)[] = [];
  const writer = createNoteWriter(
    (text) => {
      written.push(text);
      return new Promise((resolve) => answers.push(resolve));
    },
    (state) => states.push(state),
  );
  const answer = async (refusal: RefusalCode | null) => {
    answers.shift()?.(refusal);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { written, states, writer, answer };
}

test("a note is saved once when the typing pauses, not with every key", async () => {
  const { written, states, writer, answer } = setUp();
  for (const text of ["i", "in", "inv"]) {
    writer.type(text);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(written).toEqual([]);
  await vi.advanceTimersByTimeAsync(400);
  await answer(null);
  expect(written).toEqual(["inv"]);
  expect(states.at(-1)).toBe("saved");
});

test("leaving the field saves at once what was typed, and nothing where all is saved", async () => {
  const { written, writer, answer } = setUp();
  writer.flush();
  writer.type("invoice");
  writer.flush();
  await answer(null);
  writer.flush();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(written).toEqual(["invoice"]);
});

test("what is typed while a write is under way is written after it, never beside it", async () => {
  const { written, states, writer, answer } = setUp();
  writer.type("a");
  writer.flush();
  writer.type("ab");
  writer.flush();
  expect(written).toEqual(["a"]);
  await answer(null);
  expect(written).toEqual(["a", "ab"]);
  await answer(null);
  expect(states).toEqual(["saving", "saving", "saved"]);
});

test("a refused text is kept, its reason told, and tried again", async () => {
  const { written, states, writer, answer } = setUp();
  writer.type("invoice");
  writer.flush();
  await answer("failed");
  expect(states.at(-1)).toBe("failed");
  writer.flush();
  await answer(null);
  expect(written).toEqual(["invoice", "invoice"]);
  expect(states.at(-1)).toBe("saved");
});
