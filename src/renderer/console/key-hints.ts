import type { ConsoleKey } from "../../shared/model/console-keys.ts";
import { type KeyHint, keyHint } from "../kit/keys.ts";
import { useConsole } from "./context.ts";
import { nextStep } from "./view-model/lines.ts";

/** Tells the key of a button as the person has bound it; of several actions where each of them does what the button does. */
export function useHints(): (...actions: readonly ConsoleKey[]) => KeyHint | undefined {
  const bindings = useConsole((state) => state.keyBindings);
  return (...actions) => keyHint(actions.flatMap((action) => bindings[action]));
}

/** The keys that answer the next caller: the one that advances too, unless it would put somebody through now. */
export function useAnswerHint(): KeyHint | undefined {
  const hintFor = useHints();
  const advances = useConsole((state) => nextStep(state) !== "connect");
  return advances ? hintFor("advance", "answer-next") : hintFor("answer-next");
}
