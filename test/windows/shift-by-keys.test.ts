import { afterAll, beforeAll, expect, test } from "vitest";
import { keyProfiles } from "../../src/shared/model/console-keys.ts";
import { announced } from "../support/shift/announced.ts";
import { atTheDesk } from "../support/shift/at-the-desk.ts";
import { deskAt } from "../support/shift/desk.ts";
import { withColleagues } from "../support/shift/with-colleagues.ts";
import { openStage, type Stage } from "../support/stage.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await openStage({ transferRingMs: 1_500 });
  stage.page.setDefaultTimeout(10_000);
  await stage.signIn();
});
afterAll(() => stage.close());

test.each(["function-keys", "numeric-block"] as const)(
  "a shift of thirty callers is done by keys alone (%s), and a screen reader says what is to be known of each",
  async (keyProfile) => {
    await stage.product.request("settings.change", { keyProfile });
    const desk = await deskAt(stage, keyProfiles[keyProfile], ["mark", "saskia", "eva", "fatima"]);
    const began = Date.now();
    for (const [story, ...steps] of [...withColleagues, ...atTheDesk]) {
      const heard: string[] = [];
      for (const [at, step] of steps.entries())
        await step(desk).catch((cause: unknown) => {
          throw new Error(`${story}: step ${at + 1} of ${steps.length}`, { cause });
        });
      await desk.isOver();
      await desk.sees(async () => {
        heard.push(...(await desk.heard()));
        expect(heard.map(withoutSeconds).sort(), story).toEqual([...(announced[story] ?? [])].sort());
      });
    }
    await desk.close();
    expect(desk.callers).toBeGreaterThanOrEqual(30);
    expect(stage.problems).toEqual([]);
    console.log(
      `${keyProfile}: ${desk.callers} callers, ${desk.hand.strokes} keys, ${Date.now() - began} ms`,
    );
  },
);

const withoutSeconds = (sentence: string) => sentence.replace(/\d+ seconds?/, "N seconds");
