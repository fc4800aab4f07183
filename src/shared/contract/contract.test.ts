import { expect, test } from "vitest";
import { audioRequests } from "./audio.ts";
import { DialledNumber, requests } from "./requests.ts";

test("a dialled number may have the separators people type, and nothing else", () => {
  for (const number of ["112", "+31 6 12 34 56 78", "(020) 123-4567", "*48*12", "010.123"])
    expect(DialledNumber.safeParse(number).success).toBe(true);
  for (const number of ["", "sip:x@y", "12;ext=3", "1\n2", "abc"])
    expect(DialledNumber.safeParse(number).success).toBe(false);
});

test("requests and audio requests do not share a name", () => {
  const names = [...Object.keys(requests), ...Object.keys(audioRequests)];
  expect(new Set(names).size).toBe(names.length);
});
