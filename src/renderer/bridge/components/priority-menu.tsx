import { Check, ChevronDown } from "lucide-react";
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import type { Queue } from "../../../shared/model/queue.ts";
import { useActions } from "../../console/context.ts";
import { useWrite } from "../../kit/text.ts";

const priorities = [1, 2, 3] as const;

/** My priority in a queue; in one that is not mine, a choice joins it with that priority. */
export function PriorityMenu({ queue }: { readonly queue: Queue }) {
  const write = useWrite();
  const { join } = useActions();
  const { queueId, name, myPriority } = queue;
  const label =
    myPriority === null
      ? write("bridge.join-with", { queue: name })
      : write("bridge.priority", { queue: name, priority: myPriority });
  return (
    <MenuTrigger>
      <AriaButton className="button quiet small priority" aria-label={label}>
        <span className="number">{myPriority ?? "–"}</span>
        <ChevronDown size={16} aria-hidden />
      </AriaButton>
      <Popover className="menu-popover" placement="bottom end">
        <Menu
          aria-label={label}
          selectionMode="single"
          selectedKeys={myPriority === null ? [] : [String(myPriority)]}
          onAction={(key) => join(queueId, Number(key))}
        >
          {priorities.map((priority) => (
            <MenuItem key={priority} id={String(priority)} textValue={write(`bridge.priority.${priority}`)}>
              <span>{write(`bridge.priority.${priority}`)}</span>
              {priority === myPriority && <Check size={16} aria-hidden className="chosen" />}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
