import { useMemo } from "react";
import type { TransferTarget } from "../../../shared/contract/requests.ts";
import { useWrite } from "../../kit/text.ts";
import { VirtualRows } from "../../kit/virtual-rows.tsx";
import { useActions, useConsole } from "../context.ts";
import { departmentsOf, directoryRows, sameTarget, targetKey } from "../view-model/directory.ts";
import { isLoading } from "../view-model/state.ts";
import { ColleagueCard } from "./colleague-card.tsx";
import { ColleagueRow, NumberRow } from "./colleague-row.tsx";
import { directoryId, rowId } from "./directory-ids.ts";

const rowHeightPx = 40;

interface ColleaguesProps {
  /** Whether the rows say since when somebody is free or not to be called. */
  readonly timeInState?: boolean;
}

/** Everybody and how they are, searched, and the one who is chosen in full. */
export function Colleagues({ timeInState = false }: ColleaguesProps) {
  const write = useWrite();
  const colleagues = useConsole((state) => state.colleagues);
  const colleagueOrder = useConsole((state) => state.colleagueOrder);
  const search = useConsole((state) => state.search);
  const department = useConsole((state) => state.department);
  const chosen = useConsole((state) => state.chosen);
  const rows = useMemo(
    () => directoryRows({ colleagues, colleagueOrder, search, department }),
    [colleagues, colleagueOrder, search, department],
  );
  const at = chosen ? rows.findIndex((row) => sameTarget(row, chosen)) : -1;
  const loading = useConsole(isLoading);
  const searched = search.text.trim();
  const draw = (row: TransferTarget, index: number) =>
    "userId" in row ? (
      <ColleagueRow
        target={row}
        index={index}
        chosen={index === at}
        searched={searched}
        timeInState={timeInState}
      />
    ) : (
      <NumberRow target={row} index={index} chosen={index === at} />
    );
  return (
    <section className="colleagues fades" aria-label={write("region.colleagues")}>
      <div className="directory">
        <Departments />
        {rows.length > 0 ? (
          <VirtualRows
            id={directoryId}
            label={write("region.colleagues")}
            rows={rows}
            rowHeightPx={rowHeightPx}
            keyOf={targetKey}
            chosenIndex={at < 0 ? null : at}
            activeId={chosen && at >= 0 ? rowId(targetKey(chosen)) : null}
            draw={draw}
          />
        ) : (
          (searched === "" || search.userIds) && (
            <div className="nothing" id={directoryId}>
              <p>
                {searched === ""
                  ? write(loading ? "connection.loading" : "colleagues.none")
                  : write("search.none", { text: searched })}
              </p>
              {searched !== "" && <small>{write("search.none.hint")}</small>}
            </div>
          )
        )}
      </div>
      <ColleagueCard />
    </section>
  );
}

function Departments() {
  const write = useWrite();
  const { showDepartment } = useActions();
  const colleagues = useConsole((state) => state.colleagues);
  const department = useConsole((state) => state.department);
  const names = useMemo(() => departmentsOf(colleagues), [colleagues]);
  return (
    <fieldset className="filters" aria-label={write("colleagues.departments")}>
      {[null, ...names].map((name) => (
        <button
          key={name ?? ""}
          type="button"
          aria-pressed={name === department}
          onClick={() => showDepartment(name)}
        >
          {name ?? write("search.all")}
        </button>
      ))}
    </fieldset>
  );
}
