import { durationText, percentText } from "../../../shared/messages/formats.ts";
import type { Queue } from "../../../shared/model/queue.ts";
import { ratesOf } from "../../../shared/model/visits.ts";
import { useActions, useConsole } from "../../console/context.ts";
import { pendingKey } from "../../console/view-model/actions.ts";
import { Button } from "../../kit/button.tsx";
import { useClock } from "../../kit/clock.ts";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { useBridge, useBridgeModel } from "../context.ts";
import { longestWaitAlarm, queueWaitingAlarm, serviceLevelAlarm } from "../view-model/queue-figures.ts";
import { AlarmFigure } from "./alarm-figure.tsx";
import { PriorityMenu } from "./priority-menu.tsx";

interface QueueTableProps {
  readonly title: string;
  readonly queues: readonly Queue[];
}

/** Queues with how it stands with each, and my place in them. A row that is chosen shows its callers. */
export function QueueTable({ title, queues }: QueueTableProps) {
  const write = useWrite();
  return (
    <section className="box" aria-label={title}>
      <h2>{title}</h2>
      {queues.length === 0 ? (
        <p className="nothing">{write("bridge.no-queue-of-mine")}</p>
      ) : (
        <table className="queues" aria-label={title}>
          <thead>
            <tr>
              <th scope="col">{write("bridge.column.queue")}</th>
              <th scope="col">{write("bridge.column.waiting")}</th>
              <th scope="col">{write("bridge.column.longest")}</th>
              <th scope="col">{write("bridge.column.agents")}</th>
              <th scope="col">{write("bridge.column.service-level")}</th>
              <th scope="col">{write("bridge.column.priority")}</th>
              <th scope="col">
                <span className="unseen">{write("bridge.column.action")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {queues.map((queue) => (
              <QueueRow key={queue.queueId} queue={queue} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function QueueRow({ queue }: { readonly queue: Queue }) {
  const write = useWrite();
  const language = useLanguage();
  const { showQueue } = useBridgeModel();
  const { queueId, name, waiting, oldestWaitingSince: since, agentsFree, agentsLoggedIn } = queue;
  const chosen = useBridge((state) => state.queueId === queueId);
  const tally = useBridge((state) => state.tallies.get(queueId));
  const longest = useClock((now) => (since === null ? "–" : durationText(now - since)));
  const longestAlarm = useClock((now) => longestWaitAlarm(queue, now));
  const serviceLevel = tally ? ratesOf(tally.today).serviceLevel : null;
  return (
    <tr aria-label={name} className={chosen ? "chosen" : undefined}>
      <th scope="row" title={name}>
        <button type="button" aria-pressed={chosen} onClick={() => showQueue(chosen ? null : queueId)}>
          {name}
        </button>
      </th>
      <td className={waiting === 0 ? "none" : "some"}>
        <AlarmFigure alarm={queueWaitingAlarm(queue)}>{waiting}</AlarmFigure>
      </td>
      <td>
        <AlarmFigure alarm={longestAlarm}>{longest}</AlarmFigure>
      </td>
      <td>
        {agentsLoggedIn === 0 ? (
          <AlarmFigure alarm={waiting > 0 ? "red" : "amber"}>{write("queue.nobody-logged-in")}</AlarmFigure>
        ) : (
          write("bridge.agents", { free: agentsFree, loggedIn: agentsLoggedIn })
        )}
      </td>
      <td>
        <AlarmFigure alarm={serviceLevelAlarm(serviceLevel)}>
          {serviceLevel === null ? "–" : percentText(language, serviceLevel)}
        </AlarmFigure>
      </td>
      <td className="act">
        <PriorityMenu queue={queue} />
      </td>
      <td className="act">
        <JoinOrLeave queue={queue} />
      </td>
    </tr>
  );
}

function JoinOrLeave({ queue }: { readonly queue: Queue }) {
  const write = useWrite();
  const { join, leave } = useActions();
  const { queueId, agentsLoggedIn } = queue;
  const mine = queue.myPriority !== null;
  const busy = useConsole(
    ({ pending }) =>
      pending.has(pendingKey("queue.join", queueId)) || pending.has(pendingKey("queue.leave", queueId)),
  );
  return (
    <Button
      size="small"
      look={!mine && agentsLoggedIn === 0 ? "primary" : "plain"}
      label={write(mine ? "action.leave" : "action.join")}
      busy={busy}
      onPress={() => (mine ? leave(queueId) : join(queueId))}
    />
  );
}
