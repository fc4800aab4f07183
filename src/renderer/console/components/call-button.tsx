import { ChevronDown, Eye, EyeOff, Phone } from "lucide-react";
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import type { TransferTarget } from "../../../shared/contract/requests.ts";
import { Button } from "../../kit/button.tsx";
import type { KeyHint } from "../../kit/keys.ts";
import { useWrite } from "../../kit/text.ts";
import { useActions, useConsole } from "../context.ts";
import { pendingKey } from "../view-model/actions.ts";
import { dialId, isEmergency } from "../view-model/call-rules.ts";

interface CallButtonProps {
  readonly target: TransferTarget;
  readonly primary: boolean;
  readonly keys: KeyHint | undefined;
  readonly whyNot: string | null;
}

/** Calls whom is chosen; beside it the other way of showing one's number than the settings say, which no emergency number has. */
export function CallButton({ target, primary, keys, whyNot }: CallButtonProps) {
  const write = useWrite();
  const { dial } = useActions();
  const dialling = useConsole((state) => state.pending.has(pendingKey("call.dial", dialId(target))));
  const hides = useConsole((state) => state.settings.hideNumber);
  const otherWay = write(hides ? "action.call-with-number" : "action.call-without-number");
  const Icon = hides ? Eye : EyeOff;
  return (
    <div className="call-ways">
      <Button
        label={write("action.call")}
        icon={Phone}
        look={primary ? "primary" : "plain"}
        keys={keys}
        busy={dialling}
        whyNot={whyNot}
        onPress={() => dial(target)}
      />
      {!isEmergency(target) && whyNot === null && (
        <MenuTrigger>
          <AriaButton className="button plain icon-only" aria-label={write("action.more-ways-to-call")}>
            <ChevronDown size={16} aria-hidden />
          </AriaButton>
          <Popover className="menu-popover" placement="bottom end">
            <Menu aria-label={write("action.more-ways-to-call")} onAction={() => dial(target, !hides)}>
              <MenuItem id="other" textValue={otherWay}>
                <Icon size={16} aria-hidden />
                <span>{otherWay}</span>
              </MenuItem>
            </Menu>
          </Popover>
        </MenuTrigger>
      )}
    </div>
  );
}
