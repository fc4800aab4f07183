import { z } from "zod";
import type { Settings } from "./product-state.ts";

/** What a key can do at Navigator and Bridge, in the order in which it is listed. */
export const ConsoleKey = z.enum([
  "answer-next",
  /** Takes whoever has waited in a queue the longest. */
  "take",
  "connect",
  /** Whatever comes next: answers, puts through or completes, answers the next caller. */
  "advance",
  "consult",
  "confer",
  "hold",
  /** Of two calls, talks with the other; of one, holds or resumes it. */
  "hold-or-swap",
  "park",
  /** Takes back whom the person parked first. */
  "retrieve",
  "mute",
  "retreat",
  "end-wrap-up",
  "notes",
  "previous",
  "next",
  "clear",
  "keys",
]);
export type ConsoleKey = z.infer<typeof ConsoleKey>;

/**
 * A name of `KeyboardEvent.key` that may be given something to do. Letters and digits search and dial, `*` and `#` dial, and what
 * moves or deletes within a text stays there.
 */
export const BindableKey = z
  .string()
  .regex(/^(F([1-9]|1\d|2[0-4])|Enter|Escape|Insert|Pause|Page(Up|Down)|Arrow(Up|Down)|[-+.,;/\\[\]=`'])$/);

/** The keys of each action; the first is the one shown. No key is in two of them. */
export const KeyBindings = z.record(ConsoleKey, z.array(BindableKey).readonly()).readonly();
export type KeyBindings = z.infer<typeof KeyBindings>;

/** Apart from writing, neither browsers nor the reading commands of screen readers use the brackets and the equals sign. */
const functionKeys: KeyBindings = {
  advance: [],
  "answer-next": ["F2", "+"],
  take: ["="],
  connect: ["Enter", "F4"],
  consult: ["F5"],
  confer: ["F10"],
  hold: ["F7"],
  "hold-or-swap": [],
  park: ["["],
  retrieve: ["]"],
  mute: ["F9"],
  retreat: ["F8"],
  "end-wrap-up": ["F6"],
  notes: ["F3"],
  previous: ["ArrowUp"],
  next: ["ArrowDown"],
  clear: ["Escape"],
  keys: ["F1"],
};

/** The keys as they come, before anybody changed one. */
export const keyProfiles: Readonly<Record<Settings["keyProfile"], KeyBindings>> = {
  "function-keys": functionKeys,
  "numeric-block": {
    ...functionKeys,
    advance: ["+"],
    "answer-next": ["F2"],
    retreat: ["-", "F8"],
    "hold-or-swap": ["."],
  },
};

/** What this key does; null: nothing. */
export function actionOfKey(bindings: KeyBindings, key: string): ConsoleKey | null {
  return ConsoleKey.options.find((action) => bindings[action].includes(key)) ?? null;
}

/** With this key as the only one of the action; whatever had it before has it no more. */
export function withKey(bindings: KeyBindings, action: ConsoleKey, key: string): KeyBindings {
  const others = Object.fromEntries(
    ConsoleKey.options.map((each) => [each, bindings[each].filter((one) => one !== key)]),
  );
  return { ...bindings, ...others, [action]: [key] };
}
