import { afterAll, beforeAll, expect, test } from "vitest";
import { localApiAddress } from "../../src/shared/model/local-api.ts";
import { type NavigatorStage, openNavigatorStage } from "../support/navigator/navigator-page.ts";

let stage: NavigatorStage;
beforeAll(async () => {
  stage = await openNavigatorStage();
});
afterAll(() => stage?.close());

/** Settings → Local API, by keys alone. */
async function openLocalApi() {
  const shown = await stage.open({});
  await shown.settled();
  const { page } = shown;
  await page.getByRole("button", { name: "Settings" }).press("Enter");
  await page.getByRole("button", { name: "Local API…" }).press("Enter");
  await page.getByRole("dialog", { name: "Local API" }).waitFor();
  return { ...shown, token: page.getByRole("textbox", { name: "Token" }) };
}

test("the local API is off until it is switched on, and its token is shown once, to be copied", async () => {
  const { page, product, token, complaints, close } = await openLocalApi();
  await page.getByText("The local API is off.").waitFor();
  await page.getByRole("button", { name: "Switch on" }).press("Enter");
  await page.getByText("The local API is on.").waitFor();
  expect(await page.getByRole("textbox", { name: "Address" }).inputValue()).toBe(localApiAddress);
  expect(await token.inputValue()).toMatch(/^[\w-]{43}$/);
  await page.getByRole("button", { name: "Copy token" }).press("Enter");
  await page.getByText("Copied.").waitFor();

  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Settings" }).press("Enter");
  await page.getByRole("button", { name: "Local API…" }).press("Enter");
  await page.getByText("The local API is on.").waitFor();
  expect(await token.count()).toBe(0);
  await page.getByRole("button", { name: "New token" }).press("Enter");
  await token.waitFor();
  await page.getByRole("button", { name: "Switch off" }).press("Enter");
  await page.getByText("The local API is off.").waitFor();
  expect(await token.count()).toBe(0);
  expect(product.asked.map(({ name }) => name)).toEqual([
    "local-api.open",
    "local-api.open",
    "local-api.shut",
  ]);
  expect(complaints).toEqual([]);
  await close();
});

test("where another program has the port, the dialog says so and the local API stays off", async () => {
  const { page, product, close } = await openLocalApi();
  product.refuseNext("local-api.open", "port-taken");
  await page.getByRole("button", { name: "Switch on" }).press("Enter");
  await page.getByText("The local API is off. Another program of this computer uses the port.").waitFor();
  await close();
});
