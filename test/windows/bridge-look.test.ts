import type { Page } from "playwright-core";
import { test } from "vitest";
import { expectGoodLooks } from "../support/looks.ts";
import { bridgeScenes } from "../support/navigator/bridge-scenes.ts";
import { openWindows } from "../support/navigator/opened-windows.ts";
import { openScene } from "../support/navigator/scenes.ts";

const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];
const windows = openWindows();

for (const scene of bridgeScenes)
  test(`Bridge in the scene “${scene.name}” has no barriers and fits, in both languages and themes`, async () => {
    await expectGoodLooks(
      windows.keep(
        await openScene(windows.stage, scene, { language: "en", theme: "dark" }, sizes[0], "bridge"),
      ),
      overflowing,
      sizes,
    );
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
