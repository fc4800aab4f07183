import type { ReactNode } from "react";
import { durationText } from "../../../shared/messages/formats.ts";
import { useClock } from "../../kit/clock.ts";
import { type Mark, StateMark, toneOf } from "../../kit/state-mark.tsx";

interface CallLineProps {
  readonly mark: Mark;
  readonly name: string;
  /** The state in words, for the row's name. */
  readonly stateWord: string;
  readonly since: number;
  readonly detail: string;
  readonly current?: boolean;
  readonly children?: ReactNode;
}

/** One caller in the left column: who, in which state, for how long, and what can be done. */
export function CallLine({ mark, name, stateWord, since, detail, current = false, children }: CallLineProps) {
  const timer = useClock((now) => durationText(now - since));
  return (
    <div
      role="row"
      aria-label={`${name}, ${stateWord}`}
      aria-current={current || undefined}
      className={`call-line ${mark}`}
    >
      <span role="cell" className="icon">
        <StateMark of={mark} />
      </span>
      <span role="cell" className="who" title={name}>
        {name}
      </span>
      <time role="cell" className={`tone-${toneOf(mark)}`}>
        {timer}
      </time>
      <span role="cell" className="detail" title={detail}>
        <span className="unseen">{stateWord} </span>
        {detail}
      </span>
      {children && (
        <span role="cell" className="act">
          {children}
        </span>
      )}
    </div>
  );
}
