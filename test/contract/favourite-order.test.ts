import { expect, test } from "vitest";
import { favouriteRows } from "../../src/main/contacts/contacts.ts";
import { openUserData } from "../../src/main/store/user-data.ts";
import { createLog } from "../../src/main/support/log.ts";
import { placeBeside } from "../../src/renderer/console/view-model/favourites.ts";
import { initialState } from "../../src/renderer/console/view-model/state.ts";
import { UserId } from "../../src/shared/model/ids.ts";

const groups = { "": ["a", "b", "c"], Sales: ["d"], Support: ["e", "f"] };
const everybody = Object.values(groups).flat();
const person = (name: string) => ({ userId: UserId.parse(name) });

/** The favourites of these groups, as windows show them. */
function atHand() {
  const book = openUserData({ file: ":memory:", log: createLog(() => {}, Date.now), now: Date.now });
  for (const [group, names] of Object.entries(groups))
    for (const name of names) book.putFavourite(person(name), group, null);
  const state = () => ({ ...initialState, shown: "favourites" as const, favourites: favouriteRows(book) });
  const order = () => state().favourites.map(({ who }) => ("userId" in who ? who.userId : ""));
  return { book, state, order };
}

test("a favourite who is dropped on another stands where the line was shown, and no other moves", () => {
  for (const moved of everybody)
    for (const there of everybody.filter((name) => name !== moved)) {
      const { book, state, order } = atHand();
      const place = placeBeside(state(), person(moved), person(there));
      if (!place) throw new Error("there is a place for everybody");
      book.putFavourite(person(moved), place.group, place.position);
      const others = everybody.filter((name) => name !== moved);
      const at = others.indexOf(there) + (place.side === "below" ? 1 : 0);
      expect(order(), `${moved} ${place.side} ${there}`).toEqual(others.toSpliced(at, 0, moved));
      expect(order().indexOf(UserId.parse(moved))).toBe(everybody.indexOf(there));
      book.close();
    }
});

test("who is no favourite has no place among them, and neither has anybody while all are shown", () => {
  const { book, state } = atHand();
  expect(placeBeside(state(), person("x"), person("a"))).toBeNull();
  expect(placeBeside(state(), person("a"), person("a"))).toBeNull();
  expect(placeBeside({ ...state(), shown: "everybody" }, person("a"), person("b"))).toBeNull();
  book.close();
});
