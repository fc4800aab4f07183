import { expect, test } from "vitest";
import { expectGoodLooks } from "../support/looks.ts";
import * as company from "../support/navigator/company.ts";
import { openWindows } from "../support/navigator/opened-windows.ts";

const windows = openWindows();

/** Signed in again after a restart; the core has told nothing yet. */
const connection = {
  phase: "loading",
  since: company.now,
  lastHeardAt: company.now - 2 * 3_600_000,
  nextAttemptAt: null,
  refusal: null,
  server: "127.0.0.1",
  username: "anna",
  demo: false,
} as const;

for (const name of ["navigator", "bridge"] as const)
  test(`while it loads after a restart, ${name} shows what was last known as old, and says of when it is`, async () => {
    const shown = await windows.open(name, { connection });
    const told = shown.page.getByRole("region", { name: "Data is old" });
    expect(await told.innerText()).toMatch(/12:03:\d\d.*2 hours ago.*before Binnacle was started/);
    expect(await shown.page.locator(".console").getAttribute("data-fresh")).toBe("false");
    await expectGoodLooks(shown, async () => []);
    shown.product.publish({ connection: { ...connection, phase: "live", lastHeardAt: company.now } });
    await told.waitFor({ state: "detached" });
  });

test("while it loads after a restart, the board shows what was last known as old, and says of when it is", async () => {
  const shown = await windows.open("wall", { connection });
  const told = shown.page.getByRole("region", { name: "Data is old" });
  expect(await told.innerText()).toMatch(/2 hours.*12:03/);
});
