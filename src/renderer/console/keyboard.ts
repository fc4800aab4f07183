import { type KeyProfile, keyHint, mayFire, placeOf, writesCharacter } from "../kit/keys.ts";
import type { ConsoleModel } from "./view-model/console-model.ts";
import { showsFavourites } from "./view-model/favourites.ts";
import { nextToAnswer } from "./view-model/lines.ts";

export type ConsoleKey =
  | "answer-next"
  | "connect"
  | "consult"
  | "confer"
  | "hold"
  | "mute"
  | "retreat"
  | "end-wrap-up"
  | "notes"
  | "clear"
  | "next"
  | "previous"
  | "keys";

/** The profile "function keys". */
export const keyProfile: KeyProfile<ConsoleKey> = {
  "answer-next": ["F2", "+"],
  connect: ["Enter", "F4"],
  consult: ["F5"],
  confer: ["F10"],
  hold: ["F7"],
  mute: ["F9"],
  retreat: ["F8"],
  "end-wrap-up": ["F6"],
  notes: ["F3"],
  clear: ["Escape"],
  next: ["ArrowDown"],
  previous: ["ArrowUp"],
  keys: ["F1"],
};

export const hintFor = (key: ConsoleKey) => keyHint(keyProfile[key]);

/** The element that typing from anywhere goes to. */
export const searchBoxId = "search";

/** The fields for notes; the key goes to the first that can be written into. */
const notesFields = "textarea[aria-keyshortcuts]:enabled";

/** Makes the keys work anywhere in the window. The answer ends it. */
export function followKeyboard(target: Window, { store, actions }: ConsoleModel): () => void {
  const perform: Readonly<Record<ConsoleKey, () => void>> = {
    "answer-next": actions.answerNext,
    connect: () => void actions.connect(),
    consult: () => void actions.consultOrSwap(),
    confer: actions.confer,
    hold: actions.holdOrResumeCurrent,
    mute: actions.muteCurrent,
    retreat: actions.retreat,
    "end-wrap-up": actions.endWrapUp,
    notes: () => target.document.querySelector<HTMLElement>(notesFields)?.focus(),
    clear: actions.clearSearch,
    next: () => actions.chooseBeside(1),
    previous: () => actions.chooseBeside(-1),
    keys: () => actions.open("keys"),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey) return;
    const search = target.document.getElementById(searchBoxId);
    const place = placeOf(event.target, search);
    const state = store.getState();
    if (event.altKey) {
      const step = stepOf(event.key);
      if (!step || !mayFire(event.key, place, true) || !showsFavourites(state)) return;
      event.preventDefault();
      actions.moveFavourite(step);
      return;
    }
    const action = actionOf(event.key);
    const typesNumber = event.key === "+" && !nextToAnswer(state.callers);
    if (action && !typesNumber && mayFire(event.key, place, state.search.text === "")) {
      event.preventDefault();
      // A key held down must not hang up the next call as well.
      if (!event.repeat || action === "next" || action === "previous") perform[action]();
    } else if (writesCharacter(event) && (place === "page" || place === "control")) search?.focus();
  };

  target.addEventListener("keydown", onKeyDown);
  return () => target.removeEventListener("keydown", onKeyDown);
}

/** With Alt the arrows move whom they choose without it. */
function stepOf(key: string): 1 | -1 | null {
  if (keyProfile.next.includes(key)) return 1;
  return keyProfile.previous.includes(key) ? -1 : null;
}

function actionOf(key: string): ConsoleKey | null {
  for (const action of Object.keys(keyProfile) as ConsoleKey[])
    if (keyProfile[action].includes(key)) return action;
  return null;
}
