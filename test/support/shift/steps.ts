import { expect } from "vitest";
import type { Desk } from "./desk.ts";

/** One thing that is done at the desk, or that somebody does elsewhere, and what is seen of it. */
export type Step = (desk: Desk) => Promise<void>;

/** A caller, or a few at once, from the first ring until all is over. */
export type Story = readonly [story: string, ...steps: readonly Step[]];

const operator = "200";
/** The queue in which the operator answers. */
export const frontDesk = "800";

export const call =
  (name: string, dialled = operator): Step =>
  async ({ calls, row }) => {
    calls(name, dialled);
    // The phone may ring a moment before the feed tells whose call that is: until then there are two lines.
    await row(new RegExp(`^${name}, `))
      .first()
      .waitFor();
  };

export const ringsHere =
  (name: string): Step =>
  ({ row }) =>
    row(new RegExp(`^${name}, (ringing|returned)`))
      .getByRole("button", { name: "Answer" })
      .waitFor();

/** Answers whoever is next, which is this caller. */
export const answer =
  (name: string): Step =>
  async (desk) => {
    await ringsHere(name)(desk);
    await desk.hand.does("advance", "answer-next");
    await talking(name)(desk);
  };

/** As during a call, where one key would advance that call. */
export const answerToo =
  (name: string): Step =>
  async (desk) => {
    await ringsHere(name)(desk);
    await desk.hand.does("answer-next");
    await talking(name)(desk);
  };

export const talking =
  (name: string): Step =>
  async ({ region }) => {
    await region("Current call").getByRole("heading", { name, exact: true }).waitFor();
    await region("Current call").getByText("Talking").waitFor();
  };

/** Types what finds the colleague; during a call it is him who would get the caller. */
export const find =
  (typed: string, name: string): Step =>
  async ({ hand, region }) => {
    await hand.types(typed);
    await region("Current call")
      .getByRole("button", { name: `Transfer to ${name}` })
      .waitFor();
  };

export const putThrough =
  (to: string): Step =>
  async (desk) => {
    await desk.hand.does("advance", "connect");
    await onTheWay(to)(desk);
  };

/** Nobody here talks with the caller any more, and the other one has not answered yet. */
export const onTheWay =
  (to: string): Step =>
  ({ region }) =>
    region("On hold").getByText(`ringing ${to}`).waitFor();

export const answers =
  (username: string): Step =>
  async ({ ringing }) => {
    await (await ringing(username)).accept();
  };

export const declines =
  (username: string): Step =>
  async ({ ringing }) => {
    await (await ringing(username)).reject({ statusCode: 603 });
  };

/** It rings, and nobody picks it up. */
export const isRung =
  (username: string): Step =>
  async ({ ringing }) => {
    await ringing(username);
  };

export const comesBack =
  (name: string, from: string): Step =>
  ({ row }) =>
    row(new RegExp(`^${name}, returned`))
      .getByText(`back from ${from}`)
      .waitFor();

/** As `putThrough` where it may be refused before it is seen. */
export const transfer: Step = ({ hand }) => hand.does("advance", "connect");

const besides =
  (action: "next" | "previous") =>
  (name: string): Step =>
  async ({ hand, page }) => {
    await hand.does(action);
    await page.getByRole("row", { name: new RegExp(`^${name}, `), selected: true }).waitFor();
  };
export const next = besides("next");
export const previous = besides("previous");

/** Nobody is talked with here any more. */
export const free: Step = async ({ region }) => {
  await region("Current call").getByText("No call").waitFor();
  await region("On hold").getByText("Nobody on hold").waitFor();
};

export const ask =
  (about: string): Step =>
  async ({ hand, region }) => {
    await hand.does("consult");
    await region("Current call").getByText(`about ${about}`).waitFor();
  };

/** Caller and colleague talk without us. */
export const complete: Step = async (desk) => {
  await desk.hand.does("advance", "connect");
};

export const swapTo =
  (name: string): Step =>
  async (desk) => {
    await desk.hand.does("hold-or-swap", "consult");
    await talking(name)(desk);
  };

export const conference =
  (...names: readonly string[]): Step =>
  async ({ hand, region }) => {
    await hand.does("confer");
    await region("Current call")
      .getByRole("heading", { name: names.join(" and ") })
      .waitFor();
  };

/** One step back, after which this caller is talked with. */
export const backTo =
  (name: string): Step =>
  async (desk) => {
    await desk.hand.does("retreat");
    await talking(name)(desk);
  };

