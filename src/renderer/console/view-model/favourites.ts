import type { RequestInput, TransferTarget } from "../../../shared/contract/requests.ts";
import { message } from "../../../shared/messages/message.ts";
import type { Favourite, FavouriteId } from "../../../shared/model/contact.ts";
import type { Ask } from "./call-actions.ts";
import { type ConsoleState, knownContact } from "./state.ts";

/** Somebody who can be a favourite. */
export type Person = RequestInput<"favourite.put">["who"];

/** Where a favourite goes, and whether that is above or below who stands there now. */
interface Place {
  readonly group: string;
  readonly position: number;
  readonly side: "above" | "below";
}

/** null: only a number. */
export const personOf = (target: TransferTarget): Person | null =>
  "userId" in target || "contactId" in target ? target : null;

export function favouriteOf(favourites: readonly Favourite[], person: Person): Favourite | null {
  const isPerson = ({ who }: Favourite) =>
    "userId" in person
      ? "userId" in who && who.userId === person.userId
      : "contact" in who && who.contact.contactId === person.contactId;
  return favourites.find(isPerson) ?? null;
}

/** Whether the directory shows the favourites, in their order. */
export const showsFavourites = ({ shown, search }: Pick<ConsoleState, "shown" | "search">): boolean =>
  shown === "favourites" && search.text.trim() === "";

/** The place of a favourite who is put where another is, as the list shows them; null: that changes nothing. */
export function placeBeside(state: ConsoleState, moved: Person, there: Person): Place | null {
  const from = favouriteOf(state.favourites, moved);
  const to = favouriteOf(state.favourites, there);
  if (!from || !to || from === to || !showsFavourites(state)) return null;
  // Who leaves a place makes all below move up, so that the same position is below in one's own group.
  const isBelow = state.favourites.indexOf(to) > state.favourites.indexOf(from);
  const position = to.position + (isBelow && to.group !== from.group ? 1 : 0);
  return { group: to.group, position, side: isBelow ? "below" : "above" };
}

/** What a person does with the favourites. What becomes of their order is also said. */
export function createFavouriteActions(parts: {
  ask: Ask;
  getState: () => ConsoleState;
  say: (sentences: readonly string[]) => void;
}) {
  const { ask, getState, say } = parts;

  const nameOf = (person: Person) => {
    const state = getState();
    const known =
      "userId" in person ? state.colleagues.get(person.userId) : knownContact(state, person.contactId);
    return known?.name ?? "";
  };
  const put = (who: Person, group: string, position?: number) =>
    ask("favourite.put", { who: bare(who), group, ...(position !== undefined && { position }) }, "");

  async function moveTo(moved: Person, there: Person) {
    const { favourites, settings } = getState();
    const place = placeBeside(getState(), moved, there);
    const to = favouriteOf(favourites, there);
    if (!place || !to || !(await put(moved, place.group, place.position))) return;
    const at = { name: nameOf(moved), place: favourites.indexOf(to) + 1, count: favourites.length };
    say([
      place.group === ""
        ? message(settings.language, "favourites.moved", at)
        : message(settings.language, "favourites.moved-in-group", { ...at, group: place.group }),
    ]);
  }

  return {
    putFavourite: (who: Person, group: string) => void put(who, group),
    removeFavourite: (favouriteId: FavouriteId) => void ask("favourite.remove", { favouriteId }, favouriteId),
    /** Leaves whoever is a favourite already where he is. */
    async keepAtHand(person: Person) {
      if (favouriteOf(getState().favourites, person) || !(await put(person, ""))) return;
      say([message(getState().settings.language, "favourites.added", { name: nameOf(person) })]);
    },
    moveFavouriteTo: (moved: Person, there: Person) => void moveTo(moved, there),
    /** Moves the chosen favourite one row down (1) or up (-1). */
    moveFavourite(step: 1 | -1) {
      const { favourites, chosen } = getState();
      const moved = chosen && personOf(chosen);
      const from = moved && favouriteOf(favourites, moved);
      const to = from && favourites[favourites.indexOf(from) + step];
      if (moved && to) void moveTo(moved, "userId" in to.who ? to.who : to.who.contact);
    },
  };
}

/** Without the number that is chosen of a contact. */
const bare = (person: Person): Person =>
  "userId" in person ? { userId: person.userId } : { contactId: person.contactId };
