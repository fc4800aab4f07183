import { expect, test } from "vitest";
import { openWindows } from "../support/navigator/opened-windows.ts";

const windows = openWindows();

test("compact rows are chosen in the settings, and every list of rows follows", async () => {
  const { page, product, settled } = await windows.open("navigator");
  const heightPx = async () => (await page.locator(".colleague-row").first().boundingBox())?.height;
  expect(await heightPx()).toBe(40);
  await page.getByRole("button", { name: "Settings" }).press("Enter");
  await page.getByRole("radio", { name: "Compact" }).press("Space");
  await settled();
  expect(product.asked).toEqual([{ name: "settings.change", input: { density: "compact" } }]);
  expect(await heightPx()).toBe(28);
  await page.keyboard.press("Escape");

  // The keyboard's way through the list must know the new height: the last row comes into view in full.
  const grid = page.getByRole("grid", { name: "Colleagues" });
  for (let row = 0; row < 40; row += 1) await page.keyboard.press("ArrowDown");
  await settled();
  const last = await page.locator(".colleague-row[aria-selected=true]").boundingBox();
  const view = await grid.boundingBox();
  if (!last || !view) throw new Error("the list is gone");
  expect(last.y + last.height).toBeLessThanOrEqual(view.y + view.height + 1);
});

test("Bridge is as dense as Navigator", async () => {
  const { page, settled } = await windows.open("bridge", { settings: { density: "compact" } });
  await page.getByRole("navigation").getByRole("button", { name: "Colleagues" }).click();
  await settled();
  expect((await page.locator(".colleague-row").first().boundingBox())?.height).toBe(28);
});
