import { expect, test } from "vitest";
import type { Colleague } from "../../src/shared/model/colleague.ts";
import type { Phone } from "../../src/shared/model/product-state.ts";
import { expectGoodLooks } from "../support/looks.ts";
import { anna, colleagues, now, sanne } from "../support/navigator/company.ts";
import { openWindows } from "../support/navigator/opened-windows.ts";

const windows = openWindows();

const phone: Phone = {
  registration: "registered",
  audio: "ready",
  reason: null,
  canPark: true,
  canPickUp: true,
  canLeaveVoicemail: true,
};
const rung = (one: Colleague): Colleague => ({
  ...one,
  call: { state: "ringing", since: now, party: sanne },
});
const mark = colleagues.find(({ name }) => name === "Mark Visser");
const withRings = colleagues.map((one) => (one === mark || one === anna ? rung(one) : one));

test("while a colleague rings his call is picked up in his row or on his card, one's own is not", async () => {
  const shown = await windows.open("navigator", { phone, colleagues: withRings });
  const { page, product } = shown;
  const row = page.getByRole("row", { name: /^Mark Visser, Ringing/ });
  await row.getByRole("button", { name: "Pick up the call of Mark Visser" }).click();
  const card = page.getByRole("complementary", { name: "Chosen colleague" });
  await card.getByRole("button", { name: "Pick up" }).click();
  const asked = { name: "colleague.pick-up", input: { userId: mark?.userId } };
  await expect.poll(() => product.asked).toEqual([asked, asked]);
  expect(await page.getByRole("button", { name: "Pick up the call of Anna Bakker" }).count()).toBe(0);
  await expectGoodLooks(shown, async () => []);
  product.publish({ colleagues });
  await card.getByRole("button", { name: "Pick up" }).waitFor({ state: "detached" });
});

test("an exchange without picking up shows none of it", async () => {
  const { page } = await windows.open("navigator", { colleagues: withRings });
  await page.getByRole("row", { name: /^Mark Visser, Ringing/ }).click();
  await page
    .getByRole("complementary", { name: "Chosen colleague" })
    .getByRole("button", { name: "Call", exact: true })
    .waitFor();
  expect(await page.getByRole("button", { name: /^Pick up/ }).count()).toBe(0);
});

test("the calls of a queue of mine are answered automatically where I want it", async () => {
  const shown = await windows.open("navigator", {});
  const { page, product } = shown;
  const toggle = page.getByRole("button", { name: "Answer calls of Front desk automatically" });
  await page.getByRole("listitem").filter({ has: toggle }).hover();
  await toggle.click();
  await page
    .getByRole("button", { name: "Answer calls of Front desk automatically", pressed: true })
    .waitFor();
  expect(product.asked).toEqual([{ name: "queue.set-auto-answer", input: { queueId: "q1", on: true } }]);
  expect(await page.getByRole("button", { name: /^Answer calls of/ }).count()).toBe(1);
  await expectGoodLooks(shown, async () => []);
});

test("in Bridge the menu of a queue has it too", async () => {
  const shown = await windows.open("bridge", {});
  const { page, product } = shown;
  await page.getByRole("button", { name: /Front desk: / }).click();
  await page.getByRole("menuitemcheckbox", { name: "Answer automatically" }).click();
  await expect
    .poll(() => product.asked)
    .toEqual([{ name: "queue.set-auto-answer", input: { queueId: "q1", on: true } }]);
  await page.getByRole("menuitemcheckbox", { name: "Answer automatically", checked: true }).waitFor();
  await expectGoodLooks(shown, async () => []);
});
