import { Check, TriangleAlert } from "lucide-react";
import { Children, type CSSProperties, type ReactNode } from "react";
import { durationText, percentText } from "../../../shared/messages/formats.ts";
import type { Alarm } from "../../../shared/model/board.ts";
import type { Presence } from "../../../shared/model/colleague.ts";
import { serviceLevelParts } from "../../../shared/model/visits.ts";
import { toneOf } from "../../kit/state-mark.tsx";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { useFigureClock, useWall } from "../context.ts";
import {
  type BoardFigures,
  longestWaitAlarm,
  serviceLevelAlarm,
  waitingAlarm,
} from "../view-model/figures.ts";

/** The four figures that are read from afar. */
export function FigureTiles({ figures }: { readonly figures: BoardFigures }) {
  const write = useWrite();
  const board = useWall((state) => state.board);
  const { total, longest } = figures;
  const wait = useFigureClock((now) =>
    longest?.oldestWaitingSince ? durationText(now - longest.oldestWaitingSince) : "–",
  );
  const waitAlarm = useFigureClock((now) => longestWaitAlarm(longest, board, now));
  return (
    <>
      <FigureTile
        title={write("wall.waiting")}
        alarm={waitingAlarm(total, board)}
        details={[write("wall.above", board.waitingLimits)]}
        letters={String(total.waiting).length}
      >
        {total.waiting}
      </FigureTile>
      <FigureTile
        title={write("wall.longest")}
        alarm={waitAlarm}
        letters={wait.length}
        details={
          longest
            ? [longest.name, ...(longest.agentsLoggedIn === 0 ? [write("queue.nobody-logged-in")] : [])]
            : [write("wall.nobody-waits")]
        }
      >
        {wait}
      </FigureTile>
      <ServiceLevel
        figures={figures}
        alarm={total.serviceLevel === null ? null : serviceLevelAlarm(total, board)}
      />
      <AgentsFree figures={figures} />
    </>
  );
}

function ServiceLevel({ figures, alarm }: { readonly figures: BoardFigures; readonly alarm: Alarm | null }) {
  const write = useWrite();
  const language = useLanguage();
  const target = useWall((state) => state.board.serviceLevelLimits.amber);
  const formula = useWall((state) => state.board.serviceLevelFormula);
  const { total, serviceLevelMs } = figures;
  const { inTime, of } = serviceLevelParts(total.today, formula);
  const details =
    total.serviceLevel === null
      ? [write("wall.no-calls-yet")]
      : [
          ...(serviceLevelMs === null ? [] : [write("wall.in-time", { seconds: serviceLevelMs / 1000 })]),
          write("wall.target", { target }),
          write("wall.answered-of", { answered: inTime, offered: of }),
        ];
  return (
    <FigureTile title={write("wall.service-level")} alarm={alarm} details={details}>
      {total.serviceLevel === null ? (
        "–"
      ) : (
        <>
          {percentText(language, total.serviceLevel).replace(/\D/g, "")}
          <span className="unit">%</span>
        </>
      )}
    </FigureTile>
  );
}

const shownStates: readonly Presence[] = [
  ...(["talking", "ringing", "on-hold", "wrap-up", "no-calls", "no-queue-calls", "unknown"] as const),
];

function AgentsFree({ figures }: { readonly figures: BoardFigures }) {
  const write = useWrite();
  const { total, agentStates } = figures;
  const states = shownStates.flatMap((state) => {
    const count = agentStates.get(state);
    return count === undefined ? [] : [{ state, count }];
  });
  return (
    <FigureTile
      title={write("wall.agents-free")}
      alarm={total.agentsFree > 0 ? "calm" : null}
      details={
        total.agentsLoggedIn === 0
          ? [write("wall.no-agents")]
          : states.map(({ state, count }) => (
              <span key={state} className={`tone-${toneOf(state)}`}>
                {write("wall.counted", { count, state: write(`presence.${state}`).toLowerCase() })}
              </span>
            ))
      }
    >
      {total.agentsFree}
      <span className="of"> / {total.agentsLoggedIn}</span>
    </FigureTile>
  );
}

interface FigureTileProps {
  readonly title: string;
  /** null: there is nothing that could be called well or ill. */
  readonly alarm: Alarm | null;
  /** What stands below, each by itself. */
  readonly details: readonly ReactNode[];
  /** About how many letters wide it is. */
  readonly letters?: number;
  readonly children: ReactNode;
}

function FigureTile({ title, alarm, details, letters = 4, children }: FigureTileProps) {
  return (
    <section className={`tile figure ${alarm ?? ""}`} aria-label={title}>
      <h2>
        {title}
        {alarm && <AlarmMark of={alarm} />}
      </h2>
      <p className="big number" style={{ "--letters": Math.max(3, letters) } as CSSProperties}>
        {children}
      </p>
      <p className="sub">
        {Children.map(details, (detail) => (
          <span>{detail}</span>
        ))}
      </p>
    </section>
  );
}

/** An alarm's icon with its name for those who do not see it. */
export function AlarmMark({ of: alarm }: { readonly of: Alarm }) {
  const write = useWrite();
  const name = write(`wall.alarm.${alarm}`);
  return alarm === "calm" ? (
    <Check role="img" aria-label={name} className="tone-free" />
  ) : (
    <TriangleAlert role="img" aria-label={name} className={alarm === "red" ? "tone-alarm" : "tone-ring"} />
  );
}
