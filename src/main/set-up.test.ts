import { expect, test } from "vitest";
import { keyProfiles } from "../shared/model/console-keys.ts";
import { createSetUp } from "./set-up.ts";
import { openUserData } from "./store/user-data.ts";

const log = { info() {}, warn() {}, error() {} };
const open = () => openUserData({ file: ":memory:", log, now: () => 0 });

test("a changed key is of its profile alone, and a reset gives the profile's keys back", () => {
  const userData = open();
  userData.bindKey("function-keys", "mute", "F11");
  expect(userData.keyBindings("function-keys").mute).toEqual(["F11"]);
  expect(userData.keyBindings("numeric-block")).toEqual(keyProfiles["numeric-block"]);
  userData.resetKeys("function-keys");
  expect(userData.keyBindings("function-keys")).toEqual(keyProfiles["function-keys"]);
  userData.close();
});

test("a key that another action has is refused with that action, and its own again is not", () => {
  const userData = open();
  const told: unknown[] = [];
  const { requests } = createSetUp({ userData, changed: (bindings) => void told.push(bindings.mute) });
  expect(requests["key-bindings.change"]({ action: "mute", key: "F7" })).toEqual({
    ok: false,
    refusal: { code: "key-taken", detail: "hold" },
  });
  expect(requests["key-bindings.change"]({ action: "mute", key: "F9" }).ok).toBe(true);
  expect(requests["key-bindings.change"]({ action: "mute", key: "-" }).ok).toBe(true);
  userData.changeSettings({ keyProfile: "numeric-block" });
  expect(requests["key-bindings.change"]({ action: "mute", key: "-" }).ok).toBe(false);
  expect(told).toEqual([["F9"], ["-"]]);
  userData.close();
});

test("panes keep their width, and one that no version allows is as it comes", () => {
  const userData = open();
  expect(userData.resizePanes({ linesPx: 300 })).toEqual({ linesPx: 300, cardPx: null });
  expect(userData.resizePanes({ cardPx: 9_000 })).toEqual({ linesPx: 300, cardPx: null });
  userData.close();
});
