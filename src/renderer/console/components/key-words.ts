import type { MessageKey } from "../../../shared/messages/message.ts";
import type { ConsoleKey } from "../../../shared/model/console-keys.ts";

/** What each key does, in words. */
export const keyWords = {
  advance: "keys.advance",
  "answer-next": "action.answer-next",
  take: "keys.take",
  connect: "keys.enter",
  consult: "keys.consult",
  confer: "keys.confer",
  hold: "keys.hold",
  "hold-or-swap": "keys.hold-or-swap",
  park: "keys.park",
  retrieve: "keys.retrieve",
  mute: "keys.mute",
  retreat: "keys.retreat",
  "end-wrap-up": "action.end-wrap-up",
  notes: "keys.notes",
  previous: "keys.previous",
  next: "keys.next",
  clear: "keys.clear",
  keys: "keys.sheet",
} as const satisfies Readonly<Record<ConsoleKey, MessageKey>>;
