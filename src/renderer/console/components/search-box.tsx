import { Search, X } from "lucide-react";
import { Button } from "../../kit/button.tsx";
import { useWrite } from "../../kit/text.ts";
import { useActions, useConsole } from "../context.ts";
import { useHints } from "../key-hints.ts";
import { searchBoxId } from "../keyboard.ts";
import { targetKey } from "../view-model/directory.ts";
import { directoryId, rowId } from "./directory-ids.ts";

interface SearchBoxProps {
  /** Whether the directory is in sight. */
  readonly beside?: boolean;
}

/** Where typing goes from anywhere: names search, digits dial. */
export function SearchBox({ beside = true }: SearchBoxProps) {
  const write = useWrite();
  const { search, clearSearch } = useActions();
  const text = useConsole((state) => state.search.text);
  const total = useConsole((state) =>
    state.search.userIds ? state.search.total + state.search.contacts.length : 0,
  );
  const chosenKey = useConsole((state) => (state.chosen ? targetKey(state.chosen) : null));
  const clear = useHints()("clear");
  return (
    <search className="search-box">
      <Search size={16} aria-hidden />
      <input
        id={searchBoxId}
        type="search"
        aria-label={write("search.label")}
        placeholder={write("search.label")}
        aria-controls={beside ? directoryId : undefined}
        aria-activedescendant={chosenKey ? rowId(chosenKey) : undefined}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={text}
        onChange={(event) => search(event.currentTarget.value)}
      />
      {text && total > 0 && <span className="matches">{write("search.matches", { count: total })}</span>}
      {text && (
        <>
          {clear && <kbd aria-hidden>{clear.shown}</kbd>}
          <Button
            label={write("action.clear-search")}
            icon={X}
            iconOnly
            look="quiet"
            size="small"
            keys={clear}
            onPress={clearSearch}
          />
        </>
      )}
    </search>
  );
}
