import { useMemo } from "react";
import { weekdayText } from "../../../shared/messages/formats.ts";
import { useClock } from "../../kit/clock.ts";
import { ColumnChart } from "../../kit/column-chart.tsx";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { useStaleness, useWall } from "../context.ts";
import type { BoardFigures } from "../view-model/figures.ts";
import { courseOf, quarterAt, quarterText } from "../view-model/quarters.ts";

/** The calls of today by quarter hour, over those of the same weekday last week. */
export function CallCourse({ figures: { queues } }: { readonly figures: BoardFigures }) {
  const write = useWrite();
  const language = useLanguage();
  const quarters = useWall((state) => state.quarters);
  const theme = useWall((state) => state.board.theme);
  const stale = useStaleness();
  const quarter = useClock(quarterAt);
  const weekday = useClock((now) => weekdayText(language, now));
  // The queues' figures change every second; which they are does not.
  const ids = queues.map(({ queueId }) => queueId).join("\n");
  const { today, lastWeek, ticks, first } = useMemo(() => {
    const chosen = ids.split("\n").flatMap((queueId) => quarters.get(queueId) ?? []);
    const course = courseOf(chosen);
    const names = course.today.map((_, at) => {
      const hour = (course.first + at) / 4;
      return hour % 2 === 0 ? quarterText(course.first + at) : "";
    });
    return { ...course, ticks: names };
  }, [ids, quarters]);
  const sum = (calls: readonly number[]) => calls.reduce((total, one) => total + one, 0);
  const label = [
    write("wall.chart"),
    write("wall.chart.today", { count: sum(today) }),
    ...(lastWeek ? [write("wall.chart.last-week", { count: sum(lastWeek), weekday })] : []),
  ].join(": ");
  return (
    <section className="tile course-tile" aria-label={write("wall.chart")}>
      <h2>
        {write("wall.chart")}
        <span className="aside">
          <span className="key columns">{write("wall.today")}</span>
          {lastWeek && <span className="key line">{write("wall.last-week", { weekday })}</span>}
        </span>
      </h2>
      <ColumnChart
        label={label}
        columns={today}
        line={lastWeek}
        ticks={ticks}
        growing={quarter - first}
        look={`${theme} ${stale}`}
      />
    </section>
  );
}
