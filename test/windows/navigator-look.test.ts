import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Settings } from "../../src/shared/model/product-state.ts";
import { barriers } from "../support/barriers.ts";
import { type NavigatorStage, openNavigatorStage } from "../support/navigator/navigator-page.ts";
import { openScene, scenes } from "../support/navigator/scenes.ts";

const looks: readonly Partial<Settings>[] = [
  { language: "en", theme: "dark" },
  { language: "en", theme: "light" },
  { language: "nl", theme: "light" },
  { language: "nl", theme: "dark" },
];

let stage: NavigatorStage;
beforeAll(async () => {
  stage = await openNavigatorStage("look-build");
});
afterAll(() => stage?.close());

for (const scene of scenes)
  test(`Navigator in the scene “${scene.name}” has no barriers and fits, in both languages and themes`, async () => {
    const shown = await openScene(stage, scene, { language: "en", theme: "dark" });
    for (const settings of looks) {
      shown.product.publish({ settings });
      await shown.settled();
      expect(await barriers(shown.page), JSON.stringify(settings)).toEqual([]);
      expect(await overflowing(shown.page), JSON.stringify(settings)).toEqual([]);
    }
    expect(shown.complaints).toEqual([]);
    await shown.close();
  });

function overflowing(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const { clientWidth, clientHeight } = document.documentElement;
    return [...document.querySelectorAll("button, h1, h2, header, section, .pill")]
      .filter((element) => {
        const box = element.getBoundingClientRect();
        const scrolls = element.closest("[role=grid], .card, .call-lines");
        return !scrolls && (box.right > clientWidth + 1 || box.bottom > clientHeight + 1);
      })
      .map((element) => element.outerHTML.slice(0, 120));
  });
}
