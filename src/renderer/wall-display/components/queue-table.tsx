import { countText, durationText, percentText } from "../../../shared/messages/formats.ts";
import type { Alarm } from "../../../shared/model/board.ts";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { useFigureClock, useWall } from "../context.ts";
import { usePages } from "../use-pages.ts";
import {
  alarmOrder,
  type BoardFigures,
  type Figures,
  type QueueFigures,
  readAlarmOrder,
} from "../view-model/figures.ts";
import { AlarmMark } from "./figure-tiles.tsx";
import { TileTitle } from "./tile-title.tsx";

const columns = ["waiting", "longest", "answered", "abandoned", "service-level", "agents"] as const;

/** Every chosen queue, the alarmed ones first, and all of them together. */
export function QueueTable({ figures }: { readonly figures: BoardFigures }) {
  const write = useWrite();
  const board = useWall((state) => state.board);
  const { queues, total } = figures;
  const order = useFigureClock((now) => alarmOrder(queues, board, now));
  const rows = readAlarmOrder(order).flatMap(({ index, alarm }) => {
    const queue = queues[index];
    return queue ? [{ queue, alarm }] : [];
  });
  const { place, shown, range } = usePages(rows);
  return (
    <section className="tile queue-tile" aria-label={write("wall.queues")}>
      <TileTitle title={write("wall.queues")} range={range} count={rows.length} />
      {rows.length === 0 ? (
        <p className="nothing">{write("queue.none")}</p>
      ) : (
        <div
          className="queue-table"
          role="table"
          aria-label={write("wall.queues")}
          aria-rowcount={rows.length + 2}
        >
          <div role="row" className="row head">
            <span role="columnheader">{write("wall.column.queue")}</span>
            {columns.map((column) => (
              <span key={column} role="columnheader">
                {write(`wall.column.${column}`)}
              </span>
            ))}
          </div>
          <div role="rowgroup" className="rows" ref={place}>
            {shown.map(({ queue, alarm }) => (
              <QueueRow key={queue.queueId} queue={queue} alarm={alarm} />
            ))}
          </div>
          <div role="row" className="row total">
            <span role="rowheader">{write("wall.all")}</span>
            <Cells figures={total} />
          </div>
        </div>
      )}
    </section>
  );
}

function QueueRow({ queue, alarm }: { readonly queue: QueueFigures; readonly alarm: Alarm }) {
  return (
    <div role="row" className={`row item ${alarm}`}>
      <span role="rowheader" className="name">
        {alarm !== "calm" && <AlarmMark of={alarm} />}
        <b>{queue.name}</b>
      </span>
      <Cells figures={queue} />
    </div>
  );
}

function Cells({ figures }: { readonly figures: Figures }) {
  const language = useLanguage();
  const { waiting, oldestWaitingSince, today, serviceLevel, agentsFree, agentsLoggedIn } = figures;
  const longest = useFigureClock((now) =>
    oldestWaitingSince === null ? "–" : durationText(now - oldestWaitingSince),
  );
  const cells = [
    countText(language, waiting),
    longest,
    countText(language, today.answered),
    countText(language, today.abandoned),
    serviceLevel === null ? "–" : percentText(language, serviceLevel),
    `${agentsFree} / ${agentsLoggedIn}`,
  ];
  return cells.map((cell, at) => (
    <span key={columns[at]} role="cell" className="number">
      {cell}
    </span>
  ));
}
