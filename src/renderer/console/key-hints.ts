import type { ConsoleKey } from "../../shared/model/console-keys.ts";
import { type KeyHint, keyHint } from "../kit/keys.ts";
import { useConsole } from "./context.ts";

/** Tells the key of a button as the person has bound it; of several actions where each of them does what the button does. */
export function useHints(): (...actions: readonly ConsoleKey[]) => KeyHint | undefined {
  const bindings = useConsole((state) => state.keyBindings);
  return (...actions) => keyHint(actions.flatMap((action) => bindings[action]));
}
