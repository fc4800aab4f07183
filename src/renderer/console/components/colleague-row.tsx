import { Hash } from "lucide-react";
import { memo } from "react";
import type { TransferTarget } from "../../../shared/contract/requests.ts";
import { durationText, remainingText } from "../../../shared/messages/formats.ts";
import { type Colleague, presenceOf } from "../../../shared/model/colleague.ts";
import { useClock } from "../../kit/clock.ts";
import { StateMark, toneOf } from "../../kit/state-mark.tsx";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { useActions, useConsole } from "../context.ts";
import { targetKey } from "../view-model/directory.ts";
import { callToPutThrough } from "../view-model/lines.ts";
import { stateWords } from "../view-model/words.ts";
import { rowId } from "./directory-ids.ts";
import { useDrag, useTargetDrop } from "./drag.ts";
import { Highlighted } from "./highlighted.tsx";
import { PickUpButton } from "./pick-up-button.tsx";

interface RowProps<Target> {
  readonly target: Target;
  readonly index: number;
  readonly chosen: boolean;
}
type UserTarget = Extract<TransferTarget, { userId: unknown }>;
type NumberTarget = Extract<TransferTarget, { number: unknown }>;

/** A colleague in the directory. Its name is the person followed by the states in words. */
export const ColleagueRow = memo(function ColleagueRow({
  target,
  index,
  chosen,
  searched,
  timeInState,
}: RowProps<UserTarget> & { readonly searched: string; readonly timeInState: boolean }) {
  const language = useLanguage();
  const colleague = useConsole((state) => state.colleagues.get(target.userId));
  const write = useWrite();
  const { choose } = useActions();
  const dragging = useDrag({ kind: "person", person: target });
  const { whyNot, zone } = useTargetDrop(target);
  if (!colleague) return null;
  const presence = presenceOf(colleague);
  const words = stateWords(language, colleague);
  return (
    <div
      id={rowId(targetKey(target))}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={chosen}
      aria-label={[colleague.name, ...words, colleague.note].filter(Boolean).join(", ")}
      className="colleague-row"
      onClick={() => choose({ userId: colleague.userId })}
      {...dragging}
      {...zone}
    >
      <span aria-hidden className="icon">
        <StateMark of={presence} />
      </span>
      <span role="rowheader" className="name">
        <Highlighted text={colleague.name} searched={searched} />
      </span>
      <span role="gridcell" className="extension number">
        <Highlighted text={colleague.extension ?? "–"} searched={searched} />
      </span>
      <span role="gridcell" className="department">
        {colleague.department && <Highlighted text={colleague.department} searched={searched} />}
      </span>
      <span
        role="gridcell"
        className={`states tone-${toneOf(presence)}`}
        title={[...words, colleague.note].filter(Boolean).join(" · ")}
      >
        <PickUpButton colleague={colleague} small />
        {whyNot ? (
          <span className="why-not">{write(whyNot)}</span>
        ) : (
          <>
            {words[0]} <StateTimer colleague={colleague} timeInState={timeInState} />
            {colleague.note !== "" && <span className="remark"> · “{colleague.note}”</span>}
            {words.length > 1 && <span className="further"> · {words.slice(1).join(" · ")}</span>}
          </>
        )}
      </span>
    </div>
  );
});

interface StateTimerProps {
  readonly colleague: Colleague;
  readonly timeInState: boolean;
}

/** How long the call lasts, or what is left of the wrap-up; else, where that is asked for, since when it is so. */
function StateTimer({ colleague: { call, wrapUp, since, loggedIn }, timeInState }: StateTimerProps) {
  const idleSince = timeInState && !wrapUp && loggedIn ? since : null;
  const text = useClock((now) => {
    if (call) return durationText(now - call.since);
    if (idleSince !== null) return durationText(now - idleSince);
    return wrapUp?.endsAt ? remainingText(wrapUp.endsAt - now) : "";
  });
  return text && <span className="timer">{text}</span>;
}

/** The number that was typed, to be dialled or transferred to. */
export const NumberRow = memo(function NumberRow({ target, index, chosen }: RowProps<NumberTarget>) {
  const write = useWrite();
  const { choose } = useActions();
  const getsCaller = useConsole((state) => callToPutThrough(state.ownCalls) !== null);
  const { zone } = useTargetDrop(target);
  const text = write(getsCaller ? "action.transfer-to" : "search.call", { name: target.number });
  return (
    <div
      id={rowId(targetKey(target))}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={chosen}
      aria-label={text}
      className="colleague-row dial"
      onClick={() => choose(target)}
      {...zone}
    >
      <span aria-hidden className="icon">
        <Hash size={16} aria-hidden />
      </span>
      <span role="rowheader" className="name">
        {text}
      </span>
    </div>
  );
});
