import type { Page } from "playwright-core";
import { afterEach, expect, test, vi } from "vitest";
import { ringsInPage } from "../support/page-audio.ts";
import { callWithTone, openStage, type Stage } from "../support/stage.ts";

const soon = { timeout: 5_000, interval: 10 };
let stage: Stage;

afterEach(() => stage.close());

const frontDesk = (page: Page) => page.getByRole("row", { name: /Front desk/ });

test.each([
  {
    how: "answers",
    join: (mark: Page) => frontDesk(mark).getByRole("button", { name: "Join", exact: true }).click(),
    act: "Answer",
  },
  {
    // Who is rung last is not rung yet.
    how: "takes out of the queue",
    async join(mark: Page) {
      await frontDesk(mark).getByRole("button", { name: "Join Front desk with a priority" }).click();
      await mark.getByRole("menuitemradio", { name: "3, rung last" }).click();
    },
    act: "Take",
  },
])(
  "a caller whom a colleague $how leaves at once, rings no more, and was missed because he answered",
  async ({ join, act }) => {
    stage = await openStage();
    await stage.signIn();
    const navigator = stage.page;
    const bridge = await stage.openWindow("bridge");
    const mark = await (await stage.openColleague("mark")).openWindow("bridge");
    await join(mark);
    await frontDesk(mark).getByRole("button", { name: "Leave", exact: true }).waitFor();

    const caller = callWithTone(stage.exchange, 600, { number: "31612345678", name: "Sanne de Vries" });
    const callers = navigator.getByRole("region", { name: "Callers" });
    await callers.getByText("ringing").waitFor();
    await vi.waitFor(async () => expect(await ringsInPage(navigator)).toBe(true), soon);

    await mark
      .getByRole("row", { name: /Sanne de Vries/ })
      .getByRole("button", { name: act, exact: true })
      .click();
    await vi.waitFor(() => expect(caller.leg.state).toBe("answered"), soon);
    const answeredAt = Date.now();
    await callers.getByText("Sanne de Vries").waitFor({ state: "detached" });
    await vi.waitFor(async () => expect(await ringsInPage(navigator)).toBe(false), soon);
    console.log(`gone ${Date.now() - answeredAt} ms after the colleague answered`);

    await bridge.getByRole("button", { name: /History/ }).click();
    await bridge
      .getByRole("row", { name: /Sanne de Vries/ })
      .getByText(/answered by Mark Visser/)
      .waitFor();
    caller.hangUp();
  },
);
