import { useEffect } from "react";
import { searchBoxId } from "../console/keyboard.ts";
import { placeOf } from "../kit/keys.ts";

interface RowKeys {
  /** To the next (1) or the previous (-1) row. */
  readonly step: (by: 1 | -1) => void;
  /** Enter, while the list has the focus. */
  readonly enter?: () => void;
}

/**
 * The arrows choose a row of the page's list from anywhere but a field, a dialog or a menu, and give the list the focus; Enter
 * acts on the row then. On this page these keys come before those of the whole window.
 */
export function useRowKeys(listId: string, keys: RowKeys): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const place = placeOf(event.target, document.getElementById(searchBoxId));
      if (place !== "page" && place !== "control") return;
      const list = document.getElementById(listId);
      if (!list) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        list.focus();
        keys.step(event.key === "ArrowDown" ? 1 : -1);
      } else if (keys.enter && event.key === "Enter" && event.target === list) {
        event.preventDefault();
        if (!event.repeat) keys.enter();
      }
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [listId, keys]);
}
