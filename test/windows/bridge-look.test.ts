import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Settings } from "../../src/shared/model/product-state.ts";
import { barriers } from "../support/barriers.ts";
import { bridgeScenes } from "../support/navigator/bridge-scenes.ts";
import { type NavigatorStage, openNavigatorStage } from "../support/navigator/navigator-page.ts";
import { openScene } from "../support/navigator/scenes.ts";

const looks: readonly Partial<Settings>[] = [
  { language: "en", theme: "dark" },
  { language: "en", theme: "light" },
  { language: "nl", theme: "light" },
  { language: "nl", theme: "dark" },
];
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];

let stage: NavigatorStage;
beforeAll(async () => {
  stage = await openNavigatorStage("bridge-look-build");
});
afterAll(() => stage?.close());

for (const scene of bridgeScenes)
  test(`Bridge in the scene “${scene.name}” has no barriers and fits, in both languages and themes`, async () => {
    const shown = await openScene(stage, scene, { language: "en", theme: "dark" }, sizes[0], "bridge");
    for (const settings of looks) {
      shown.product.publish({ settings });
      await shown.settled();
      expect(await barriers(shown.page), JSON.stringify(settings)).toEqual([]);
      for (const size of sizes) {
        await shown.page.setViewportSize(size);
        expect(await overflowing(shown.page), JSON.stringify({ ...settings, ...size })).toEqual([]);
      }
    }
    expect(shown.complaints).toEqual([]);
    await shown.close();
  });

/** What stands out of its pane, or whose words are cut off though they are no one's name. */
function overflowing(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("button, a, h1, h2, thead th, section, .figure, .pill")]
      .filter((element) => {
        const pane = element.closest(".rail, main, .own-side")?.getBoundingClientRect();
        const box = element.getBoundingClientRect();
        const cut = element.scrollWidth > element.clientWidth + 1 && element.closest("tbody") === null;
        return pane !== undefined && (box.right > pane.right + 1 || box.left < pane.left - 1 || cut);
      })
      .map((element) => element.outerHTML.slice(0, 160)),
  );
}
