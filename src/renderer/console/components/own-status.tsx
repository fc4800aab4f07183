import { Check, ChevronDown } from "lucide-react";
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { remainingText } from "../../../shared/messages/formats.ts";
import { UserStatus } from "../../../shared/model/colleague.ts";
import { Button } from "../../kit/button.tsx";
import { useClock } from "../../kit/clock.ts";
import { type Mark, StateMark, toneOf } from "../../kit/state-mark.tsx";
import { useWrite } from "../../kit/text.ts";
import { useActions, useConsole } from "../context.ts";
import { pendingKey } from "../view-model/actions.ts";
import { myself } from "../view-model/state.ts";

const marks: Readonly<Record<UserStatus, Mark>> = {
  available: "free",
  "no-queue-calls": "no-queue-calls",
  "no-calls": "no-calls",
};

/** My own status, and the end of my wrap-up. */
export function OwnStatus() {
  const write = useWrite();
  const { setStatus } = useActions();
  const status = useConsole((state) => myself(state)?.status ?? null);
  const label = useConsole((state) => myself(state)?.statusLabel ?? null);
  const inWrapUp = useConsole((state) => Boolean(myself(state)?.wrapUp));
  const endsAt = useConsole((state) => myself(state)?.wrapUp?.endsAt ?? null);
  const busy = useConsole((state) => state.pending.has(pendingKey("status.set")));
  const left = useClock((now) => (endsAt === null ? "" : remainingText(endsAt - now)));
  const mark: Mark = inWrapUp ? "wrap-up" : status ? marks[status] : "unknown";
  const statusText = status ? write(`status.${status}`) : (label ?? write("status.unknown"));
  return (
    <section className="own-status fades" aria-label={write("region.own-status")}>
      <MenuTrigger>
        <AriaButton className={`pill tone-${toneOf(mark)}`}>
          <StateMark of={mark} />
          <span>
            {inWrapUp ? write("presence.wrap-up") : statusText}
            {inWrapUp && <span className="timer"> {left}</span>}
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
      {inWrapUp && (
        <Button
          label={write("action.end-wrap-up")}
          size="small"
          busy={busy}
          onPress={() => setStatus("available")}
        />
      )}
    </section>
  );
}
