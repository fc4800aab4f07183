import { Circle, LoaderCircle, Maximize, Minimize, Settings, Unplug } from "lucide-react";
import { ageText, clockText, dateText } from "../../../shared/messages/formats.ts";
import { Button } from "../../kit/button.tsx";
import { useClock } from "../../kit/clock.ts";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { useSilentSince, useStaleness, useWall, useWallModel } from "../context.ts";
import { useFullscreen } from "../screen.ts";
import { ageOfFigures } from "../view-model/staleness.ts";

/** Whose board this is, whether it is live, and what time it is; the buttons show when the pointer moves. */
export function BoardHeader() {
  const write = useWrite();
  const language = useLanguage();
  const { openDialog } = useWallModel();
  const { full, toggle } = useFullscreen();
  const company = useWall((state) => state.identity?.companyName ?? null);
  const title = useWall((state) => state.board.title);
  const date = useClock((now) => dateText(language, now));
  const time = useClock((now) => clockText(language, now));
  return (
    <header className="board-header">
      <h1>{title || company || write("wall.title")}</h1>
      <span className="date">{date}</span>
      <div className="tools">
        <Button
          label={write(full ? "wall.fullscreen.leave" : "wall.fullscreen")}
          icon={full ? Minimize : Maximize}
          iconOnly
          look="quiet"
          keys={{ shown: "F", shortcuts: "F" }}
          onPress={toggle}
        />
        <Button label={write("action.settings")} icon={Settings} iconOnly look="quiet" onPress={openDialog} />
      </div>
      <Health />
      <time>{time}</time>
    </header>
  );
}

function Health() {
  const write = useWrite();
  const language = useLanguage();
  const stale = useStaleness();
  const since = useSilentSince();
  const phase = useWall((state) => state.connection?.phase ?? "loading");
  const age = useClock((now) => ageText(language, ageOfFigures(since, now)));
  if (stale !== "fresh")
    return (
      <section className="health tone-alarm" aria-label={write("region.connection")}>
        <Unplug aria-hidden />
        {write("wall.age", { age })}
      </section>
    );
  const live = phase === "live";
  return (
    <section
      className={`health ${live ? "tone-free" : "tone-plain"}`}
      aria-label={write("region.connection")}
    >
      {live ? <Circle aria-hidden className="filled" /> : <LoaderCircle aria-hidden />}
      {phase === "lost" ? write("connection.lost", { age }) : write(`connection.${phase}`)}
    </section>
  );
}
