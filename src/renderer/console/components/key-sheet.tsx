import type { MessageKey } from "../../../shared/messages/message.ts";
import { Dialog } from "../../kit/dialog.tsx";
import { keyCap } from "../../kit/keys.ts";
import { useWrite } from "../../kit/text.ts";
import { useActions, useConsole } from "../context.ts";
import { type ConsoleKey, keyProfile } from "../keyboard.ts";

const words: Readonly<Record<ConsoleKey, MessageKey>> = {
  "answer-next": "action.answer-next",
  connect: "keys.enter",
  consult: "keys.consult",
  confer: "keys.confer",
  hold: "keys.hold",
  mute: "keys.mute",
  retreat: "keys.retreat",
  "end-wrap-up": "action.end-wrap-up",
  notes: "keys.notes",
  previous: "keys.previous",
  next: "keys.next",
  clear: "keys.clear",
  keys: "keys.sheet",
};

/** What every key does. */
export function KeySheet() {
  const write = useWrite();
  const { closeDialog } = useActions();
  const open = useConsole((state) => state.dialog === "keys");
  return (
    <Dialog title={write("keys.title")} open={open} onClose={closeDialog}>
      <p className="lead">{write("keys.lead")}</p>
      <dl className="key-sheet">
        {(Object.keys(words) as ConsoleKey[]).map((key) => (
          <div key={key}>
            <dt>
              {keyProfile[key].map((cap) => (
                <kbd key={cap}>{keyCap(cap)}</kbd>
              ))}
            </dt>
            <dd>{write(words[key] as "keys.sheet")}</dd>
          </div>
        ))}
        <div>
          <dt>
            {["Alt", ...keyProfile.previous, ...keyProfile.next].map((cap) => (
              <kbd key={cap}>{keyCap(cap)}</kbd>
            ))}
          </dt>
          <dd>{write("keys.order")}</dd>
        </div>
      </dl>
    </Dialog>
  );
}
