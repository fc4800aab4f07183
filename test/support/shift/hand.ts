import type { Locator, Page } from "playwright-core";
import { actionOfKey, type ConsoleKey, type KeyBindings } from "../../../src/shared/model/console-keys.ts";

/** A person who has a keyboard and nothing else; what is pressed goes to whatever has the focus. */
export interface Hand {
  /** Every key so far. */
  readonly strokes: number;
  /** The key that does this; of several actions that would do, the first that has one. */
  does(...actions: readonly [ConsoleKey, ...ConsoleKey[]]): Promise<void>;
  types(text: string): Promise<void>;
  press(key: string): Promise<void>;
  /** Goes to a control by Tab, and presses it. */
  presses(control: Locator): Promise<void>;
}

/** As many controls as a window may have before nobody would tab through it. */
const patience = 60;

export function handOf(page: Page, bindings: KeyBindings): Hand {
  let strokes = 0;
  async function press(key: string) {
    strokes += 1;
    await page.keyboard.press(key);
  }
  return {
    get strokes() {
      return strokes;
    },
    press,
    async does(...actions) {
      const [key] = actions.flatMap((action) => bindings[action].slice(0, 1));
      if (key === undefined) throw new Error(`no key for ${actions.join(" or ")}`);
      if (!actions.some((action) => action === actionOfKey(bindings, key)))
        throw new Error(`${key} is taken`);
      await press(key);
    },
    async types(text) {
      for (const character of text) await press(character);
    },
    async presses(control) {
      await control.waitFor();
      for (let tabs = 0; tabs < patience; tabs += 1) {
        if (await control.evaluate((element) => element === document.activeElement)) return press("Enter");
        await press("Tab");
      }
      throw new Error(`no Tab leads to ${control}`);
    },
  };
}
