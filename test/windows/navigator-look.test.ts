import { AxeBuilder } from "@axe-core/playwright";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type NavigatorStage, openNavigatorStage } from "../support/navigator/navigator-page.ts";
import { openScene, scenes } from "../support/navigator/scenes.ts";

let stage: NavigatorStage;
beforeAll(async () => {
  stage = await openNavigatorStage("look-build");
});
afterAll(() => stage?.close());

for (const scene of scenes)
  test(`everybody can use Navigator in the scene “${scene.name}”, in both languages and themes`, async () => {
    for (const language of ["en", "nl"] as const)
      for (const theme of ["dark", "light"] as const) {
        const shown = await openScene(stage, scene, { language, theme });
        const { violations } = await new AxeBuilder({ page: shown.page })
          .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
          .analyze();
        const found = violations.map(
          ({ id, help, nodes }) =>
            `${language} ${theme} ${id}: ${help}\n${nodes.map((node) => `  ${node.html}\n  ${node.failureSummary}`).join("\n")}`,
        );
        expect(found).toEqual([]);
        expect(shown.complaints).toEqual([]);
        await shown.close();
      }
  });

test("nothing runs out of its box, also where Dutch words are long", async () => {
  for (const scene of scenes)
    for (const language of ["en", "nl"] as const) {
      const { page, close } = await openScene(stage, scene, { language, theme: "light" });
      const overflowing = await page.evaluate(() => {
        const { clientWidth, clientHeight } = document.documentElement;
        return [...document.querySelectorAll("button, h1, h2, header, section, .pill")]
          .filter((element) => {
            const box = element.getBoundingClientRect();
            return box.right > clientWidth + 1 || box.bottom > clientHeight + 1;
          })
          .map((element) => element.outerHTML.slice(0, 120));
      });
      expect(overflowing, `${scene.name} in ${language}`).toEqual([]);
      await close();
    }
});
