import { Check, ChevronDown } from "lucide-react";
import {
  Button as AriaButton,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Separator,
} from "react-aria-components";
import type { Queue } from "../../../shared/model/queue.ts";
import { useActions } from "../../console/context.ts";
import { useWrite } from "../../kit/text.ts";

const priorities = [1, 2, 3] as const;

/**
 * My place in a queue: with which priority, where a choice joins one that is not mine, and whether its calls are answered by themselves.
 */
export function PriorityMenu({ queue }: { readonly queue: Queue }) {
  const write = useWrite();
  const { join, setAutoAnswer } = useActions();
  const { queueId, name, myPriority, autoAnswer } = queue;
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
        <Menu aria-label={label}>
          <MenuSection
            aria-label={label}
            selectionMode="single"
            selectedKeys={myPriority === null ? [] : [String(myPriority)]}
          >
            {priorities.map((priority) => (
              <MenuItem
                key={priority}
                id={String(priority)}
                textValue={write(`bridge.priority.${priority}`)}
                onAction={() => join(queueId, priority)}
              >
                <span>{write(`bridge.priority.${priority}`)}</span>
                {priority === myPriority && <Check size={16} aria-hidden className="chosen" />}
              </MenuItem>
            ))}
          </MenuSection>
          <Separator />
          <MenuSection
            aria-label={write("queue.auto-answer.short")}
            selectionMode="multiple"
            selectedKeys={autoAnswer ? ["auto-answer"] : []}
          >
            <MenuItem
              id="auto-answer"
              textValue={write("queue.auto-answer.short")}
              onAction={() => setAutoAnswer(queueId, !autoAnswer)}
            >
              <span>{write("queue.auto-answer.short")}</span>
              {autoAnswer && <Check size={16} aria-hidden className="chosen" />}
            </MenuItem>
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
