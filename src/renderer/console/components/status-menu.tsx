import { Check, ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { UserStatus } from "../../../shared/model/colleague.ts";
import { type Mark, StateMark, toneOf } from "../../kit/state-mark.tsx";
import { useWrite } from "../../kit/text.ts";
import { useActions, useConsole } from "../context.ts";
import { myself } from "../view-model/state.ts";

const marks: Readonly<Record<UserStatus, Mark>> = {
  available: "free",
  "no-queue-calls": "no-queue-calls",
  "no-calls": "no-calls",
};

/** My status, or the wrap-up while there is one, with the statuses to choose from; the children stand behind its word. */
export function StatusMenu({ children }: { readonly children?: ReactNode }) {
  const write = useWrite();
  const { setStatus } = useActions();
  const status = useConsole((state) => myself(state)?.status ?? null);
  const label = useConsole((state) => myself(state)?.statusLabel ?? null);
  const inWrapUp = useConsole((state) => Boolean(myself(state)?.wrapUp));
  const mark: Mark = inWrapUp ? "wrap-up" : status ? marks[status] : "unknown";
  const statusText = status ? write(`status.${status}`) : (label ?? write("status.unknown"));
  return (
    <MenuTrigger>
      <AriaButton className={`pill tone-${toneOf(mark)}`}>
        <StateMark of={mark} />
        <span>
          {inWrapUp ? write("presence.wrap-up") : statusText}
          {children}
        </span>
        <ChevronDown size={16} aria-hidden className="more" />
      </AriaButton>
      <Popover className="menu-popover">
        <Menu
          aria-label={write("status.choose")}
          selectionMode="single"
          selectedKeys={status ? [status] : []}
          onAction={(key) => setStatus(UserStatus.parse(key))}
        >
          {UserStatus.options.map((option) => (
            <MenuItem key={option} id={option} textValue={write(`status.${option}`)}>
              <StateMark of={marks[option]} />
              <span>{write(`status.${option}`)}</span>
              {option === status && <Check size={16} aria-hidden className="chosen" />}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
