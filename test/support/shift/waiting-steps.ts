import { type Step, talking } from "./steps.ts";

export const park =
  (name: string): Step =>
  async ({ hand, region }) => {
    await hand.does("park");
    await region("Parked")
      .getByRole("row", { name: `${name}, parked` })
      .waitFor();
  };

/** Takes back whoever was parked first, which is this caller. */
export const retrieve =
  (name: string): Step =>
  async (desk) => {
    await desk.hand.does("retrieve");
    await talking(name)(desk);
  };

/** Takes whoever has waited longest, which is this caller; the phone answers by itself. */
export const take =
  (name: string): Step =>
  async (desk) => {
    await desk
      .row(new RegExp(`^${name}, waiting`))
      .getByRole("button", { name: "Take" })
      .waitFor();
    await desk.hand.does("take");
    await talking(name)(desk);
  };
