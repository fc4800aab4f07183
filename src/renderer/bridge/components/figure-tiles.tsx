import { useMemo } from "react";
import { durationText, percentText } from "../../../shared/messages/formats.ts";
import type { Alarm } from "../../../shared/model/board.ts";
import type { Queue } from "../../../shared/model/queue.ts";
import { useClock } from "../../kit/clock.ts";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { useBridge } from "../context.ts";
import { figuresOf, longestWaitAlarm, serviceLevelAlarm, waitingAlarm } from "../view-model/queue-figures.ts";
import { AlarmFigure } from "./alarm-figure.tsx";

/** How it stands with my queues together, in five figures. */
export function FigureTiles({ queues }: { readonly queues: readonly Queue[] }) {
  const write = useWrite();
  const language = useLanguage();
  const tallies = useBridge((state) => state.tallies);
  const { waiting, longest, today, rates } = useMemo(() => figuresOf(queues, tallies), [queues, tallies]);
  const since = longest?.oldestWaitingSince ?? null;
  const wait = useClock((now) => (since === null ? null : durationText(now - since)));
  const waitAlarm = useClock((now) => longestWaitAlarm(longest, now));
  const counted = today.offered - today.shortAbandoned;
  const { serviceLevel, answerSpeedMs, abandonRate } = rates;
  return (
    <dl className="figures" aria-label={write("bridge.figures")}>
      <Figure
        figure={queues.length === 0 ? null : String(waiting)}
        word={write("bridge.figure.waiting")}
        alarm={waitingAlarm(waiting)}
      />
      <Figure
        figure={wait}
        word={
          longest
            ? write("bridge.figure.longest-in", { queue: longest.name })
            : write("bridge.figure.longest")
        }
        alarm={waitAlarm}
      />
      <Figure
        figure={serviceLevel === null ? null : percentText(language, serviceLevel)}
        word={
          serviceLevel === null
            ? write("bridge.figure.service-level")
            : write("bridge.figure.service-level-of", { part: today.answeredInTime, whole: counted })
        }
        alarm={serviceLevelAlarm(serviceLevel)}
      />
      <Figure
        figure={answerSpeedMs === null ? null : durationText(answerSpeedMs)}
        word={write("bridge.figure.answer-speed")}
      />
      <Figure
        figure={abandonRate === null ? null : percentText(language, abandonRate, 1)}
        word={
          abandonRate === null
            ? write("bridge.figure.abandoned")
            : write("bridge.figure.abandoned-of", {
                part: today.abandoned - today.shortAbandoned,
                whole: counted,
              })
        }
      />
    </dl>
  );
}

interface FigureProps {
  /** null: there is nothing that it could be said of. */
  readonly figure: string | null;
  readonly word: string;
  readonly alarm?: Alarm;
}

function Figure({ figure, word, alarm = "calm" }: FigureProps) {
  return (
    <div className={`figure ${figure === null ? "none" : alarm}`}>
      <dt>{word}</dt>
      <dd className="number">
        <AlarmFigure alarm={alarm}>{figure ?? "–"}</AlarmFigure>
      </dd>
    </div>
  );
}
