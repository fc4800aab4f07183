import { Star } from "lucide-react";
import { useMemo } from "react";
import type { TransferTarget } from "../../../shared/contract/requests.ts";
import { useWrite } from "../../kit/text.ts";
import { VirtualRows } from "../../kit/virtual-rows.tsx";
import { useActions, useConsole } from "../context.ts";
import { useRowHeightPx } from "../row-height.ts";
import { departmentsOf, directoryRows, sameTarget, targetKey } from "../view-model/directory.ts";
import { isLoading } from "../view-model/state.ts";
import { ColleagueCard } from "./colleague-card.tsx";
import { ColleagueRow, NumberRow } from "./colleague-row.tsx";
import { ContactRow } from "./contact-row.tsx";
import { directoryId, rowId } from "./directory-ids.ts";
import { useDropZone } from "./drag.ts";

interface ColleaguesProps {
  /** Whether the rows say since when somebody is free or not to be called. */
  readonly timeInState?: boolean;
}

/** Everybody and how they are, searched, and the one who is chosen in full. */
export function Colleagues({ timeInState = false }: ColleaguesProps) {
  const write = useWrite();
  const rowHeightPx = useRowHeightPx();
  const listed = useConsole((state) => state.listed);
  const search = useConsole((state) => state.search);
  const shown = useConsole((state) => state.shown);
  const favourites = useConsole((state) => state.favourites);
  const chosen = useConsole((state) => state.chosen);
  const rows = useMemo(
    () => directoryRows({ listed, search, shown, favourites }),
    [listed, search, shown, favourites],
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
    ) : "contactId" in row ? (
      <ContactRow target={row} index={index} chosen={index === at} searched={searched} />
    ) : (
      <NumberRow target={row} index={index} chosen={index === at} />
    );
  return (
    <section className="colleagues fades" aria-label={write("region.colleagues")}>
      <div className="directory">
        <Filters />
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
                {searched !== ""
                  ? write("search.none", { text: searched })
                  : write(
                      loading
                        ? "connection.loading"
                        : shown === "favourites"
                          ? "favourites.none"
                          : "colleagues.none",
                    )}
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

/** Everybody, those at hand, or one department. */
function Filters() {
  const write = useWrite();
  const { show } = useActions();
  const listed = useConsole((state) => state.listed);
  const shown = useConsole((state) => state.shown);
  const departments = useMemo(() => departmentsOf(listed), [listed]);
  return (
    <fieldset className="filters" aria-label={write("colleagues.departments")}>
      <button type="button" aria-pressed={shown === "everybody"} onClick={() => show("everybody")}>
        {write("search.all")}
      </button>
      <FavouritesFilter />
      {departments.map((department) => (
        <button
          key={department}
          type="button"
          aria-pressed={typeof shown === "object" && shown.department === department}
          onClick={() => show({ department })}
        >
          {department}
        </button>
      ))}
    </fieldset>
  );
}

/** Those at hand; whoever is dragged onto it becomes one of them. */
function FavouritesFilter() {
  const write = useWrite();
  const { show, keepAtHand } = useActions();
  const isPressed = useConsole(({ shown }) => shown === "favourites");
  const person = useConsole(({ dragged }) => (dragged?.kind === "person" ? dragged.person : null));
  const zone = useDropZone(person !== null, () => person && void keepAtHand(person));
  return (
    <button type="button" aria-pressed={isPressed} onClick={() => show("favourites")} {...zone}>
      <Star size={14} aria-hidden /> {write("favourites.title")}
    </button>
  );
}
