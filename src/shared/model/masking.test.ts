import { expect, test } from "vitest";
import { maskedNumber } from "./masking.ts";

test("of a number that is masked in part, country and region stay and the last four digits do not", () => {
  expect(maskedNumber("+31 6 12 34 56 78", "hide-last-digits")).toBe("+31 6 12 34 •• ••");
  expect(maskedNumber("+49 30 901820", "hide-last-digits")).toBe("+49 30 90••••");
  expect(maskedNumber("123", "hide-last-digits")).toBe("•••");
});

test("of a number that is masked entirely, not even the length is told", () => {
  expect(maskedNumber("+31 6 12 34 56 78", "hide-all")).toBe(maskedNumber("14020", "hide-all"));
  expect(maskedNumber("+31 6 12 34 56 78", "hide-all")).not.toMatch(/\d/);
});

test("a number is shown where the rule is to show it, and an emergency number always", () => {
  expect(maskedNumber("+31 6 12 34 56 78", "show")).toBe("+31 6 12 34 56 78");
  expect(maskedNumber("112", "hide-last-digits")).toBe("112");
  expect(maskedNumber("1 1 2", "hide-all")).toBe("1 1 2");
});
