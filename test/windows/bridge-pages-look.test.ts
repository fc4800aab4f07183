import type { Page } from "playwright-core";
import { test } from "vitest";
import { expectGoodLooks } from "../support/looks.ts";
import { bridgePageScenes, openBridgePage } from "../support/navigator/bridge-page-scenes.ts";
import { openWindows } from "../support/navigator/opened-windows.ts";

const windows = openWindows();

for (const [name, scene] of Object.entries(bridgePageScenes))
  test(`Bridge in the scene “${name}” has no barriers and fits, in both languages and themes`, async () => {
    await expectGoodLooks(
      windows.keep(await openBridgePage(windows.stage, scene, { width: 1280, height: 800 })),
      overflowing,
    );
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
