import { Unplug } from "lucide-react";
import type { CSSProperties } from "react";
import { ageText, timeText } from "../../../shared/messages/formats.ts";
import { useClock } from "../../kit/clock.ts";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { useFigures, useSilentSince, useStaleness, useWall } from "../context.ts";
import { useAwakeScreen, usePointerRest } from "../screen.ts";
import { ageOfFigures } from "../view-model/staleness.ts";
import { Agents } from "./agents.tsx";
import { BoardDialog } from "./board-dialog.tsx";
import { BoardFooter } from "./board-footer.tsx";
import { BoardHeader } from "./board-header.tsx";
import { CallCourse } from "./call-course.tsx";
import { FigureTiles } from "./figure-tiles.tsx";
import { QueueTable } from "./queue-table.tsx";
import { StorageLine } from "./storage-line.tsx";

/** From this many queues on the table takes the whole height, and the rest stands beside it. */
const manyQueues = 5;

/** Against burn-in everything moves a little each minute, along a small ring; in hundredths of vmin. */
const shiftsPerTurn = 8;
const shiftMs = 60_000;
const shiftReach = 30;

export function BoardView() {
  const write = useWrite();
  const figures = useFigures();
  const stale = useStaleness();
  const phase = useWall((state) => state.connection?.phase ?? null);
  const resting = usePointerRest();
  useAwakeScreen();
  const shift = useClock((now) => Math.floor(now / shiftMs) % shiftsPerTurn);
  const angle = (shift / shiftsPerTurn) * 2 * Math.PI;
  const style = {
    "--shift-x": `${Math.round(Math.cos(angle) * shiftReach) / 100}vmin`,
    "--shift-y": `${Math.round(Math.sin(angle) * shiftReach) / 100}vmin`,
  } as CSSProperties;
  const away = phase === "signed-out" || phase === "signing-in";
  return (
    <div className="wall" data-fresh={stale === "fresh"} data-resting={resting} style={style}>
      <BoardHeader />
      {stale === "dead" && !away && <DeadBanner />}
      {away ? (
        <main className="nothing-yet">
          <p>{write("wall.sign-in")}</p>
        </main>
      ) : (
        <main className={`board fades ${figures.queues.length >= manyQueues ? "many" : ""}`}>
          <FigureTiles figures={figures} />
          <QueueTable figures={figures} />
          <CallCourse figures={figures} />
          <Agents figures={figures} />
        </main>
      )}
      <StorageLine />
      {!away && <BoardFooter figures={figures} />}
      <BoardDialog />
    </div>
  );
}

function DeadBanner() {
  const write = useWrite();
  const language = useLanguage();
  const since = useSilentSince();
  const age = useClock((now) => ageText(language, ageOfFigures(since, now)));
  if (since === null) return null;
  return (
    <section className="dead-banner" aria-label={write("region.stale")}>
      <Unplug aria-hidden />
      <p>{write("wall.stale", { age, time: timeText(language, since) })}</p>
    </section>
  );
}
