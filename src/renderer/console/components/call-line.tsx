import { StickyNote, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { durationText } from "../../../shared/messages/formats.ts";
import { useClock } from "../../kit/clock.ts";
import { type Mark, StateMark, toneOf } from "../../kit/state-mark.tsx";
import { useWrite } from "../../kit/text.ts";
import type { Dragged } from "../view-model/dragging.ts";
import { useDrag } from "./drag.ts";

interface CallLineProps {
  readonly mark: Mark;
  readonly name: string;
  /** The state in words, for the row's name. */
  readonly stateWord: string;
  readonly since: number;
  /** From when on the time itself is a warning. */
  readonly tooLongMs?: number;
  readonly detail: string;
  /** The newest thing that was written of the caller. */
  readonly note?: string | null;
  readonly current?: boolean;
  /** What can be dragged of it; null: nothing now. */
  readonly dragged?: Dragged | null;
  readonly children?: ReactNode;
}

/** One caller in the left column: who, in which state, for how long, and what can be done. */
export function CallLine(props: CallLineProps) {
  const {
    mark,
    name,
    stateWord,
    since,
    tooLongMs,
    detail,
    note = null,
    current = false,
    dragged = null,
    children,
  } = props;
  const dragging = useDrag(dragged);
  const write = useWrite();
  const timer = useClock((now) => durationText(now - since));
  const tooLong = useClock((now) => tooLongMs !== undefined && now - since > tooLongMs);
  // "Back from Mark Visser", "ringing Eva Mulder": the state need not be said beside these.
  const saysItself = mark === "returned" || mark === "transferring";
  return (
    <div
      role="row"
      aria-label={`${name}, ${stateWord}`}
      aria-current={current || undefined}
      className={`call-line ${mark}`}
      {...dragging}
    >
      <span aria-hidden className="icon">
        <StateMark of={mark} />
      </span>
      <span role="rowheader" className="who" title={name}>
        {name}
      </span>
      <time role="cell" className={`tone-${tooLong ? "ring" : toneOf(mark)}`}>
        {tooLong && (
          <>
            <TriangleAlert size={14} aria-hidden />
            <span className="unseen">{write("line.too-long")} </span>
          </>
        )}
        {timer}
      </time>
      <span role="cell" className="detail" title={detail}>
        {!saysItself && <span className="unseen">{detail ? `${stateWord}, ` : stateWord}</span>}
        {detail}
      </span>
      {note !== null && (
        <span role="cell" className="note" title={note}>
          <StickyNote size={14} aria-hidden />
          <span>
            <span className="unseen">{write("earlier.note")} </span>“{note}”
          </span>
        </span>
      )}
      {children && (
        <span role="cell" className="act">
          {children}
        </span>
      )}
    </div>
  );
}
