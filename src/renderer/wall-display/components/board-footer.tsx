import { FileClock } from "lucide-react";
import { useWrite } from "../../kit/text.ts";
import type { BoardFigures } from "../view-model/figures.ts";

/** What of today's figures was not seen as it happened; nothing where all of it was. */
export function BoardFooter({ figures }: { readonly figures: BoardFigures }) {
  const write = useWrite();
  const { offered, rebuilt, others } = figures.total.today;
  if (rebuilt === 0 && others.unknown === 0) return null;
  return (
    <footer className="board-footer fades">
      <FileClock aria-hidden />
      {rebuilt > 0 && <span>{write("wall.rebuilt", { count: rebuilt, offered })}</span>}
      {others.unknown > 0 && <span>{write("wall.unknown-ends", { count: others.unknown })}</span>}
    </footer>
  );
}
