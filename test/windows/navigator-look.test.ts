import type { Page } from "playwright-core";
import { test } from "vitest";
import { expectGoodLooks } from "../support/looks.ts";
import { openWindows } from "../support/navigator/opened-windows.ts";
import { openScene, scenes } from "../support/navigator/scenes.ts";

const windows = openWindows();

for (const scene of scenes)
  test(`Navigator in the scene “${scene.name}” has no barriers and fits, in both languages and themes`, async () => {
    await expectGoodLooks(
      windows.keep(await openScene(windows.stage, scene, { language: "en", theme: "dark" })),
      overflowing,
    );
  });

function overflowing(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const { clientWidth, clientHeight } = document.documentElement;
    return [...document.querySelectorAll("button, h1, h2, header, section, .pill")]
      .filter((element) => {
        const box = element.getBoundingClientRect();
        const scrolls = element.closest("[role=grid], .card, .call-lines, .dialog");
        return !scrolls && (box.right > clientWidth + 1 || box.bottom > clientHeight + 1);
      })
      .map((element) => element.outerHTML.slice(0, 120));
  });
}
