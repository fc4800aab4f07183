import { expect, test } from "vitest";
import { actionOfKey, BindableKey, ConsoleKey, KeyBindings, keyProfiles, withKey } from "./console-keys.ts";

test("in every profile each key has one thing to do, and all of them may be given", () => {
  for (const bindings of Object.values(keyProfiles)) {
    expect(KeyBindings.parse(bindings)).toEqual(bindings);
    const keys = ConsoleKey.options.flatMap((action) => bindings[action]);
    expect(new Set(keys).size).toBe(keys.length);
  }
});

test("the numeric block advances, retreats, connects and holds", () => {
  const actions = ["+", "-", "Enter", "."].map((key) => actionOfKey(keyProfiles["numeric-block"], key));
  expect(actions).toEqual(["advance", "retreat", "connect", "hold-or-swap"]);
});

test("taking who waits, parking and retrieving have a key in every profile", () => {
  for (const bindings of Object.values(keyProfiles))
    expect(["=", "[", "]"].map((key) => actionOfKey(bindings, key))).toEqual(["take", "park", "retrieve"]);
});

test("letters, digits and what belongs to writing cannot be given anything else to do", () => {
  for (const key of [
    "a",
    "7",
    " ",
    "*",
    "#",
    "Tab",
    "Backspace",
    "Delete",
    "Home",
    "ArrowLeft",
    "F25",
    "Control",
  ])
    expect(BindableKey.safeParse(key).success, key).toBe(false);
  for (const key of ["F1", "F24", "+", "-", ".", ",", "Enter", "PageUp", "Insert"])
    expect(BindableKey.safeParse(key).success, key).toBe(true);
});

test("a key that is given to an action is the only one of it, and no other action has it any more", () => {
  const bindings = withKey(keyProfiles["function-keys"], "mute", "F2");
  expect(bindings.mute).toEqual(["F2"]);
  expect(bindings["answer-next"]).toEqual(["+"]);
  expect(actionOfKey(bindings, "F9")).toBeNull();
});
