/** A key on a button: what is drawn, and what assistive technology is told (WAI-ARIA `aria-keyshortcuts`). */
export interface KeyHint {
  readonly shown: string;
  readonly shortcuts: string;
}

/** Of the keys by their names in `KeyboardEvent.key`; the first is the one shown. */
export function keyHint(keys: readonly string[]): KeyHint | undefined {
  const [first] = keys;
  if (first === undefined) return undefined;
  return { shown: keyCap(first), shortcuts: keys.map((key) => (key === "+" ? "Plus" : key)).join(" ") };
}

/** The key that was pressed; the decimal key of the numeric block is a point also where its layout writes a comma. */
export const keyOf = ({ key, code }: Pick<KeyboardEvent, "key" | "code">): string =>
  code === "NumpadDecimal" && key.length === 1 ? "." : key;

/** How a key is drawn. */
export function keyCap(key: string): string {
  switch (key) {
    case "ArrowUp":
      return "↑";
    case "ArrowDown":
      return "↓";
    case "Escape":
      return "Esc";
    default:
      return key;
  }
}

/** Where a key was pressed, which decides what it may do there. */
export type KeyPlace = "page" | "search" | "text-field" | "control" | "dialog" | "menu";

/**
 * Whether an action key may fire where it was pressed. Function keys always may (they type nothing), unless a menu is open;
 * the rest only where they would neither write into a field nor press the control that has the focus.
 */
export function mayFire(key: string, place: KeyPlace, searchIsEmpty: boolean): boolean {
  if (/^F\d+$/.test(key)) return place !== "menu";
  switch (place) {
    case "page":
      return true;
    case "search":
      // A plus begins a number, and stands nowhere else.
      return key.length > 1 || key === "+" || searchIsEmpty;
    case "control":
      return key !== "Enter";
    case "text-field":
    case "dialog":
    case "menu":
      return false;
  }
}

/** Whether a key writes a character, so that typing it on the page belongs into the search box. */
export function writesCharacter(event: KeyboardEvent): boolean {
  return event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
}

export function placeOf(target: EventTarget | null, search: HTMLElement | null): KeyPlace {
  if (target !== null && target === search) return "search";
  if (!(target instanceof HTMLElement)) return "page";
  if (target.closest("[role=menu],[role=listbox]")) return "menu";
  if (target.closest("[role=dialog],[role=alertdialog]")) return "dialog";
  if (target.matches("input,textarea,select,[contenteditable]")) return "text-field";
  if (target.closest("button,a[href],[role=separator]")) return "control";
  return "page";
}
