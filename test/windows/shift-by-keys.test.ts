import { afterEach, beforeEach, expect, test } from "vitest";
import { keyProfiles } from "../../src/shared/model/console-keys.ts";
import { announced } from "../support/shift/announced.ts";
import { atTheDesk } from "../support/shift/at-the-desk.ts";
import { deskAt } from "../support/shift/desk.ts";
import { withColleagues } from "../support/shift/with-colleagues.ts";
import { openStage, type Stage } from "../support/stage.ts";

let stage: Stage;

beforeEach(async () => {
  stage = await openStage({ transferRingMs: 3_000 });
  stage.page.setDefaultTimeout(15_000);
  await stage.signIn();
});
afterEach(() => stage.close());

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
      const expected = (announced[story] ?? []).map(comparable);
      await desk.sees(async () => {
        heard.push(...(await desk.heard()));
        const told = heard.map(comparable).filter((sentence) => !mayBeTold(sentence, expected));
        expect(told.sort(), story).toEqual(expected.toSorted());
      });
    }
    await desk.close();
    expect(desk.callers).toBeGreaterThanOrEqual(30);
    expect(stage.problems).toEqual([]);
    console.log(
      `${keyProfile}: ${desk.callers} callers, ${desk.hand.strokes} keys, ${Date.now() - began} ms`,
    );
  },
  // Thirty callers, each of whose steps has a limit of its own.
  300_000,
);

/** Without what depends on how quick all is: the seconds, and the queue, of which the feed may tell after the phone has rung. */
const comparable = (sentence: string) =>
  sentence.replace(/\d+ seconds?/, "N seconds").replace("is ringing, Front desk", "is ringing");

/**
 * Who is on hold is told where nobody is talked with for a moment, and who rings where he is taken out of a queue: how long either
 * lasts depends on how quick all is.
 */
const mayBeTold = (sentence: string, expected: readonly string[]) =>
  / is (on hold|ringing)$/.test(sentence) && !expected.includes(sentence);
