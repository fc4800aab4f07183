import { useWrite } from "../../kit/text.ts";

interface TileTitleProps {
  readonly title: string;
  /** Which of them are shown; null: all. */
  readonly range: { readonly from: number; readonly to: number } | null;
  readonly count: number;
}

/** The title of a tile whose list may go on over pages. */
export function TileTitle({ title, range, count }: TileTitleProps) {
  const write = useWrite();
  return (
    <h2>
      {title}
      {range && <span className="aside number">{write("wall.range", { ...range, count })}</span>}
    </h2>
  );
}
