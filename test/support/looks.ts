import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { Settings } from "../../src/shared/model/product-state.ts";
import { barriers } from "./barriers.ts";
import type { NavigatorPage } from "./navigator/navigator-page.ts";

/** Each language, theme and density with each of the others. */
const looks: readonly Pick<Settings, "language" | "theme" | "density">[] = [
  { language: "en", theme: "dark", density: "comfortable" },
  { language: "en", theme: "light", density: "compact" },
  { language: "nl", theme: "light", density: "comfortable" },
  { language: "nl", theme: "dark", density: "compact" },
];

/** Fails with what axe finds in the page, and with what `outside` finds in it, in both languages, themes and densities and every size. */
export async function expectGoodLooks(
  { page, product, settled, complaints }: NavigatorPage,
  outside: (page: Page) => Promise<readonly string[]>,
  sizes: readonly { width: number; height: number }[] = [],
): Promise<void> {
  const fits = async (where: object) => expect(await outside(page), JSON.stringify(where)).toEqual([]);
  for (const look of looks) {
    product.publish({ settings: look });
    await settled();
    expect(await barriers(page), JSON.stringify(look)).toEqual([]);
    if (sizes.length === 0) await fits(look);
    for (const size of sizes) {
      await page.setViewportSize(size);
      await fits({ ...look, ...size });
    }
  }
  expect(complaints).toEqual([]);
}
