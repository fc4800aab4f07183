import { useMemo, useState } from "react";
import { countText, dateText } from "../../../shared/messages/formats.ts";
import type { HistoryEntry } from "../../../shared/model/history.ts";
import type { HistoryId } from "../../../shared/model/ids.ts";
import { useActions, useConsole } from "../../console/context.ts";
import { useRowHeightPx } from "../../console/row-height.ts";
import { callBackTarget } from "../../console/view-model/recent-calls.ts";
import { isLoading } from "../../console/view-model/state.ts";
import { useClock } from "../../kit/clock.ts";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { VirtualRows } from "../../kit/virtual-rows.tsx";
import { useRowKeys } from "../row-keys.ts";
import { callsByNumber, type HistoryFilter, historyFilters, passes } from "../view-model/history-words.ts";
import { HistoryDetails } from "./history-details.tsx";
import { HistoryRow, historyRowId } from "./history-row.tsx";

const listId = "history-list";
/** More than a row has: the second line, px. */
const secondLinePx = 12;

/** My calls of today that are over, the newest first; Enter calls the chosen one back. */
export function HistoryPage() {
  const write = useWrite();
  const language = useLanguage();
  const { dial } = useActions();
  const rowHeightPx = useRowHeightPx();
  const history = useConsole((state) => state.history);
  const loading = useConsole(isLoading);
  const today = useClock((now) => dateText(language, now));
  const [filter, setFilter] = useState<HistoryFilter>("all");
  const [chosenId, setChosenId] = useState<HistoryId | null>(null);
  const rows = useMemo(() => history.filter((entry) => passes(filter, entry)), [history, filter]);
  const times = useMemo(() => callsByNumber(history), [history]);
  const at = rows.findIndex((entry) => entry.historyId === chosenId);
  const chosen = rows[at];
  useRowKeys(listId, {
    step(by) {
      const next = rows[at < 0 ? 0 : at + by];
      if (next) setChosenId(next.historyId);
    },
    enter() {
      const target = chosen && callBackTarget(chosen);
      if (target) dial(target);
    },
  });
  const draw = (entry: HistoryEntry, index: number) => (
    <HistoryRow
      entry={entry}
      index={index}
      times={times.get(entry.party.number ?? "") ?? 1}
      chosen={index === at}
      onChoose={setChosenId}
    />
  );
  return (
    <section className="history-page" aria-label={write("bridge.history")}>
      <div className="box history-list">
        <header>
          <Filters history={history} filter={filter} onChange={setFilter} />
          <span>{today}</span>
        </header>
        {rows.length === 0 ? (
          <p className="nothing">{write(loading ? "connection.loading" : `history.none.${filter}`)}</p>
        ) : (
          <>
            <div className="history-row head" aria-hidden>
              <span>{write("history.fact.at")}</span>
              <span />
              <span>{write("history.column.who")}</span>
              <span>{write("history.fact.how")}</span>
              <span>{write("history.fact.queue")}</span>
              <span>{write("history.fact.waited")}</span>
              <span>{write("history.fact.talked")}</span>
            </div>
            <VirtualRows
              id={listId}
              label={write("bridge.history")}
              rows={rows}
              rowHeightPx={rowHeightPx + secondLinePx}
              keyOf={({ historyId }) => historyId}
              chosenIndex={at < 0 ? null : at}
              activeId={chosen ? historyRowId(chosen.historyId) : null}
              draw={draw}
            />
          </>
        )}
      </div>
      {chosen && <HistoryDetails entry={chosen} />}
    </section>
  );
}

interface FiltersProps {
  readonly history: readonly HistoryEntry[];
  readonly filter: HistoryFilter;
  readonly onChange: (filter: HistoryFilter) => void;
}

function Filters({ history, filter, onChange }: FiltersProps) {
  const write = useWrite();
  const language = useLanguage();
  return (
    <fieldset className="filters" aria-label={write("history.filters")}>
      {historyFilters.map((one) => (
        <button key={one} type="button" aria-pressed={one === filter} onClick={() => onChange(one)}>
          {write(`history.filter.${one}`)}{" "}
          <span className="number">
            {countText(language, history.filter((entry) => passes(one, entry)).length)}
          </span>
        </button>
      ))}
    </fieldset>
  );
}
