import { Grip } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { Button as AriaButton, Dialog, DialogTrigger, Popover } from "react-aria-components";
import type { OwnCall } from "../../../shared/model/calls.ts";
import { useWrite } from "../../kit/text.ts";
import { useActions } from "../context.ts";
import { whyNot } from "../view-model/call-rules.ts";

const digits = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "*", "0", "#"] as const;

const shown = 16;
const focus = (input: HTMLElement | null) => input?.focus();

/** Digits for the other side, by pointing or by typing, for as long as it is open. */
export function Keypad({ call }: { readonly call: OwnCall }) {
  const write = useWrite();
  const { sendDigits } = useActions();
  const [sent, setSent] = useState("");
  const send = (digit: string) => {
    setSent((before) => before + digit);
    sendDigits(call, digit);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(digits as readonly string[]).includes(event.key)) return;
    event.preventDefault();
    send(event.key);
  };
  return (
    <DialogTrigger onOpenChange={() => setSent("")}>
      <span className="less-usual" title={write("action.keypad")}>
        <AriaButton className="button plain normal" isDisabled={whyNot("send-digits", call) !== null}>
          <Grip size={16} aria-hidden />
          <span className="label">{write("action.keypad")}</span>
        </AriaButton>
      </span>
      <Popover className="keypad-popover">
        <Dialog aria-label={write("action.keypad")}>
          <div className="keypad">
            <input
              ref={focus}
              readOnly
              aria-label={write("keypad.sent")}
              placeholder={write("keypad.hint")}
              value={sent.slice(-shown)}
              onKeyDown={onKeyDown}
            />
            {digits.map((digit) => (
              <button key={digit} type="button" onClick={() => send(digit)}>
                {digit}
              </button>
            ))}
          </div>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
