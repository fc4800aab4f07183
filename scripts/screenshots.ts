import { mkdir } from "node:fs/promises";
import path from "node:path";
import { requireNode } from "../src/main/support/require-node.ts";
import { defaultBoard } from "../src/shared/model/board.ts";
import { bridgePageScenes, openBridgePage } from "../test/support/navigator/bridge-page-scenes.ts";
import { bridgeScenes } from "../test/support/navigator/bridge-scenes.ts";
import { type NavigatorPage, openNavigatorStage } from "../test/support/navigator/navigator-page.ts";
import { openScene, scenes } from "../test/support/navigator/scenes.ts";
import { wallScenes, wallSizes } from "../test/support/navigator/wall-scenes.ts";
import { buildAll } from "./build.ts";

requireNode();

interface Size {
  readonly width: number;
  readonly height: number;
}

interface Photographed {
  /** Window and scene. */
  readonly name: string;
  readonly sizes: readonly Size[];
  /** None where it does not matter. */
  readonly densities: readonly ("comfortable" | "compact" | undefined)[];
  open(size: Size): Promise<NavigatorPage>;
}

/**
 * Photographs every scene in every size, both languages, both themes and both densities:
 * `npm run screenshots [folder] [window-scene …]`.
 */
const [folder = "test-results/screenshots", ...only] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
await buildAll();
const stage = await openNavigatorStage();

const ofConsole = (name: string, open: Photographed["open"]): Photographed => ({
  name,
  sizes: [
    { width: 1280, height: 800 },
    { width: 1920, height: 1080 },
  ],
  densities: ["comfortable", "compact"],
  open,
});
const photographed: readonly Photographed[] = [
  ...scenes.map((scene) =>
    ofConsole(`navigator-${scene.name}`, (size) => openScene(stage, scene, {}, size, "navigator")),
  ),
  ...bridgeScenes.map((scene) =>
    ofConsole(`bridge-${scene.name}`, (size) => openScene(stage, scene, {}, size, "bridge")),
  ),
  ...Object.entries(bridgePageScenes).map(([name, scene]) =>
    ofConsole(`bridge-${name}`, (size) => openBridgePage(stage, scene, size)),
  ),
  ...Object.entries(wallScenes).map(([name, published]) => ({
    name: `wall-${name}`,
    sizes: wallSizes,
    densities: [undefined],
    open: (size: Size) => stage.open(published, size, "wall"),
  })),
];

try {
  for (const { name, sizes, densities, open } of photographed)
    for (const size of only.length === 0 || only.includes(name) ? sizes : []) {
      const shown = await open(size);
      for (const language of ["en", "nl"] as const)
        for (const theme of ["dark", "light"] as const)
          for (const density of densities) {
            const settings = { language, theme, ...(density && { density }) };
            shown.product.publish({ settings, board: { ...defaultBoard, theme } });
            await shown.settled();
            const words = [name, language, theme, density, size.width];
            const file = `${words.filter((word) => word !== undefined).join("-")}.png`;
            await shown.page.screenshot({ path: path.join(folder, file) });
          }
      await shown.close();
    }
} finally {
  await stage.close();
}
