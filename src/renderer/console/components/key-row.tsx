import { Pencil } from "lucide-react";
import { useEffect, useEffectEvent } from "react";
import { BindableKey, type ConsoleKey } from "../../../shared/model/console-keys.ts";
import { Button } from "../../kit/button.tsx";
import { keyCap, keyOf } from "../../kit/keys.ts";
import { useWrite } from "../../kit/text.ts";
import { useConsole } from "../context.ts";
import { keyWords } from "./key-words.ts";

interface KeyRowProps {
  readonly action: ConsoleKey;
  /** The next key that is pressed becomes the key of this action. */
  readonly asked: boolean;
  readonly onAsk: () => void;
  readonly onKey: (key: string) => void;
  /** Without a key: why, or nothing to say. */
  readonly onLeave: (why: string) => void;
}

/** An action with its keys, and the way to another key. */
export function KeyRow({ action, asked, onAsk, onKey, onLeave }: KeyRowProps) {
  const write = useWrite();
  const keys = useConsole((state) => state.keyBindings[action]);
  const words = write(keyWords[action]);
  const press = useEffectEvent((event: KeyboardEvent) => {
    const key = keyOf(event);
    if (["Shift", "Control", "Alt", "Meta", "AltGraph", "CapsLock", "NumLock"].includes(key)) return;
    if (key === "Tab") return onLeave("");
    event.preventDefault();
    event.stopImmediatePropagation();
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (key === "Escape" && action !== "clear") onLeave("");
    else if (plain && BindableKey.safeParse(key).success) onKey(key);
    else onLeave(write("keys.not-bindable"));
  });
  useEffect(() => {
    if (!asked) return;
    // Before the dialog and the window see it.
    const listen = (event: KeyboardEvent) => press(event);
    window.addEventListener("keydown", listen, { capture: true });
    return () => window.removeEventListener("keydown", listen, { capture: true });
  }, [asked]);
  return (
    <div className={asked ? "asked" : keys.length === 0 ? "unbound" : undefined}>
      <dt>
        {asked ? (
          <kbd>…</kbd>
        ) : keys.length === 0 ? (
          <span className="nothing">{write("keys.none")}</span>
        ) : (
          keys.map((cap) => <kbd key={cap}>{keyCap(cap)}</kbd>)
        )}
      </dt>
      <dd>
        {words}
        <Button
          size="small"
          look="quiet"
          iconOnly
          icon={Pencil}
          label={write("keys.change", { action: words })}
          pressed={asked}
          onPress={() => (asked ? onLeave("") : onAsk())}
        />
      </dd>
    </div>
  );
}
