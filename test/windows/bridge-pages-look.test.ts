import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Settings } from "../../src/shared/model/product-state.ts";
import { barriers } from "../support/barriers.ts";
import { bridgePageScenes, openBridgePage } from "../support/navigator/bridge-page-scenes.ts";
import { type NavigatorStage, openNavigatorStage } from "../support/navigator/navigator-page.ts";

const looks: readonly Partial<Settings>[] = [
  { language: "en", theme: "dark" },
  { language: "en", theme: "light" },
  { language: "nl", theme: "light" },
  { language: "nl", theme: "dark" },
];

let stage: NavigatorStage;
beforeAll(async () => {
  stage = await openNavigatorStage("bridge-pages-look-build");
});
afterAll(() => stage?.close());

for (const [name, scene] of Object.entries(bridgePageScenes))
  test(`Bridge in the scene “${name}” has no barriers and fits, in both languages and themes`, async () => {
    const shown = await openBridgePage(stage, scene, { width: 1280, height: 800 });
    for (const settings of looks) {
      shown.product.publish({ settings });
      await shown.settled();
      expect(await barriers(shown.page), JSON.stringify(settings)).toEqual([]);
      expect(await overflowing(shown.page), JSON.stringify(settings)).toEqual([]);
    }
    expect(shown.complaints).toEqual([]);
    await shown.close();
  });

/** What stands out of the middle of the window, and the words of controls and headings that are cut off. */
function overflowing(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const pane = document.querySelector("main")?.getBoundingClientRect();
    return [...document.querySelectorAll("main :is(section, header, button, h2, dt, fieldset, textarea)")]
      .filter((element) => {
        const box = element.getBoundingClientRect();
        const scrolls = element.closest("[role=grid], .card, .calls-own");
        const cut = element.scrollWidth > element.clientWidth + 1;
        return !pane || box.right > pane.right + 1 || cut || (!scrolls && box.bottom > pane.bottom + 1);
      })
      .map((element) => element.outerHTML.slice(0, 160));
  });
}
