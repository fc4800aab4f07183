import { type ReactNode, useEffect, useLayoutEffect, useRef, useState } from "react";

interface VirtualRowsProps<Row> {
  readonly rows: readonly Row[];
  readonly rowHeightPx: number;
  readonly keyOf: (row: Row) => string;
  /** The row that is kept in view when it changes; null: none. */
  readonly chosenIndex: number | null;
  /** The id of the chosen row's element, which `draw` gives it. */
  readonly activeId: string | null;
  /** Draws an element of role `row`, told where it stands among all rows. */
  readonly draw: (row: Row, index: number) => ReactNode;
  readonly label: string;
  readonly id: string;
}

const spareRows = 6;

/**
 * A grid of any length that draws only the rows in view. React Aria's virtualiser keeps a node per row and walks all of them on
 * every change: too much for ten thousand colleagues whose states change a hundred times a second.
 */
export function VirtualRows<Row>(props: VirtualRowsProps<Row>) {
  const { rows, rowHeightPx, keyOf, chosenIndex, activeId, draw, label, id } = props;
  const viewport = useRef<HTMLDivElement>(null);
  const [top, setTop] = useState(0);
  const [heightPx, setHeightPx] = useState(0);

  useLayoutEffect(() => {
    const element = viewport.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setHeightPx(element.clientHeight));
    observer.observe(element);
    setHeightPx(element.clientHeight);
    return () => observer.disconnect();
  }, []);

  const chosenKey = chosenIndex === null ? null : keyOf(rows[chosenIndex] as Row);
  const shownKey = useRef<string | null>(null);
  useEffect(() => {
    // Only another choice scrolls: rows that move because data changed must not move the view.
    if (chosenKey === shownKey.current) return;
    shownKey.current = chosenKey;
    const element = viewport.current;
    if (!element || chosenIndex === null) return;
    const rowTop = chosenIndex * rowHeightPx;
    if (rowTop < element.scrollTop) element.scrollTop = rowTop;
    else if (rowTop + rowHeightPx > element.scrollTop + element.clientHeight)
      element.scrollTop = rowTop + rowHeightPx - element.clientHeight;
  }, [chosenKey, chosenIndex, rowHeightPx]);

  const first = Math.max(0, Math.floor(top / rowHeightPx) - spareRows);
  const end = Math.min(rows.length, Math.ceil((top + heightPx) / rowHeightPx) + spareRows);
  return (
    <div
      ref={viewport}
      id={id}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length}
      aria-activedescendant={activeId ?? undefined}
      tabIndex={0}
      className="virtual-rows"
      onScroll={(event) => setTop(event.currentTarget.scrollTop)}
    >
      <div role="presentation" style={{ height: rows.length * rowHeightPx }}>
        {rows.slice(first, end).map((row, offset) => (
          <div
            key={keyOf(row)}
            role="presentation"
            className="virtual-row"
            style={{ height: rowHeightPx, transform: `translateY(${(first + offset) * rowHeightPx}px)` }}
          >
            {draw(row, first + offset)}
          </div>
        ))}
      </div>
    </div>
  );
}
