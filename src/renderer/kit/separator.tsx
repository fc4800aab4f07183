import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";

interface SeparatorProps {
  readonly label: string;
  /** The id of the pane whose width it sets. */
  readonly pane: string;
  /** Where that pane lies, seen from here. */
  readonly side: "left" | "right";
  readonly limitsPx: { readonly min: number; readonly max: number };
  /** While it is dragged; null: it was let go where it was. */
  readonly onDrag: (widthPx: number | null) => void;
  /** null: as wide as it comes. */
  readonly onResize: (widthPx: number | null) => void;
}

const stepPx = 16;

/** The line between two panes: dragged, or moved by the arrow keys, it sets the width of one; a double click gives its own back. */
export function Separator({ label, pane, side, limitsPx, onDrag, onResize }: SeparatorProps) {
  const moved = useRef(false);
  const [nowPx, setNowPx] = useState(limitsPx.min);
  useEffect(() => {
    const element = document.getElementById(pane);
    if (!element) return;
    const observer = new ResizeObserver(() => setNowPx(Math.round(element.getBoundingClientRect().width)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [pane]);

  const within = (widthPx: number) => Math.round(Math.min(limitsPx.max, Math.max(limitsPx.min, widthPx)));
  const widthAt = ({ clientX }: PointerEvent) => {
    const box = document.getElementById(pane)?.getBoundingClientRect();
    return within(box ? (side === "left" ? clientX - box.left : box.right - clientX) : nowPx);
  };
  const drop = (event: PointerEvent) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    event.currentTarget.releasePointerCapture(event.pointerId);
    // A click is no drag, and the first half of a double click.
    if (moved.current && event.type === "pointerup") onResize(widthAt(event));
    else onDrag(null);
  };
  const press = (event: KeyboardEvent) => {
    const wider = side === "left" ? 1 : -1;
    const next = {
      ArrowLeft: nowPx - wider * stepPx,
      ArrowRight: nowPx + wider * stepPx,
      Home: limitsPx.min,
      End: limitsPx.max,
    }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    onResize(within(next));
  };
  return (
    <div
      role="separator"
      className={`separator ${side}`}
      tabIndex={0}
      aria-label={label}
      aria-orientation="vertical"
      aria-controls={pane}
      aria-valuenow={nowPx}
      aria-valuemin={limitsPx.min}
      aria-valuemax={limitsPx.max}
      onPointerDown={(event) => {
        moved.current = false;
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        moved.current = true;
        onDrag(widthAt(event));
      }}
      onPointerUp={drop}
      onPointerCancel={drop}
      onDoubleClick={() => onResize(null)}
      onKeyDown={press}
    />
  );
}
