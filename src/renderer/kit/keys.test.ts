import { expect, test } from "vitest";
import { keyHint, keyOf, mayFire } from "./keys.ts";

test("a key never acts where it would write or press something else", () => {
  expect(mayFire("-", "search", true)).toBe(true);
  expect(mayFire("-", "search", false)).toBe(false);
  expect(mayFire("+", "search", false)).toBe(true);
  expect(mayFire("Enter", "search", false)).toBe(true);
  expect(mayFire("Enter", "control", true)).toBe(false);
  for (const place of ["text-field", "dialog"] as const) {
    expect(mayFire("Enter", place, true)).toBe(false);
    expect(mayFire("Escape", place, true)).toBe(false);
    expect(mayFire("F8", place, true)).toBe(true);
  }
  expect(mayFire("F8", "menu", true)).toBe(false);
});

test("the first key of an action is drawn, and all are told to assistive technology", () => {
  expect(keyHint(["F2", "+"])).toEqual({ shown: "F2", shortcuts: "F2 Plus" });
  expect(keyHint([])).toBeUndefined();
});

test("the decimal key of the numeric block is a point in every layout, unless it deletes", () => {
  expect(keyOf({ key: ",", code: "NumpadDecimal" })).toBe(".");
  expect(keyOf({ key: "Delete", code: "NumpadDecimal" })).toBe("Delete");
  expect(keyOf({ key: ",", code: "Comma" })).toBe(",");
});
