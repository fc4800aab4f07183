import { expect, onTestFinished, test } from "vitest";
import { openUserData } from "../store/user-data.ts";
import { systemClock } from "../support/clock.ts";
import { createLog } from "../support/log.ts";
import { createContacts } from "./contacts.ts";

test("an address book is imported and taken back as a whole while everything else has its turn", async () => {
  const book = openUserData({ file: ":memory:", log: createLog(() => {}, Date.now), now: Date.now });
  onTestFinished(() => book.close());
  const contacts = createContacts({ book, clock: systemClock, changed() {}, contactsChanged() {} });
  let turns = 0;
  const others = setInterval(() => {
    turns += 1;
  }, 0);
  onTestFinished(() => clearInterval(others));

  const begun = await contacts["contact-import.begin"]({
    fileName: "customers.csv",
    format: "csv",
    fields: ["name", "number"],
  });
  if (!begun.ok) throw new Error("the import was refused");
  const { importId } = begun.value;
  const lines = Array.from({ length: 2_000 }, (_, n) => `Customer ${n},06${10_000_000 + n}\n`);
  for (const text of ["name,telephone\nNobody,\n", lines.join("")])
    await contacts["contact-import.add"]({ importId, text });
  const turnsReading = turns;
  expect(await contacts["contact-import.end"]({ importId })).toEqual({
    ok: true,
    value: { problems: [{ line: 2, problem: "no-number" }] },
  });
  expect(book.imports()).toMatchObject([{ added: 2_000, leftOut: 1, state: "done" }]);
  expect(turnsReading).toBeGreaterThan(2);

  await contacts["contact-import.undo"]({ importId });
  expect(book.imports()).toEqual([]);
  expect(book.searchContacts("customer", 10).contacts).toEqual([]);
  expect(turns - turnsReading).toBeGreaterThan(2);
});
