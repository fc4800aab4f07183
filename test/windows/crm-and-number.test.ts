import { expect, test } from "vitest";
import { colleagues, ownCalls } from "../support/navigator/company.ts";
import { openWindows } from "../support/navigator/opened-windows.ts";

const windows = openWindows();
const mark = colleagues.find(({ name }) => name === "Mark Visser");
const crmUrl = "https://crm.example.com/?tel={number}";

for (const window of ["navigator", "bridge"] as const)
  test(`in ${window} the customer's record is a link to a window of its own, where the number is known`, async () => {
    const { page, product, settled } = await windows.open(window, {
      settings: { crmUrl },
      "own-calls": [ownCalls.talking],
    });
    const link = page.getByRole("link", { name: "Open in CRM" });
    expect(await link.getAttribute("href")).toBe(
      `https://crm.example.com/?tel=${encodeURIComponent(ownCalls.talking.party.number ?? "")}`,
    );
    expect(await link.getAttribute("target")).toBe("_blank");
    expect(await link.getAttribute("rel")).toContain("noopener");
    const hidden = { ...ownCalls.talking.party, kind: "hidden" as const, number: null, displayNumber: null };
    product.publish({ "own-calls": [{ ...ownCalls.talking, party: hidden }] });
    await settled();
    expect(await link.count()).toBe(0);
  });

test("the address of the records is a setting, and one without a place for the number is not taken", async () => {
  const { page, product } = await windows.open("navigator");
  await page.getByRole("button", { name: "Settings" }).press("Enter");
  const field = page.getByLabel("Customer records (CRM)");
  for (const wrong of [
    "crm.example.com/{number}",
    "https://crm.example.com/",
    "javascript:alert({number})",
  ]) {
    await field.fill(wrong);
    await field.press("Enter");
    await page.getByText("This is no https or http address with {number} in it.").waitFor();
  }
  await field.fill(crmUrl);
  await field.press("Enter");
  await expect.poll(() => product.asked).toEqual([{ name: "settings.change", input: { crmUrl } }]);
});

test("one call is made without the number, or with it where the settings hide it, but never to an emergency number", async () => {
  const { page, product, settled } = await windows.open("navigator");
  const more = page.getByRole("button", { name: "More ways to call" });
  /** Once he is called he is no longer the one who is chosen. */
  const called = () => more.waitFor({ state: "detached" });
  await page.getByRole("row", { name: /^Mark Visser/ }).click();
  await more.click();
  await page.getByRole("menuitem", { name: "Call without my number" }).click();
  const target = { userId: mark?.userId };
  await expect
    .poll(() => product.asked)
    .toEqual([{ name: "call.dial", input: { target, hideNumber: true } }]);
  await called();
  product.publish({ "own-calls": [], settings: { hideNumber: true } });
  await page.getByRole("row", { name: /^Mark Visser/ }).click();
  await more.press("Enter");
  await page.getByRole("menuitem", { name: "Call with my number" }).press("Enter");
  await expect.poll(() => product.asked.at(-1)?.input).toEqual({ target, hideNumber: false });
  await called();
  product.publish({ "own-calls": [] });
  await page.keyboard.type("112");
  await page.getByRole("row", { name: /112/, selected: true }).waitFor();
  await settled();
  expect(await more.count()).toBe(0);
});
