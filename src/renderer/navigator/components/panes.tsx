import { type CSSProperties, useState } from "react";
import { type Panes, paneLimitsPx } from "../../../shared/model/panes.ts";
import { useActions, useConsole } from "../../console/context.ts";
import { Separator } from "../../kit/separator.tsx";
import { useWrite } from "../../kit/text.ts";

type Drag = (change: Partial<Panes> | null) => void;

/** How wide the panes are drawn: as they are kept, and while one is dragged as far as the hand is. */
export function usePanes(): { readonly style: CSSProperties; readonly drag: Drag } {
  const panes = useConsole((state) => state.panes);
  const [dragged, setDragged] = useState<{ readonly from: Panes; readonly change: Partial<Panes> } | null>(
    null,
  );
  // What was let go stays where it is until it is published as it is kept.
  const { linesPx, cardPx } = dragged?.from === panes ? { ...panes, ...dragged.change } : panes;
  const style: Record<`--${string}`, string> = {};
  if (linesPx !== null) style["--lines"] = `${linesPx}px`;
  if (cardPx !== null) style["--card"] = `${cardPx}px`;
  return {
    style: style as CSSProperties,
    drag: (change) => setDragged(change && { from: panes, change }),
  };
}

interface PaneSeparatorProps {
  readonly name: keyof Panes;
  readonly pane: string;
  readonly side: "left" | "right";
  readonly onDrag: Drag;
}

export function PaneSeparator({ name, pane, side, onDrag }: PaneSeparatorProps) {
  const write = useWrite();
  const { resizePanes } = useActions();
  return (
    <Separator
      label={write(`panes.${name}`)}
      pane={pane}
      side={side}
      limitsPx={paneLimitsPx[name]}
      onDrag={(widthPx) => onDrag(widthPx === null ? null : { [name]: widthPx })}
      onResize={(widthPx) => resizePanes({ [name]: widthPx })}
    />
  );
}
