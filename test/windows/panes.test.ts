import { expect, test } from "vitest";
import { openWindows } from "../support/navigator/opened-windows.ts";

const windows = openWindows();

async function openPanes() {
  const shown = await windows.open("navigator");
  const { page } = shown;
  const widthOf = async (pane: string) => (await page.locator(pane).boundingBox())?.width;
  const separator = (name: string) => page.getByRole("separator", { name });
  /** To this far from the left edge of the window. */
  const drag = async (name: string, toPx: number) => {
    const box = await separator(name).boundingBox();
    if (!box) throw new Error("there is no such separator");
    await page.mouse.move(box.x + box.width / 2, box.y + 100);
    await page.mouse.down();
    await page.mouse.move(toPx, box.y + 140, { steps: 3 });
    return () => page.mouse.up();
  };
  return { ...shown, widthOf, separator, drag };
}

test("a pane follows the hand, keeps its width when it is let go, and is as it came after a double click", async () => {
  const { page, product, settled, widthOf, separator, drag } = await openPanes();
  const asItComes = await widthOf("#lines");
  const drop = await drag("Width of the callers", 380);
  await expect.poll(() => widthOf("#lines")).toBe(380);
  expect(product.asked).toEqual([]);
  await drop();
  await settled();
  expect(await widthOf("#lines")).toBe(380);
  expect(product.asked).toEqual([{ name: "panes.resize", input: { linesPx: 380 } }]);
  await separator("Width of the callers").dblclick({ position: { x: 4, y: 200 } });
  await expect.poll(() => widthOf("#lines")).toBe(asItComes);
  await (await drag("Width of the chosen colleague", 900))();
  await settled();
  expect(await widthOf("#card")).toBe(380);
  expect(page.viewportSize()?.width).toBe(1280);
});

test("no pane is dragged so far that another has no room", async () => {
  const { product, widthOf, drag } = await openPanes();
  await (await drag("Width of the callers", 1_200))();
  await (await drag("Width of the chosen colleague", 500))();
  await expect
    .poll(() => product.asked.map(({ input }) => input))
    .toEqual([{ linesPx: 400 }, { cardPx: 420 }]);
  expect(await widthOf(".directory")).toBeGreaterThan(400);
});

test("the arrow keys move it, the way that they point", async () => {
  const { separator, widthOf } = await openPanes();
  const lines = separator("Width of the callers");
  await lines.press("Home");
  await expect.poll(() => lines.getAttribute("aria-valuenow")).toBe("260");
  await lines.press("ArrowRight");
  await expect.poll(() => widthOf("#lines")).toBe(276);
  const card = separator("Width of the chosen colleague");
  await card.press("End");
  await expect.poll(() => card.getAttribute("aria-valuenow")).toBe("420");
  await card.press("ArrowRight");
  await expect.poll(() => widthOf("#card")).toBe(404);
});
