import { afterAll, afterEach, beforeAll } from "vitest";
import {
  type NavigatorPage,
  type NavigatorStage,
  openNavigatorStage,
  type WindowName,
} from "./navigator-page.ts";
import type { Published } from "./scripted-product.ts";

/** The windows that a test file opens, each on a scripted product of its own; they are closed after each test. */
export interface OpenedWindows {
  /** There from the first test on. */
  readonly stage: NavigatorStage;
  /** A window that has drawn what was published. */
  open(
    window: WindowName,
    published?: Partial<Published>,
    size?: { width: number; height: number },
  ): Promise<NavigatorPage>;
  /** Closes this one too, and answers it. */
  keep(shown: NavigatorPage): NavigatorPage;
}

/** To be called at the head of a test file. */
export function openWindows(): OpenedWindows {
  let stage: NavigatorStage | undefined;
  let opened: NavigatorPage[] = [];
  beforeAll(async () => {
    stage = await openNavigatorStage();
  });
  afterEach(async () => {
    for (const one of opened) await one.close();
    opened = [];
  });
  afterAll(() => stage?.close());
  const there = () => {
    if (!stage) throw new Error("the stage opens before the first test");
    return stage;
  };
  const keep = (shown: NavigatorPage) => {
    opened.push(shown);
    return shown;
  };
  return {
    get stage() {
      return there();
    },
    keep,
    async open(window, published = {}, size) {
      const shown = keep(await there().open(published, size, window));
      await shown.settled();
      return shown;
    },
  };
}
