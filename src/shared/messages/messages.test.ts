import { expect, test } from "vitest";
import { ReturnReason } from "../model/calls.ts";
import { RefusalCode } from "../model/product-state.ts";
import { dutch } from "./dutch.ts";
import { english } from "./english.ts";
import { ageText, durationText, remainingText, timeText } from "./formats.ts";
import { message } from "./message.ts";

const texts = (entry: string | { one: string; other: string }) =>
  typeof entry === "string" ? [entry] : [entry.one, entry.other];
const parameters = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

test("Dutch has every text of English, with the same parameters and none empty", () => {
  expect(Object.keys(dutch).sort()).toEqual(Object.keys(english).sort());
  for (const [key, entry] of Object.entries(english)) {
    const [wanted] = texts(entry).map(parameters);
    for (const text of [...texts(entry), ...texts(dutch[key as keyof typeof dutch])]) {
      expect(text.trim(), key).not.toBe("");
      expect(parameters(text), key).toEqual(wanted);
    }
  }
});

test("every refusal, and every reason to come back, has its words", () => {
  for (const code of RefusalCode.options) expect(english).toHaveProperty([`refusal.${code}`]);
  for (const reason of ReturnReason.options) expect(english).toHaveProperty([`returned.${reason}`]);
});

test("a count takes the form of its language, and numbers are written as it writes them", () => {
  expect(message("en", "search.matches", { count: 1 })).toBe("1 match");
  expect(message("en", "search.matches", { count: 1200 })).toBe("1,200 matches");
  expect(message("nl", "search.matches", { count: 1200 })).toBe("1.200 treffers");
});

test("durations, countdowns, ages and times read as people write them", () => {
  expect(durationText(-5)).toBe("0:00");
  expect(durationText(59_999)).toBe("0:59");
  expect(durationText(3_723_000)).toBe("1:02:03");
  expect(remainingText(19_001)).toBe("0:20");
  expect(remainingText(-1)).toBe("0:00");
  expect(ageText("en", 1_000)).toBe("1 second");
  expect(ageText("nl", 125_000)).toBe("2 minuten");
  expect(timeText("en", Date.UTC(2026, 2, 10, 13, 3, 20), "Europe/Amsterdam")).toBe("14:03:20");
});
