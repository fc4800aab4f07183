import { expect, test } from "vitest";
import { partsOf } from "./highlighted.tsx";

test("what was searched is marked in a name, without regard to accents and case", () => {
  const marked = (text: string, searched: string) =>
    partsOf(text, searched)
      .filter(({ found }) => found)
      .map(({ part }) => part);
  expect(marked("Zoë Peeters", "zoe")).toEqual(["Zoë"]);
  expect(marked("Mark Visser", "vis mar")).toEqual(["Mar", "Vis"]);
  expect(marked("Mark Visser", "")).toEqual([]);
  expect(
    partsOf("Mark", "ar")
      .map(({ part }) => part)
      .join(""),
  ).toBe("Mark");
});
