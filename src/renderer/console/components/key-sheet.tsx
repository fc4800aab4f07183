import { Printer, RotateCcw } from "lucide-react";
import { useState } from "react";
import { Radio } from "react-aria-components";
import { ConsoleKey, keyProfiles } from "../../../shared/model/console-keys.ts";
import { Settings } from "../../../shared/model/product-state.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { keyCap } from "../../kit/keys.ts";
import { useWrite } from "../../kit/text.ts";
import { useActions, useConsole } from "../context.ts";
import { Choice } from "./choice.tsx";
import { KeyRow } from "./key-row.tsx";
import { keyWords } from "./key-words.ts";

const { keyProfile: Profiles } = Settings.unwrap().shape;

/** What every key does; each can be given something else to do, and all of it printed as a card to lay beside the keyboard. */
export function KeySheet() {
  const write = useWrite();
  const { closeDialog } = useActions();
  const open = useConsole((state) => state.dialog === "keys");
  return (
    <Dialog title={write("keys.title")} open={open} onClose={closeDialog}>
      <p className="lead">{write("keys.lead")}</p>
      <ProfileChoice />
      <Keys />
    </Dialog>
  );
}

function ProfileChoice() {
  const write = useWrite();
  const { changeSettings } = useActions();
  const profile = useConsole((state) => state.settings.keyProfile);
  return (
    <Choice
      label={write("keys.profile")}
      value={profile}
      onChange={(value) => changeSettings({ keyProfile: Profiles.parse(value) })}
    >
      {Profiles.options.map((option) => (
        <Radio key={option} value={option}>
          {write(`keys.profile.${option}`)}
        </Radio>
      ))}
    </Choice>
  );
}

function Keys() {
  const write = useWrite();
  const { bindKey, resetKeys } = useActions();
  const bindings = useConsole((state) => state.keyBindings);
  const profile = useConsole((state) => state.settings.keyProfile);
  const [asked, setAsked] = useState<ConsoleKey | null>(null);
  const [outcome, setOutcome] = useState("");
  const changed = ConsoleKey.options.some(
    (action) => bindings[action].join() !== keyProfiles[profile][action].join(),
  );
  const bind = async (action: ConsoleKey, key: string) => {
    setAsked(null);
    const result = await bindKey(action, key);
    if (result.ok)
      return setOutcome(write("keys.bound", { key: keyCap(key), action: write(keyWords[action]) }));
    const holder = ConsoleKey.safeParse(result.refusal.detail);
    setOutcome(
      result.refusal.code === "key-taken" && holder.success
        ? write("keys.taken", { key: keyCap(key), action: write(keyWords[holder.data]) })
        : write(`refusal.${result.refusal.code}`),
    );
  };
  return (
    <>
      <dl className="key-sheet">
        {ConsoleKey.options.map((action) => (
          <KeyRow
            key={action}
            action={action}
            asked={asked === action}
            onAsk={() => {
              setOutcome("");
              setAsked(action);
            }}
            onKey={(key) => void bind(action, key)}
            onLeave={(why) => {
              setAsked(null);
              setOutcome(why);
            }}
          />
        ))}
        <div>
          <dt>
            {["Alt", ...bindings.previous, ...bindings.next].map((cap) => (
              <kbd key={cap}>{keyCap(cap)}</kbd>
            ))}
          </dt>
          <dd>{write("keys.order")}</dd>
        </div>
      </dl>
      <div className="buttons key-foot">
        <Button label={write("keys.print")} icon={Printer} onPress={() => window.print()} />
        {changed && <Button label={write("keys.reset")} icon={RotateCcw} onPress={resetKeys} />}
        <span role="status">{asked ? write("keys.press", { action: write(keyWords[asked]) }) : outcome}</span>
      </div>
    </>
  );
}