export const hangUp: Step = async ({ hand, region }) => {
  const heading = region("Current call").getByRole("heading");
  const name = (await heading.textContent()) ?? "";
  await hand.does("retreat");
  await heading.filter({ hasText: name }).waitFor({ state: "detached" });
};

export const leaves =
  (name: string): Step =>
  async ({ outsider }) => {
    outsider(name).leave("hung-up");
  };

export const hold =
  (name: string): Step =>
  async (desk) => {
    await desk.hand.does("hold-or-swap", "hold");
    await held(name)(desk);
    await desk.region("Current call").getByText("On hold").waitFor();
  };

/** What a screen reader says while it goes on. */
export const hears =
  (sentence: string): Step =>
  ({ page }) =>
    page.getByRole("status").getByText(sentence, { exact: true }).waitFor({ state: "attached" });

export const held =
  (name: string): Step =>
  ({ row }) =>
    row(new RegExp(`^${name}, on hold`, "i")).waitFor();

/** Nobody is talked with or rung any more: the call at hand is the one on hold. */
export const heldAlone =
  (name: string): Step =>
  async ({ region }) => {
    await region("Current call").getByRole("heading", { name, exact: true }).waitFor();
    await region("Current call").getByText("On hold").waitFor();
  };

export const nobodyOnHold: Step = ({ region }) => region("On hold").getByText("Nobody on hold").waitFor();

export const resume =
  (name: string): Step =>
  async (desk) => {
    await desk.hand.does("hold-or-swap", "hold");
    await talking(name)(desk);
  };

export const mute: Step = async ({ hand, region }) => {
  await hand.does("mute");
  await region("Current call").getByRole("button", { name: "Unmute" }).waitFor();
  await hand.does("mute");
  await region("Current call").getByRole("button", { name: "Mute", exact: true }).waitFor();
};

export const write =
  (text: string): Step =>
  async ({ hand, now, sees }) => {
    await hand.does("notes");
    await hand.types(text);
    await hand.press("Escape");
    await sees(() => expect(now("own-calls").map(({ note }) => note)).toEqual([text]));
  };

/** Goes to the button in this region by Tab, and presses it. */
export const press =
  (region: string, button: string): Step =>
  ({ hand, region: within }) =>
    hand.presses(within(region).getByRole("button", { name: button, exact: true }));

export const status =
  (name: string): Step =>
  async ({ hand, region }) => {
    const button = region("Own status").getByRole("button");
    await hand.presses(button);
    const menu = button.page().getByRole("menu");
    await menu.waitFor();
    const wanted = menu.getByRole("menuitemradio", { name });
    for (let keys = 0; keys < 4; keys += 1) {
      if (await wanted.evaluate((element) => element === document.activeElement)) break;
      await hand.press("ArrowDown");
    }
    await hand.press("Enter");
    await menu.waitFor({ state: "detached" });
    await button.getByText(name).waitFor();
  };

export const wrapUpEnds: Step = async ({ hand, region }) => {
  await region("Own status").getByRole("button", { name: "End wrap-up" }).waitFor();
  await hand.does("end-wrap-up");
  await region("Own status").getByText("Available").waitFor();
};

/** Calls a number while nobody is talked with, until it is answered. */
export const dial =
  (number: string): Step =>
  async (desk) => {
    await desk.hand.types(number);
    await desk.page.getByRole("row", { name: `Call ${number}`, selected: true }).waitFor();
    await desk.hand.does("connect");
    await desk.region("Current call").getByText("Talking").waitFor();
  };

export const dialColleague =
  (typed: string, name: string): Step =>
  async ({ hand, page, region }) => {
    await hand.types(typed);
    await page.getByRole("row", { name: new RegExp(`^${name}, `), selected: true }).waitFor();
    await hand.does("connect");
    await region("Current call").getByRole("heading", { name }).waitFor();
  };

/** Pressed one by one at the open keypad. */
export const digits =
  (typed: string): Step =>
  async ({ hand, page, region, sees }) => {
    await hand.presses(region("Current call").getByRole("button", { name: "Keypad" }));
    const keypad = page.getByRole("dialog", { name: "Keypad" });
    await keypad.waitFor();
    await hand.types(typed);
    await sees(async () => expect(await keypad.getByRole("textbox").inputValue()).toBe(typed));
    await hand.press("Escape");
    await keypad.waitFor({ state: "detached" });
  };

/** At most so many keys for all of these. */
export const inKeys =
  (most: number, ...steps: readonly Step[]): Step =>
  async (desk) => {
    const before = desk.hand.strokes;
    for (const step of steps) await step(desk);
    expect(desk.hand.strokes - before).toBeLessThanOrEqual(most);
  };
