import { expect, test } from "vitest";
import { keyProfiles } from "../../src/shared/model/console-keys.ts";
import { CallId } from "../../src/shared/model/ids.ts";
import { anna, callers, colleagues, ownCalls, parkedCalls } from "../support/navigator/company.ts";
import { openWindows } from "../support/navigator/opened-windows.ts";
import type { Published } from "../support/navigator/scripted-product.ts";

const windows = openWindows();
const mark = colleagues.find(({ name }) => name === "Mark Visser");

const withNumericBlock = (published: Partial<Published> = {}) =>
  windows.open("navigator", {
    settings: { keyProfile: "numeric-block" },
    "key-bindings": keyProfiles["numeric-block"],
    ...published,
  });

async function openKeys(published: Partial<Published> = {}) {
  const shown = await windows.open("navigator", published);
  await shown.page.keyboard.press("F1");
  const dialog = shown.page.getByRole("dialog", { name: "Keys" });
  const change = (action: string) =>
    dialog.getByRole("button", { name: `Change the key: ${action}`, exact: true });
  return { ...shown, dialog, change };
}

test("on the numeric block one key answers, puts through and answers the next, and one goes back", async () => {
  const { page, product } = await withNumericBlock({ callers: [callers.sanne] });
  await page.keyboard.press("+");
  await page.getByRole("region", { name: "Current call" }).getByText("Sanne de Vries").waitFor();
  await page.getByRole("row", { name: /^Mark Visser/ }).click();
  await page.keyboard.press("+");
  await page.getByRole("region", { name: "On hold" }).getByText("ringing Mark Visser").waitFor();
  product.publish({ "own-calls": [], callers: [callers.jolanda] });
  await page.getByRole("region", { name: "Current call" }).getByText("No call").waitFor();
  await page.getByRole("row", { name: "Jolanda Smit, ringing" }).waitFor();
  await page.keyboard.press("+");
  await page.getByRole("region", { name: "Current call" }).getByText("Jolanda Smit").waitFor();
  await page.keyboard.press("-");
  await page.getByRole("region", { name: "Current call" }).getByText("No call").waitFor();
  expect(product.asked.map(({ name }) => name)).toEqual([
    "caller.answer",
    "call.transfer",
    "caller.answer",
    "call.hang-up",
  ]);
  expect(product.asked[1]?.input).toMatchObject({ target: { userId: mark?.userId } });
});

test("the point holds and resumes a call, and swaps in a consult, also from the comma of the block", async () => {
  const { page, product } = await withNumericBlock({ "own-calls": [ownCalls.talking] });
  await page.keyboard.press(".");
  await page.getByRole("button", { name: "Resume" }).waitFor();
  product.publish({ "own-calls": [{ ...ownCalls.talking, state: "on-hold" }, ownCalls.consult] });
  await page.getByRole("button", { name: "Swap" }).waitFor();
  await page.evaluate(() =>
    document.body.dispatchEvent(
      new KeyboardEvent("keydown", { key: ",", code: "NumpadDecimal", bubbles: true, cancelable: true }),
    ),
  );
  await expect.poll(() => product.asked.map(({ name }) => name)).toEqual(["call.hold", "call.resume"]);
});

test("keys park the call at hand, take back whom I parked first, and take who has waited longest", async () => {
  const mine = parkedCalls.map((call) => ({ ...call, parkedBy: anna.userId }));
  const others = parkedCalls.map((call) => ({ ...call, callId: CallId.parse("parked elsewhere"), since: 0 }));
  const phone = { registration: "registered", audio: "ready", reason: null } as const;
  const { page, product } = await windows.open("navigator", {
    "own-calls": [ownCalls.held, ownCalls.talking],
    callers: [callers.hidden, callers.berlin],
    parked: [...others.slice(1), ...mine.toReversed()],
    phone: { ...phone, canPark: true, canLeaveVoicemail: false, canPickUp: false },
  });
  const hints = (name: string) =>
    page
      .getByRole("button", { name, exact: true })
      .evaluateAll((buttons) => buttons.map((button) => button.getAttribute("aria-keyshortcuts")));
  expect(await hints("Park")).toEqual(["["]);
  expect(await hints("Retrieve")).toEqual([null, "]", null]);
  expect(await hints("Take")).toEqual(["=", null]);
  for (const key of ["[", "]", "="]) await page.keyboard.press(key);
  await expect
    .poll(() => product.asked)
    .toEqual([
      { name: "call.park", input: { phoneCallId: ownCalls.talking.phoneCallId } },
      { name: "parked.retrieve", input: { callId: mine[0]?.callId } },
      { name: "caller.take", input: { callerId: callers.berlin.callerId } },
    ]);
});

