import { mkdir } from "node:fs/promises";
import path from "node:path";
import { requireNode } from "../src/main/support/require-node.ts";
import { defaultBoard } from "../src/shared/model/board.ts";
import { bridgePageScenes, openBridgePage } from "../test/support/navigator/bridge-page-scenes.ts";
import { bridgeScenes } from "../test/support/navigator/bridge-scenes.ts";
import { openNavigatorStage } from "../test/support/navigator/navigator-page.ts";
import { openScene, scenes } from "../test/support/navigator/scenes.ts";
import { wallScenes, wallSizes } from "../test/support/navigator/wall-scenes.ts";
import { buildAll } from "./build.ts";

requireNode();

/** Photographs every scene in both languages, themes and sizes: `npm run screenshots [folder] [scene …]`. */
const [folder = "test-results/screenshots", ...only] = process.argv.slice(2);
const sizes = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
];
await mkdir(folder, { recursive: true });
await buildAll();
const stage = await openNavigatorStage();
try {
  const ofConsole = [
    ...scenes.map((scene) => ({ scene, window: "navigator" as const, name: scene.name })),
    ...bridgeScenes.map((scene) => ({ scene, window: "bridge" as const, name: `bridge-${scene.name}` })),
  ];
  for (const { scene, window, name } of ofConsole)
    for (const size of only.length === 0 || only.includes(name) ? sizes : []) {
      const shown = await openScene(stage, scene, { language: "en", theme: "dark" }, size, window);
      for (const language of ["en", "nl"] as const)
        for (const theme of ["dark", "light"] as const) {
          shown.product.publish({ settings: { language, theme } });
          await shown.settled();
          const file = `${window}-${scene.name}-${language}-${theme}-${size.width}.png`;
          await shown.page.screenshot({ path: path.join(folder, file) });
        }
      await shown.close();
    }
  for (const [name, scene] of Object.entries(bridgePageScenes))
    for (const size of only.length === 0 || only.includes(name) ? sizes : []) {
      const shown = await openBridgePage(stage, scene, size);
      for (const language of ["en", "nl"] as const)
        for (const theme of ["dark", "light"] as const) {
          shown.product.publish({ settings: { language, theme } });
          await shown.settled();
          const file = `bridge-${name}-${language}-${theme}-${size.width}.png`;
          await shown.page.screenshot({ path: path.join(folder, file) });
        }
      await shown.close();
    }
  for (const [name, published] of Object.entries(wallScenes))
    for (const size of only.length === 0 || only.includes(`wall-${name}`) ? wallSizes : []) {
      const shown = await stage.open(published, size, "wall");
      for (const language of ["en", "nl"] as const)
        for (const theme of ["dark", "light"] as const) {
          const settings = { language, theme };
          shown.product.publish({ settings, board: { ...defaultBoard, theme } });
          await shown.settled();
          const file = `wall-${name}-${language}-${theme}-${size.width}.png`;
          await shown.page.screenshot({ path: path.join(folder, file) });
        }
      await shown.close();
    }
} finally {
  await stage.close();
}
