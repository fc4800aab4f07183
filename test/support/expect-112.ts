import type { Page } from "playwright-core";
import { expect, vi } from "vitest";
import type { Stage } from "./stage.ts";

const soon = { timeout: 8_000, interval: 30 };

const said = { operator: /\b112\b/, caller: /\b(ringing|to) (112|Fire brigade)\b/ };

/** The step was one: 112 is called with our number, or that of the caller who gets it, and nothing was asked in between. */
export async function expect112(
  { exchange, page: navigator }: Stage,
  bridge: Page,
  step: () => Promise<unknown>,
  who: "operator" | "caller" = "operator",
): Promise<void> {
  const asked = vi.spyOn(exchange.pbx, "callFromUser");
  await step();
  const call = await vi.waitFor(() => {
    const [found, ...more] = [...exchange.pbx.calls.values()].filter(
      ({ destination: { place } }) => place.type === "External" && place.number === "112",
    );
    if (!found || more.length > 0) throw new Error("not one call to 112");
    return found;
  }, soon);
  // As the phone asks for it, before the exchange takes care of emergencies by itself.
  const dialled = asked.mock.calls.map(([{ dialled, withheld }]) => ({ dialled, withheld }));
  asked.mockRestore();
  expect(dialled).toEqual(who === "operator" ? [{ dialled: "112", withheld: false }] : []);
  expect(call.withheld).toBe(false);
  expect(call.source.place.type).toBe(who === "operator" ? "User" : "External");
  for (const page of [navigator, bridge]) {
    const region = (name: string) => page.getByRole("region", { name, exact: true });
    for (const role of ["dialog", "alertdialog", "menu"] as const)
      expect(await page.getByRole(role).count()).toBe(0);
    const shown = region("Current call").or(region("On hold"));
    const isShown = async () => expect((await shown.allInnerTexts()).join("\n")).toMatch(said[who]);
    await vi.waitFor(isShown, soon);
  }
}
