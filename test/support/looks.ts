import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { Settings } from "../../src/shared/model/product-state.ts";
import { barriers } from "./barriers.ts";
import type { NavigatorPage } from "./navigator/navigator-page.ts";

type Look = Pick<Settings, "language" | "theme">;

/** `words`: axe looks too. What it finds is in the words or in the colours: two looks have both languages and both themes. */
const looks: readonly { readonly look: Look; readonly words: boolean }[] = [
  { look: { language: "en", theme: "dark" }, words: true },
  { look: { language: "en", theme: "light" }, words: false },
  { look: { language: "nl", theme: "light" }, words: true },
  { look: { language: "nl", theme: "dark" }, words: false },
];

/** Fails with what axe finds in the page, and with what `outside` finds in it, in both languages and themes and every size. */
export async function expectGoodLooks(
  { page, product, settled, complaints }: NavigatorPage,
  outside: (page: Page) => Promise<readonly string[]>,
  sizes: readonly { width: number; height: number }[] = [],
): Promise<void> {
  const fits = async (where: object) => expect(await outside(page), JSON.stringify(where)).toEqual([]);
  for (const { look, words } of looks) {
    product.publish({ settings: look });
    await settled();
    if (words) expect(await barriers(page), JSON.stringify(look)).toEqual([]);
    if (sizes.length === 0) await fits(look);
    for (const size of sizes) {
      await page.setViewportSize(size);
      await fits({ ...look, ...size });
    }
  }
  expect(complaints).toEqual([]);
}
