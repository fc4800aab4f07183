import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { colleagues } from "../support/navigator/company.ts";
import { type NavigatorStage, openNavigatorStage } from "../support/navigator/navigator-page.ts";

let stage: NavigatorStage;
beforeAll(async () => {
  stage = await openNavigatorStage();
});
afterAll(() => stage?.close());

const mark = colleagues.find(({ name }) => name === "Mark Visser")?.userId;

/** Settings → Privacy, by keys alone. */
async function openPrivacy() {
  const shown = await stage.open({});
  await shown.settled();
  const { page } = shown;
  await page.getByRole("button", { name: "Settings" }).press("Enter");
  await page.getByRole("button", { name: "Privacy…" }).press("Enter");
  await page.getByRole("dialog", { name: "Privacy" }).waitFor();
  return { ...shown, who: page.getByRole("textbox", { name: /^Export or erase/ }) };
}

test("what is kept about a number is saved as a file that does not say whom it is about", async () => {
  const { page, product, who, complaints, close } = await openPrivacy();
  await who.focus();
  await page.keyboard.type("+31 6 12345678");
  const download = page.waitForEvent("download");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const file = await download;
  expect(file.suggestedFilename()).toMatch(/^binnacle-personal-data-\d{4}-\d\d-\d\d\.json$/);
  expect(JSON.parse(await readFile(await file.path(), "utf8"))).toMatchObject({
    about: { number: "+31 6 12345678" },
  });
  await page.getByRole("status").getByText("Saved as").waitFor();
  expect(product.asked).toEqual([{ name: "privacy.export", input: { who: { number: "+31 6 12345678" } } }]);
  expect(complaints).toEqual([]);
  await close();
});

test("a colleague is erased only after a question, and Escape is a way back from it", async () => {
  const { page, product, who, close } = await openPrivacy();
  await who.focus();
  await page.keyboard.type("mark vis");
  const erase = page.getByRole("button", { name: "Erase…" });
  await expect.poll(() => erase.getAttribute("aria-disabled")).toBeNull();
  await erase.press("Enter");
  const question = page.getByRole("group", { name: "Erase everything about Mark Visser?" });
  await question.getByText("This cannot be undone.").waitFor();
  await page.keyboard.press("Escape");
  await question.waitFor({ state: "detached" });
  expect(product.asked).toEqual([]);
  await erase.press("Enter");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const told = page.getByRole("status").getByText("Erased. Calls: 3. Notes: 1.");
  await told.getByText("1 call goes on now").waitFor();
  expect(product.asked).toEqual([{ name: "privacy.erase", input: { who: { userId: mark } } }]);
  await close();
});

test("where a name fits several colleagues, nothing is done until one is chosen", async () => {
  const { page, product, who, close } = await openPrivacy();
  await who.focus();
  await page.keyboard.type("ma");
  await page.getByRole("radiogroup", { name: "Who is meant?" }).waitFor();
  await page.getByRole("button", { name: "Export" }).press("Enter");
  expect(product.asked).toEqual([]);
  await page.getByRole("radio", { name: "Mark Visser" }).press("Space");
  await page.getByRole("button", { name: "Export" }).press("Enter");
  await page.getByRole("status").getByText("Saved as").waitFor();
  expect(product.asked).toEqual([{ name: "privacy.export", input: { who: { userId: mark } } }]);
  await close();
});

test("a shorter retention is a decision of its own, not a digit that is typed; masking is chosen at once", async () => {
  const { page, product, close } = await openPrivacy();
  const days = page.getByRole("spinbutton", { name: "Days that calls and notes are kept" });
  await days.fill("30");
  expect(product.asked).toEqual([]);
  await days.press("Enter");
  await page.getByText("for 30 days").waitFor();
  await page.getByRole("radio", { name: "Hide last digits" }).press("Space");
  await page.getByRole("radio", { name: "Hide last digits", checked: true }).waitFor();
  expect(product.asked).toEqual([
    { name: "settings.change", input: { retentionDays: 30 } },
    { name: "settings.change", input: { masking: "hide-last-digits" } },
  ]);
  await close();
});
