import { expect, test } from "vitest";
import { colleagues, contacts, favourites, ownCalls } from "../support/navigator/company.ts";
import { openWindows } from "../support/navigator/opened-windows.ts";
import type { Published } from "../support/navigator/scripted-product.ts";

const windows = openWindows();
const open = (published: Partial<Published>) => windows.open("navigator", published);
const mark = colleagues.find(({ name }) => name === "Mark Visser");
const [marleen] = contacts;

test("contacts are found with the colleagues, and one is called at the number that is chosen", async () => {
  const { page, product } = await open({});
  await page.keyboard.type("sluis");
  await page
    .getByRole("row", { name: "Marleen van der Sluis, Sluis Advocaten, contact", selected: true })
    .waitFor();
  await page.getByRole("radio", { name: "020 765 43 21 work" }).check({ force: true });
  await page.getByRole("button", { name: "Call", exact: true }).click();
  await expect
    .poll(() => product.asked.at(-1))
    .toEqual({
      name: "call.dial",
      input: { target: { contactId: marleen?.contactId, number: "020 765 43 21" } },
    });
});

test("in a call a contact gets the caller by Enter, or is asked first", async () => {
  const { page, product } = await open({ "own-calls": [ownCalls.talking] });
  await page.keyboard.type("sluis");
  await page.getByRole("button", { name: "Transfer to Marleen van der Sluis" }).waitFor();
  await page.keyboard.press("Enter");
  await expect
    .poll(() => product.asked.at(-1))
    .toMatchObject({ name: "call.transfer", input: { target: { contactId: marleen?.contactId } } });
});

test("favourites are kept at hand in their order, and a remark on a colleague is written when its field is left", async () => {
  const { page, product } = await open({ favourites });
  await page.getByRole("button", { name: "Favourites", exact: true }).click();
  await page.getByRole("row").first().click();
  expect(await page.locator(".colleague-row .name").allTextContents()).toEqual([
    "Mark Visser",
    "Marleen van der Sluis",
    "Bas van den Berg",
  ]);
  await page.getByRole("textbox", { name: /^Remark/ }).fill("back at 14:00");
  await page.keyboard.press("Enter");
  await page.getByRole("row", { name: "Mark Visser, Free, back at 14:00" }).waitFor();
  await page.getByRole("button", { name: "Remove from favourites" }).click();
  await page.getByRole("button", { name: "Add to favourites" }).waitFor();
  expect(product.asked).toEqual([
    { name: "colleague-note.write", input: { userId: mark?.userId, text: "back at 14:00" } },
    { name: "favourite.remove", input: { favouriteId: favourites[0]?.favouriteId } },
  ]);
});

test("an address book is looked into before it is imported, told what was left out, and undone", async () => {
  const { page, product } = await open({});
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Contacts…" }).click();
  const buffer = Buffer.from("Naam,Bedrijf,Mobiel,Sinds\nJörg,,0612345678,2020\n");
  await page.locator("input[type=file]").setInputFiles({ name: "klanten.csv", mimeType: "text/csv", buffer });
  const dialog = page.getByRole("dialog", { name: "Contacts" });
  await dialog.getByRole("combobox", { name: "Bedrijf" }).selectOption("Department");
  await expect
    .poll(() => product.asked.at(-1)?.input)
    .toMatchObject({ fields: ["name", "department", "number", "ignored"] });
  await dialog.getByRole("button", { name: "Import", exact: true }).click();
  await dialog.getByText("1,204 new, 38 updated, 1 left out").waitFor();
  await dialog.getByText("1 contact was left out").click();
  await dialog.getByText("Line 7: no phone number").waitFor();
  const undo = dialog.getByRole("button", { name: "Undo" });
  expect(await undo.last().getAttribute("aria-disabled")).toBe("true");
  await undo.first().click();
  await expect
    .poll(() => product.asked.map(({ name }) => name))
    .toEqual([
      "contacts.preview",
      "contacts.preview",
      "contact-import.begin",
      "contact-import.add",
      "contact-import.end",
      "contact-import.undo",
    ]);
});
