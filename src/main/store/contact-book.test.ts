import { afterEach, beforeEach, expect, test } from "vitest";
import { createHandClock } from "../support/hand-clock.ts";
import { createLog } from "../support/log.ts";
import type { ContactContent } from "./contact-book.ts";
import { openUserData, type UserData } from "./user-data.ts";

const clock = createHandClock(Date.UTC(2026, 2, 10, 13));
let book: UserData;

beforeEach(() => {
  book = openUserData({ file: ":memory:", log: createLog(() => {}, clock.now), now: clock.now });
});
afterEach(() => book.close());

const person = (name: string, number: string, rest: Partial<ContactContent> = {}): ContactContent => ({
  name,
  company: null,
  department: null,
  email: null,
  numbers: [{ label: null, number }],
  ...rest,
});

function put(...contacts: readonly ContactContent[]) {
  const importId = book.beginImport("book.csv", clock.now());
  book.putContacts(importId, contacts, 0);
  book.endImport(importId);
  return importId;
}

const found = (text: string, limit = 10) => book.searchContacts(text, limit).contacts.map(({ name }) => name);

test("contacts are found by name, company, department and number, in any order and without accents", () => {
  put(
    person("Jörg Müller", "+49 30 123456", { company: "Bäckerei Nord", department: "Einkauf" }),
    person("Sanne de Vries", "06-12 34 56 78", { company: "De Vries Zonen" }),
    person("Muriël Jansen", "020 765 4321"),
  );
  expect(found("mu")).toEqual(["Muriël Jansen", "Jörg Müller"]);
  expect(found("muller jorg")).toEqual(["Jörg Müller"]);
  expect(found("backerei einkauf")).toEqual(["Jörg Müller"]);
  expect(found("zonen vries")).toEqual(["Sanne de Vries"]);
  expect(found("061234")).toEqual(["Sanne de Vries"]);
  expect(found("+31 6 1234")).toEqual([]);
  expect(found("+49 30 12")).toEqual(["Jörg Müller"]);
  expect(found("nobody")).toEqual([]);
  expect(found("")).toEqual([]);
});

test("whose name begins with the text comes first however many others match, and it is told that there are more", () => {
  put(...Array.from({ length: 50 }, (_, at) => person(`Bert Jansen ${at}`, `0201${100_000 + at}`)));
  put(person("Jan Aalbers", "0302222222"));
  const { contacts, more } = book.searchContacts("jan", 10);
  expect(contacts[0]?.name).toBe("Jan Aalbers");
  expect(contacts).toHaveLength(10);
  expect(more).toBe(true);
  expect(book.searchContacts("aalbers", 10).more).toBe(false);
});

test("a caller is known by the number, however it is written", () => {
  put(person("Sanne de Vries", "06-12 34 56 78"));
  expect(book.contactName("+31612345678")).toBe("Sanne de Vries");
  expect(book.contactName("+31612345679")).toBeNull();
});

test("who is imported again is updated, not doubled, and an undone import leaves all as it was before", () => {
  put(person("Sanne de Vries", "0612345678"), person("Karel", "0301111111"));
  const second = put(
    person("Sanne de Vries", "+31612345678", { company: "De Vries Zonen" }),
    person("Karel", "0309999999"),
  );
  expect(book.imports()[0]).toMatchObject({ added: 1, updated: 1, state: "done" });
  expect(found("vries")).toEqual(["Sanne de Vries"]);
  expect(book.searchContacts("sanne", 5).contacts[0]?.company).toBe("De Vries Zonen");
  while (book.undoSome(second)) {}
  book.forgetImport(second);
  expect(book.searchContacts("sanne", 5).contacts[0]?.company).toBeNull();
  expect(found("karel")).toEqual(["Karel"]);
  expect(found("zonen")).toEqual([]);
  expect(book.contactName("0309999999")).toBeNull();
  expect(book.imports()).toHaveLength(1);
});

test("favourites keep their order and groups without gaps", () => {
  put(person("Sanne", "0612345678"));
  const contactId = book.searchContacts("sanne", 1).contacts[0]?.contactId;
  if (!contactId) throw new Error("not found");
  const [anna, mark] = ["anna", "mark"].map((userId) => ({ userId: userId as never }));
  if (!anna || !mark) throw new Error("nobody");
  book.putFavourite(anna, "", null);
  book.putFavourite(mark, "", null);
  book.putFavourite({ contactId }, "", 0);
  const order = (group: string) =>
    book
      .favourites()
      .filter((each) => each.group === group)
      .map(({ who, position }) => [position, "userId" in who ? who.userId : "contact"]);
  expect(order("")).toEqual([
    [0, "contact"],
    [1, "anna"],
    [2, "mark"],
  ]);
  book.putFavourite(anna, "Sales", null);
  expect(order("")).toEqual([
    [0, "contact"],
    [1, "mark"],
  ]);
  const [first] = book.favourites();
  if (first) book.removeFavourite(first.favouriteId);
  expect(order("")).toEqual([[0, "mark"]]);
  expect(order("Sales")).toEqual([[0, "anna"]]);
});
