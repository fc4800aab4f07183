import { FileClock } from "lucide-react";
import { clockText } from "../../../shared/messages/formats.ts";
import type { Completeness } from "../../../shared/model/completeness.ts";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { useWall } from "../context.ts";
import type { BoardFigures } from "../view-model/figures.ts";

/** What of today's figures was not seen as it happened; nothing where all of it was. */
export function BoardFooter({ figures }: { readonly figures: BoardFigures }) {
  const write = useWrite();
  const { offered, rebuilt, others } = figures.total.today;
  const completeness = useWall((state) => state.completeness);
  const gaps = completeness?.gaps ?? [];
  if (rebuilt === 0 && others.unknown === 0 && gaps.length === 0) return null;
  return (
    <footer className="board-footer fades">
      <FileClock aria-hidden />
      {completeness && gaps.length > 0 && <Gaps {...completeness} />}
      {rebuilt > 0 && <span>{write("wall.rebuilt", { count: rebuilt, offered })}</span>}
      {others.unknown > 0 && <span>{write("wall.unknown-ends", { count: others.unknown })}</span>}
    </footer>
  );
}

/** From when on today is complete, and the last gap after that; with more of them there, how many. */
function Gaps({ since, gaps }: Completeness) {
  const write = useWrite();
  const language = useLanguage();
  const time = (instant: number) => clockText(language, instant);
  const [first] = gaps;
  const beginsLate = first && first.from === since && first.to !== null && !first.filled ? first : null;
  const later = gaps.filter((gap) => gap !== beginsLate);
  const last = later.at(-1);
  return (
    <>
      {beginsLate?.to && <span>{write("wall.complete-since", { time: time(beginsLate.to) })}</span>}
      {later.length > 1 && <span>{write("wall.gaps", { count: later.length })}</span>}
      {last && (
        <span>
          {last.to === null
            ? write("wall.gap-since", { from: time(last.from) })
            : write(last.filled ? "wall.gap-filled" : "wall.gap", {
                from: time(last.from),
                to: time(last.to),
              })}
        </span>
      )}
    </>
  );
}
