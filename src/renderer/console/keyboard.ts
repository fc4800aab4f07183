import { actionOfKey, type ConsoleKey } from "../../shared/model/console-keys.ts";
import { keyOf, mayFire, placeOf, writesCharacter } from "../kit/keys.ts";
import type { ConsoleModel } from "./view-model/console-model.ts";
import { showsFavourites } from "./view-model/favourites.ts";
import {
  callToPutThrough,
  currentCall,
  nextStep,
  nextToAnswer,
  nextToRetrieve,
  nextToTake,
} from "./view-model/lines.ts";
import { type ConsoleState, mayTake } from "./view-model/state.ts";

/** The element that typing from anywhere goes to. */
export const searchBoxId = "search";

/** The fields for notes; the key goes to the first that can be written into. */
const notesFields = ".notes-field textarea:enabled";

/** Makes the keys work anywhere in the window. The answer ends it. */
export function followKeyboard(target: Window, { store, actions }: ConsoleModel): () => void {
  const perform: Readonly<Record<ConsoleKey, () => void>> = {
    advance: actions.advance,
    "answer-next": actions.answerNext,
    take: actions.takeNext,
    connect: () => void actions.connect(),
    consult: () => void actions.consultOrSwap(),
    confer: actions.confer,
    hold: actions.holdOrResumeCurrent,
    "hold-or-swap": actions.holdOrSwap,
    park: actions.parkCurrent,
    retrieve: actions.retrieveNext,
    mute: actions.muteCurrent,
    retreat: actions.retreat,
    "end-wrap-up": actions.endWrapUp,
    notes: () => target.document.querySelector<HTMLElement>(notesFields)?.focus(),
    clear: actions.clearSearch,
    next: () => void actions.chooseBeside(1),
    previous: () => void actions.chooseBeside(-1),
    keys: () => actions.open("keys"),
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey) return;
    const search = target.document.getElementById(searchBoxId);
    const place = placeOf(event.target, search);
    const state = store.getState();
    const key = keyOf(event);
    const action = actionOfKey(state.keyBindings, key);
    if (event.altKey) {
      // With Alt the keys that choose a row move it.
      const step = action === "next" ? 1 : action === "previous" ? -1 : null;
      if (!step || !mayFire(key, place, true) || !showsFavourites(state)) return;
      event.preventDefault();
      actions.moveFavourite(step);
      return;
    }
    const typed = writesCharacter(event) && action !== null && !hasUse(action, state);
    if (action && !typed && mayFire(key, place, state.search.text === "")) {
      event.preventDefault();
      // A key held down must not hang up the next call as well.
      if (!event.repeat || action === "next" || action === "previous") perform[action]();
    } else if (writesCharacter(event) && (place === "page" || place === "control")) search?.focus();
  };

  target.addEventListener("keydown", onKeyDown);
  return () => target.removeEventListener("keydown", onKeyDown);
}

/** Whether there is anything to do for a key that would otherwise begin a number or a name. */
function hasUse(action: ConsoleKey, state: ConsoleState): boolean {
  switch (action) {
    case "advance":
      return nextStep(state) !== null;
    case "answer-next":
      return nextToAnswer(state.callers) !== null;
    case "take":
      return mayTake(state) && nextToTake(state.callers) !== null;
    case "park":
      return state.phone?.canPark === true && callToPutThrough(state.ownCalls) !== null;
    case "retrieve":
      return nextToRetrieve(state.parked, state.identity?.userId ?? null) !== null;
    case "connect":
    case "consult":
    case "confer":
    case "hold":
    case "hold-or-swap":
    case "mute":
    case "retreat":
      return currentCall(state.ownCalls) !== null;
    case "end-wrap-up":
    case "notes":
    case "previous":
    case "next":
    case "clear":
    case "keys":
      return true;
  }
}
