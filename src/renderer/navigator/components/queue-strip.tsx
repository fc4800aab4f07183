import { ChevronDown, HeadphoneOff, Headset, LogIn, LogOut, TriangleAlert, UserCheck } from "lucide-react";
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { durationText } from "../../../shared/messages/formats.ts";
import type { CallFlowSwitch, Queue } from "../../../shared/model/queue.ts";
import { useActions, useConsole } from "../../console/context.ts";
import { pendingKey } from "../../console/view-model/actions.ts";
import { queueAlarm } from "../../console/view-model/queue-alarm.ts";
import { isLoading } from "../../console/view-model/state.ts";
import { Button } from "../../kit/button.tsx";
import { useClock } from "../../kit/clock.ts";
import { useWrite } from "../../kit/text.ts";

/** The queues and switches of the company along the foot of the window. */
export function QueueStrip() {
  const write = useWrite();
  const queues = useConsole((state) => state.queues);
  const switches = useConsole((state) => state.switches);
  const loading = useConsole(isLoading);
  return (
    <section className="queue-strip fades" aria-label={write("region.queues")}>
      {queues.length === 0 && (
        <p className="nothing">{write(loading ? "connection.loading" : "queue.none")}</p>
      )}
      <ul>
        {queues.map((queue) => (
          <QueueTile key={queue.queueId} queue={queue} />
        ))}
      </ul>
      {switches.map((flowSwitch) => (
        <SwitchTile key={flowSwitch.switchId} flowSwitch={flowSwitch} />
      ))}
    </section>
  );
}

function QueueTile({ queue }: { readonly queue: Queue }) {
  const write = useWrite();
  const { join, leave } = useActions();
  const { queueId, name, waiting, oldestWaitingSince, agentsFree, agentsLoggedIn, myPriority } = queue;
  const mine = myPriority !== null;
  const longest = useClock((now) =>
    oldestWaitingSince === null ? null : durationText(now - oldestWaitingSince),
  );
  const alarm = useClock((now) => queueAlarm(queue, now));
  const busy = useConsole(
    ({ pending }) =>
      pending.has(pendingKey("queue.join", queueId)) || pending.has(pendingKey("queue.leave", queueId)),
  );
  const detail = [
    longest === null ? write("queue.nobody-waits") : write("queue.longest", { duration: longest }),
    agentsLoggedIn === 0
      ? write("queue.nobody-logged-in")
      : write("queue.agents", { free: agentsFree, loggedIn: agentsLoggedIn }),
  ].join(" · ");
  const agents = write("queue.agents.short", { free: agentsFree, loggedIn: agentsLoggedIn });
  const figures = `${longest ?? "–"} · ${agents}`;
  return (
    <li className={`queue-tile ${alarm}`}>
      <span className="name" title={`${name}: ${detail}`}>
        <b>{name}</b>
        {mine && <UserCheck size={16} aria-label={write("queue.mine")} role="img" />}
      </span>
      <small title={`${name}: ${detail}`}>
        <span>{detail}</span>
        <span aria-hidden>{figures}</span>
      </small>
      <span className="waiting number">
        {alarm === "red" && <TriangleAlert size={16} aria-hidden />}
        <span aria-hidden>{waiting}</span>
        {waiting > 0 && <span className="unseen"> · {write("queue.waiting", { count: waiting })}</span>}
      </span>
      {mine && <AutoAnswerButton queue={queue} />}
      <Button
        label={write(mine ? "queue.leave" : "queue.join", { queue: name })}
        icon={mine ? LogOut : LogIn}
        iconOnly
        look="quiet"
        size="small"
        busy={busy}
        onPress={() => (mine ? leave(queueId) : join(queueId))}
      />
    </li>
  );
}

/** Whether the calls of a queue of mine are answered by themselves. */
function AutoAnswerButton({ queue: { queueId, name, autoAnswer } }: { readonly queue: Queue }) {
  const write = useWrite();
  const { setAutoAnswer } = useActions();
  const busy = useConsole(({ pending }) => pending.has(pendingKey("queue.set-auto-answer", queueId)));
  return (
    <Button
      label={write("queue.auto-answer", { queue: name })}
      icon={autoAnswer ? Headset : HeadphoneOff}
      iconOnly
      look="quiet"
      size="small"
      pressed={autoAnswer}
      busy={busy}
      onPress={() => setAutoAnswer(queueId, !autoAnswer)}
    />
  );
}

function SwitchTile({ flowSwitch }: { readonly flowSwitch: CallFlowSwitch }) {
  const { setSwitch } = useActions();
  const { switchId, name, setting, settings } = flowSwitch;
  const busy = useConsole((state) => state.pending.has(pendingKey("switch.set", switchId)));
  const label = settings.find((one) => one.setting === setting)?.label ?? String(setting);
  return (
    <MenuTrigger>
      <AriaButton className="switch-tile" isDisabled={busy} aria-busy={busy || undefined}>
        <b>{name}</b>
        <span>
          {label}
          <ChevronDown size={16} aria-hidden />
        </span>
      </AriaButton>
      <Popover className="menu-popover">
        <Menu
          aria-label={name}
          selectionMode="single"
          selectedKeys={[String(setting)]}
          onAction={(key) => setSwitch(switchId, Number(key))}
        >
          {settings.map((one) => (
            <MenuItem key={one.setting} id={String(one.setting)} textValue={one.label}>
              {one.label}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
