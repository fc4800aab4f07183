import { expect, test } from "vitest";
import { barriers } from "../support/barriers.ts";
import { callers, colleagues, contacts, favourites, ownCalls } from "../support/navigator/company.ts";
import { openWindows } from "../support/navigator/opened-windows.ts";
import type { Published } from "../support/navigator/scripted-product.ts";

const windows = openWindows();
const open = (published: Partial<Published>) => windows.open("navigator", published);

const mark = colleagues.find(({ name }) => name === "Mark Visser");
const [marleen] = contacts;
const favouriteNames = ".colleague-row .name";

test("the caller on hold and the current call are dragged onto whoever is to have them", async () => {
  const { page, product } = await open({ "own-calls": [ownCalls.talking, ownCalls.held] });
  const onHold = page.getByRole("region", { name: "On hold" }).getByRole("row").first();
  await onHold.dragTo(page.getByRole("row", { name: /^Mark Visser/ }));
  await expect
    .poll(() => product.asked)
    .toEqual([
      {
        name: "call.transfer",
        input: { phoneCallId: ownCalls.held.phoneCallId, target: { userId: mark?.userId } },
      },
    ]);

  await page.keyboard.type("sluis");
  const contact = page.getByRole("row", { name: /^Marleen van der Sluis/ });
  await page.getByRole("region", { name: "Current call" }).locator("header").dragTo(contact);
  await expect
    .poll(() => product.asked.at(-1))
    .toMatchObject({
      name: "call.transfer",
      input: { phoneCallId: ownCalls.talking.phoneCallId, target: { contactId: marleen?.contactId } },
    });
});

test("a caller who came back is dragged onto the card of who is chosen, and one who rings is not dragged", async () => {
  const { page, product } = await open({ callers: [callers.pieter, callers.sanne] });
  const lines = page.getByRole("region", { name: "Callers" });
  await page.getByRole("row", { name: /^Mark Visser/ }).click();
  const card = page.getByRole("complementary", { name: "Chosen colleague" });
  await lines.getByRole("row", { name: /^Sanne de Vries/ }).dragTo(card);
  expect(product.asked).toEqual([]);
  await lines.getByRole("row", { name: /^Pieter Jansen/ }).dragTo(card);
  await expect
    .poll(() => product.asked)
    .toEqual([
      {
        name: "call.transfer",
        input: { phoneCallId: callers.pieter.phoneCallId, target: { userId: mark?.userId } },
      },
    ]);
});

test("while a call is dragged the rows say whether they take it, and why not", async () => {
  const { page, product } = await open({
    "own-calls": [ownCalls.talking],
    colleagues: colleagues.map((one) => (one.userId === mark?.userId ? { ...one, extension: null } : one)),
  });
  await page.getByRole("region", { name: "Current call" }).locator("header").hover();
  await page.mouse.down();
  const myself = page.getByRole("row", { name: /^Anna Bakker/ });
  await myself.hover();
  await myself.getByText("That is you").waitFor();
  const unreachable = page.getByRole("row", { name: /^Mark Visser/ });
  await unreachable.hover();
  await unreachable.getByText("This colleague has no extension").waitFor();
  expect(await page.locator('.colleague-row[data-drop="transfer"]').count()).toBeGreaterThan(3);
  expect(await barriers(page)).toEqual([]);
  await page.mouse.up();
  await page.locator("[data-drop]").first().waitFor({ state: "detached" });
  expect(product.asked).toEqual([]);
});

test("favourites are put in order by dragging, and whoever is dragged onto them becomes one", async () => {
  const { page, product } = await open({ favourites });
  const filter = page.getByRole("button", { name: "Favourites", exact: true });
  const added = colleagues.find(({ name }) => name === "Marijke Postma");
  await page.getByRole("row", { name: /^Marijke Postma/ }).dragTo(filter);
  await page.getByRole("status").getByText("Marijke Postma is a favourite now").waitFor();
  product.publish({ favourites });
  await filter.click();
  const row = (name: RegExp) => page.getByRole("row", { name });
  await row(/^Mark Visser/).dragTo(row(/^Marleen van der Sluis/));
  await page.getByRole("status").getByText("Mark Visser is favourite 2 of 3 now").waitFor();
  await row(/^Bas van den Berg/).dragTo(row(/^Marleen van der Sluis/));
  await expect.poll(() => product.asked.length).toBe(3);
  expect(product.asked.map(({ input }) => input)).toEqual([
    { who: { userId: added?.userId }, group: "" },
    { who: { userId: mark?.userId }, group: "", position: 1 },
    { who: favourites[2]?.who, group: "", position: expect.any(Number) },
  ]);
});

test("with Alt the arrows put the chosen favourite in order, and say where it stands", async () => {
  const { page, product } = await open({ favourites });
  await page.getByRole("button", { name: "Favourites", exact: true }).click();
  await page.getByRole("row", { name: /^Mark Visser/ }).click();
  await page.keyboard.press("Alt+ArrowUp");
  await page.keyboard.press("Alt+ArrowDown");
  await page.getByRole("status").getByText("Mark Visser is favourite 2 of 3 now").waitFor();
  expect(await page.locator(favouriteNames).allTextContents()).toEqual([
    "Marleen van der Sluis",
    "Mark Visser",
    "Bas van den Berg",
  ]);
  await page.keyboard.press("Alt+ArrowDown");
  await page
    .getByRole("status")
    .getByText("Mark Visser is favourite 3 of 3 now, in the group Sales")
    .waitFor();
  expect(product.asked.map(({ input }) => input)).toEqual([
    { who: { userId: mark?.userId }, group: "", position: 1 },
    { who: { userId: mark?.userId }, group: "Sales", position: 1 },
  ]);
  await page.getByRole("row", { name: "Mark Visser, Free", selected: true }).waitFor();
});
