import { useMemo, useState } from "react";
import { countText } from "../../../shared/messages/formats.ts";
import type { LiveCall } from "../../../shared/model/calls.ts";
import type { CallId } from "../../../shared/model/ids.ts";
import { useConsole } from "../../console/context.ts";
import { useRowHeightPx } from "../../console/row-height.ts";
import { isLoading } from "../../console/view-model/state.ts";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { VirtualRows } from "../../kit/virtual-rows.tsx";
import { useBridge } from "../context.ts";
import { useRowKeys } from "../row-keys.ts";
import { type LiveState, liveStates, longestFirst } from "../view-model/live-calls.ts";
import { LiveCallRow, liveRowId } from "./calls-live-row.tsx";

const listId = "live-calls";

/** Every call of the company, those that have been as they are the longest first. */
export function LiveCalls() {
  const write = useWrite();
  const liveCalls = useBridge((state) => state.liveCalls);
  const rowHeightPx = useRowHeightPx();
  const loading = useConsole(isLoading);
  const [shown, setShown] = useState<LiveState | null>(null);
  const [chosenId, setChosenId] = useState<CallId | null>(null);
  const calls = useMemo(() => longestFirst(liveCalls.values()), [liveCalls]);
  const rows = useMemo(
    () => (shown === null ? calls : calls.filter(({ state }) => state === shown)),
    [calls, shown],
  );
  const at = rows.findIndex(({ callId }) => callId === chosenId);
  useRowKeys(listId, {
    step(by) {
      const next = rows[at < 0 ? 0 : at + by];
      if (next) setChosenId(next.callId);
    },
  });
  const draw = (call: LiveCall, index: number) => (
    <LiveCallRow call={call} index={index} chosen={index === at} onChoose={setChosenId} />
  );
  return (
    <section className="calls-live box fades" aria-label={write("calls-page.live")}>
      <h2>
        <span>{write("calls-page.live")}</span>
        <small>{write("calls-page.longest-first")}</small>
      </h2>
      <StateFilter calls={calls} shown={shown} onChange={setShown} />
      {rows.length === 0 ? (
        <p className="nothing">{write(loading ? "connection.loading" : "calls-page.none")}</p>
      ) : (
        <>
          <div className="live-row head" aria-hidden>
            <span />
            <span>{write("calls-page.column.state")}</span>
            <span>{write("calls-page.column.from")}</span>
            <span>{write("calls-page.column.to")}</span>
            <span>{write("calls-page.column.queue")}</span>
            <span>{write("calls-page.column.dialled")}</span>
            <span>{write("calls-page.column.since")}</span>
          </div>
          <VirtualRows
            id={listId}
            label={write("calls-page.live")}
            rows={rows}
            rowHeightPx={rowHeightPx}
            keyOf={({ callId }) => callId}
            chosenIndex={at < 0 ? null : at}
            activeId={at < 0 || chosenId === null ? null : liveRowId(chosenId)}
            draw={draw}
          />
        </>
      )}
    </section>
  );
}

interface StateFilterProps {
  readonly calls: readonly LiveCall[];
  readonly shown: LiveState | null;
  readonly onChange: (shown: LiveState | null) => void;
}

function StateFilter({ calls, shown, onChange }: StateFilterProps) {
  const write = useWrite();
  const language = useLanguage();
  return (
    <fieldset className="filters" aria-label={write("calls-page.filter")}>
      {[null, ...liveStates].map((one) => (
        <button key={one ?? ""} type="button" aria-pressed={one === shown} onClick={() => onChange(one)}>
          {one === null ? write("search.all") : write(`calls-page.${one}`)}{" "}
          <span className="number">
            {countText(
              language,
              one === null ? calls.length : calls.filter(({ state }) => state === one).length,
            )}
          </span>
        </button>
      ))}
    </fieldset>
  );
}
