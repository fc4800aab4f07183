import { useMemo } from "react";
import { durationText } from "../../../shared/messages/formats.ts";
import { useActions, useConsole } from "../../console/context.ts";
import { pendingKey } from "../../console/view-model/actions.ts";
import { isRingingHere } from "../../console/view-model/lines.ts";
import { mayTake } from "../../console/view-model/state.ts";
import { partyName } from "../../console/view-model/words.ts";
import { Button } from "../../kit/button.tsx";
import { useClock } from "../../kit/clock.ts";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { useBridge, useBridgeModel } from "../context.ts";
import { type WaitingCaller, waitAlarm, waitingCallers } from "../view-model/queue-figures.ts";
import { AlarmFigure } from "./alarm-figure.tsx";

/** Who waits in the chosen queue, or in all of mine, in the order of their coming. */
export function WaitingCallers() {
  const write = useWrite();
  const { showQueue } = useBridgeModel();
  const queueId = useBridge((state) => state.queueId);
  const chosen = useConsole((state) => state.queues.find((queue) => queue.queueId === queueId) ?? null);
  const callers = useConsole((state) => state.callers);
  const liveCalls = useBridge((state) => state.liveCalls);
  const waiting = useMemo(() => waitingCallers(chosen, callers, liveCalls), [chosen, callers, liveCalls]);
  return (
    <section className="box callers" aria-label={write("bridge.callers")}>
      <header>
        <h2>{chosen ? write("bridge.callers.of", { queue: chosen.name }) : write("bridge.callers.mine")}</h2>
        {chosen && (
          <Button
            size="small"
            look="quiet"
            label={write("bridge.callers.show-mine")}
            onPress={() => showQueue(null)}
          />
        )}
      </header>
      {waiting.length === 0 ? (
        <p className="nothing">{write("bridge.callers.none")}</p>
      ) : (
        <table className="waiting-callers" aria-label={write("bridge.callers")}>
          <thead>
            <tr>
              <th scope="col">{write("bridge.callers.column.caller")}</th>
              {!chosen && <th scope="col">{write("bridge.callers.column.queue")}</th>}
              <th scope="col">{write("bridge.callers.column.dialled")}</th>
              <th scope="col">{write("bridge.callers.column.offered")}</th>
              <th scope="col">{write("bridge.column.waiting")}</th>
              <th scope="col">
                <span className="unseen">{write("bridge.column.action")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {waiting.map((one) => (
              <CallerRow key={one.id} waiting={one} showsQueue={!chosen} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

interface CallerRowProps {
  readonly waiting: WaitingCaller;
  readonly showsQueue: boolean;
}

function CallerRow({ waiting, showsQueue }: CallerRowProps) {
  const language = useLanguage();
  const { party, since, queueName, dialled, offeredTo } = waiting;
  const name = partyName(language, party);
  const number = party.displayNumber ?? party.number;
  const wait = useClock((now) => durationText(now - since));
  const alarm = useClock((now) => waitAlarm(since, now));
  const offered = useConsole((state) =>
    offeredTo.flatMap((userId) => state.colleagues.get(userId)?.name ?? []).join(", "),
  );
  const offeredShort = offered.split(", ").map(shortName).join(", ");
  const dialledName = dialled?.name ?? dialled?.number ?? "–";
  return (
    <tr aria-label={name}>
      <th scope="row" title={name}>
        {name}
        {number && number !== name && <small className="number">{number}</small>}
      </th>
      {showsQueue && <td title={queueName}>{queueName}</td>}
      <td title={dialledName}>{dialledName}</td>
      <td title={offered} className="offered">
        {offeredShort || "–"}
      </td>
      <td>
        <AlarmFigure alarm={alarm}>
          <time>{wait}</time>
        </AlarmFigure>
      </td>
      <td className="act">
        <TakeOrAnswer waiting={waiting} />
      </td>
    </tr>
  );
}

function TakeOrAnswer({ waiting: { caller } }: { readonly waiting: WaitingCaller }) {
  const write = useWrite();
  const { take, answer } = useActions();
  const busy = useConsole(
    ({ pending }) =>
      caller !== null &&
      (pending.has(pendingKey("caller.take", caller.callerId)) ||
        pending.has(pendingKey("caller.answer", caller.callerId))),
  );
  const whyNot = useConsole(mayTake) ? null : write("why-not.no-licence-to-take");
  if (caller && isRingingHere(caller))
    return <Button size="small" label={write("action.answer")} busy={busy} onPress={() => answer(caller)} />;
  return (
    <Button
      size="small"
      label={write("action.take")}
      busy={busy}
      whyNot={caller ? whyNot : write("bridge.callers.join-first")}
      onPress={() => caller && take(caller)}
    />
  );
}

/** "Sara K." */
function shortName(name: string): string {
  const [first = "", ...others] = name.split(" ");
  const last = others.at(-1);
  return last ? `${first} ${last.charAt(0)}.` : first;
}