test("these keys write where they are written: in a field, in a search that is begun, and where there is nothing to do", async () => {
  const { page, product } = await withNumericBlock({ "own-calls": [ownCalls.talking] });
  const search = page.getByRole("searchbox");
  await search.focus();
  await page.keyboard.press(".");
  await expect.poll(() => product.asked.length).toBe(1);
  await page.keyboard.type("020-12.3");
  expect(await search.inputValue()).toBe("020-12.3");
  await page.keyboard.press("Escape");
  product.publish({ "own-calls": [] });
  await page.getByRole("heading", { name: "No call" }).waitFor();
  await page.keyboard.type("+31");
  expect(await search.inputValue()).toBe("+31");
  expect(product.asked).toHaveLength(1);
});

test("each profile is chosen in the sheet, and buttons show its keys and say them", async () => {
  const { page, dialog } = await openKeys({ "own-calls": [ownCalls.talking] });
  await dialog.getByRole("radio", { name: "Numeric block" }).press("Space");
  await page.keyboard.press("Escape");
  for (const [name, shown, keys] of [
    ["Hold", ".", ". F7"],
    ["Hang up", "-", "- F8"],
    ["Mute", "F9", "F9"],
  ] as const) {
    const button = page.getByRole("button", { name, exact: true });
    await expect.poll(() => button.getAttribute("aria-keyshortcuts")).toBe(keys);
    expect(await button.locator("kbd").innerText()).toBe(shown);
  }
});

test("a key is given by pressing it, is shown on the button and acts there, and can be taken back", async () => {
  const { page, product, dialog, change, settled } = await openKeys({ "own-calls": [ownCalls.talking] });
  await change("Mute or unmute").press("Enter");
  await dialog.getByRole("status").getByText("Press the new key for “Mute or unmute”").waitFor();
  await page.keyboard.press("F11");
  await dialog.getByRole("status").getByText("F11 now does: Mute or unmute.").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  expect(await page.getByRole("button", { name: "Mute" }).getAttribute("aria-keyshortcuts")).toBe("F11");
  await page.keyboard.press("F9");
  await page.keyboard.press("F11");
  await page.getByRole("button", { name: "Unmute" }).waitFor();
  await page.keyboard.press("F1");
  await dialog.getByRole("button", { name: "All keys as they came" }).click();
  await settled();
  expect(await dialog.getByRole("button", { name: "All keys as they came" }).count()).toBe(0);
  expect(product.asked.map(({ name }) => name)).toEqual([
    "key-bindings.change",
    "call.mute",
    "key-bindings.reset",
  ]);
});

test("a key that is taken is refused with what it does, and one that writes is not even asked for", async () => {
  const { page, product, dialog, change } = await openKeys();
  product.refuseNext("key-bindings.change", "key-taken", "hold");
  await change("Mute or unmute").press("Enter");
  await page.keyboard.press("F7");
  await dialog.getByRole("status").getByText("F7 is taken. It does: Hold or resume.").waitFor();
  await change("Mute or unmute").press("Enter");
  await page.keyboard.press("m");
  await dialog.getByRole("status").getByText("That key cannot be given").waitFor();
  await change("Mute or unmute").press("Enter");
  await page.keyboard.press("Escape");
  expect(await dialog.getByRole("status").innerText()).toBe("");
  expect(await dialog.isVisible()).toBe(true);
  expect(product.asked.map(({ input }) => input)).toEqual([{ action: "mute", key: "F7" }]);
});

test.each(["function-keys", "numeric-block"] as const)(
  "the keys are printed alone on one A5 page, in the window's language (%s)",
  async (keyProfile) => {
    const { page, settled } = await openKeys({
      settings: { language: "nl", theme: "dark", keyProfile },
      "key-bindings": keyProfiles[keyProfile],
    });
    await settled();
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("#window").isVisible()).toBe(false);
    expect(await page.locator(".dialog .button:visible").count()).toBe(0);
    await page.getByRole("heading", { name: "Toetsen" }).waitFor();
    const pdf = await page.pdf({ format: "A5", preferCSSPageSize: false });
    expect(pdf.toString("latin1").match(/\/Type \/Page\b/g)).toHaveLength(1);
  },
);
