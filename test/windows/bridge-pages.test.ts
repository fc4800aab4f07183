import { expect, test } from "vitest";
import { CallId } from "../../src/shared/model/ids.ts";
import { bridgePageScenes, history, openBridgePage } from "../support/navigator/bridge-page-scenes.ts";
import { callers, colleagues, now, ownCalls } from "../support/navigator/company.ts";
import { earlierCalls } from "../support/navigator/earlier.ts";
import type { NavigatorPage } from "../support/navigator/navigator-page.ts";
import { openWindows } from "../support/navigator/opened-windows.ts";
import type { Published } from "../support/navigator/scripted-product.ts";

const windows = openWindows();

async function openPage(scene: keyof typeof bridgePageScenes): Promise<NavigatorPage> {
  const found = bridgePageScenes[scene];
  if (!found) throw new Error(`there is no scene ${scene}`);
  return windows.keep(await openBridgePage(windows.stage, found));
}

const openNavigator = (published: Partial<Published>) => windows.open("navigator", published);

const talking = { ...ownCalls.talking, callId: CallId.parse("call 1"), before: earlierCalls };
const notes = { name: "Notes", exact: true } as const;

test("the arrows choose a call of the history from anywhere on the page, and Enter calls back", async () => {
  const { page, product } = await openPage("history");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.getByRole("row", { name: "Sanne de Vries, Missed, answered by Mark Visser, 13:51" }).waitFor();
  await page.getByRole("region", { name: "Chosen call" }).getByText("Missed, answered by").waitFor();
  await page.keyboard.press("Enter");
  await expect
    .poll(() => product.asked)
    .toEqual([{ name: "call.dial", input: { target: { number: "+31612345678" } } }]);
});

test("a colleague is called back as a colleague, and who hid the number cannot be called back", async () => {
  const { page, product } = await openPage("history");
  const mark = colleagues.find(({ name }) => name === "Mark Visser");
  await page.getByRole("row", { name: /^Mark Visser, Outgoing/ }).click();
  const call = page
    .getByRole("region", { name: "Chosen call" })
    .getByRole("button", { name: "Call", exact: true });
  await call.click();
  await expect
    .poll(() => product.asked)
    .toEqual([{ name: "call.dial", input: { target: { userId: mark?.userId } } }]);
  await page.getByRole("row", { name: /^Number hidden, Declined/ }).click();
  await page.getByRole("heading", { name: "Number hidden" }).waitFor();
  expect(await call.getAttribute("aria-disabled")).toBe("true");
  expect(await call.getAttribute("title")).toBe("The number is not known");
});

test("the history is filtered by direction and by what was missed, with counts", async () => {
  const { page } = await openPage("history");
  const rows = page.getByRole("grid", { name: "History" }).getByRole("row");
  for (const [filter, count] of [
    ["Outgoing 3", 3],
    ["Missed 5", 5],
    ["Incoming 8", 8],
    ["All 11", 11],
  ] as const) {
    await page.getByRole("button", { name: filter }).click();
    await expect.poll(() => rows.count()).toBe(count);
  }
});

test("a call that ends while the history is read neither moves the choice nor the focus", async () => {
  const { page, product } = await openPage("history-chosen");
  const [first] = history;
  if (!first) throw new Error("the history is empty");
  const newer = { ...first, historyId: "newer" as typeof first.historyId, startedAt: now };
  product.publish({ history: [newer, ...history] });
  await page.getByRole("row", { name: "Sanne de Vries, Incoming, transferred, 14:03" }).waitFor();
  await page.getByRole("row", { name: /13:51/, selected: true }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.role)).toBe("grid");
});

test("the history says in words that there is nothing yet", async () => {
  const { page } = await openPage("history-empty");
  await page.getByText("No calls yet today.").waitFor();
  await page.getByRole("button", { name: "Missed 0" }).click();
  await page.getByText("No missed calls today.").waitFor();
});

test("each of my calls has its own actions, and the calls of the company are told in words", async () => {
  const { page, product } = await openPage("calls-busy");
  const mine = page.getByRole("region", { name: "My calls" });
  const karel = mine.getByRole("listitem").filter({ hasText: "Karel de Boer" });
  await karel.getByRole("button", { name: "Resume" }).click();
  await expect
    .poll(() => product.asked)
    .toEqual([{ name: "call.resume", input: { phoneCallId: ownCalls.held.phoneCallId } }]);
  const company = page.getByRole("grid", { name: "Calls of the company" });
  expect(
    await company.getByRole("row").evaluateAll((rows) => rows.map((row) => row.getAttribute("aria-label"))),
  ).toEqual([
    "Bas van den Berg to Lars de Groot, On hold",
    "Jolanda Smit to Marijke Postma, Talking, Sales",
    "+49 30 1234 5670, Waiting, Sales",
    "Daan Hoekstra to +49 30 1234 5670, Talking",
    "Sanne de Vries to Anna Bakker, Talking, Front desk, mine",
    "Pieter Jansen to Eva Mulder, Ringing",
    "Number hidden, Waiting, Front desk",
  ]);
  await page.getByRole("button", { name: "Waiting 2" }).click();
  await expect.poll(() => company.getByRole("row").count()).toBe(2);
});

test("hundreds of calls are drawn only where they are in view, and the last is reached", async () => {
  const { page } = await openPage("calls-many");
  const company = page.getByRole("grid", { name: "Calls of the company" });
  expect(await company.getAttribute("aria-rowcount")).toBe("400");
  expect(await company.getByRole("row").count()).toBeLessThan(60);
  await company.evaluate((list) => list.scrollTo(0, list.scrollHeight));
  await expect.poll(() => company.getByRole("row").last().getAttribute("aria-rowindex")).toBe("400");
});

test("the colleagues say how long they have been free", async () => {
  const { page } = await openPage("colleagues");
  await page.getByRole("row", { name: "Mark Visser, Free" }).getByText("Free 1:37").waitFor();
});

test("a note is saved as it is typed in Navigator, and what is published never overwrites the typing", async () => {
  const { page, product } = await openNavigator({ "own-calls": [talking] });
  const field = page.getByRole("textbox", notes);
  await field.pressSequentially("invoice 2231");
  product.publish({ "own-calls": [{ ...talking, note: "from elsewhere" }] });
  await page.getByText("saved", { exact: true }).waitFor();
  expect(await field.inputValue()).toBe("invoice 2231");
  expect(product.asked.at(-1)).toEqual({
    name: "note.write",
    input: { callId: talking.callId, text: "invoice 2231" },
  });
});

test("a note typed at the moment the call ends is saved for that call", async () => {
  const { page, product } = await openNavigator({ "own-calls": [talking] });
  await page.getByRole("textbox", notes).pressSequentially("calls again");
  product.publish({ "own-calls": [] });
  await expect
    .poll(() => product.asked.at(-1))
    .toEqual({ name: "note.write", input: { callId: talking.callId, text: "calls again" } });
});

test("a key goes to the notes, and Escape leads back to where typing searches", async () => {
  const { page, product } = await openNavigator({ "own-calls": [talking] });
  await page.keyboard.press("F3");
  await page.keyboard.type("2231");
  expect(await page.getByRole("textbox", notes).inputValue()).toBe("2231");
  await page.keyboard.press("Escape");
  await expect.poll(() => product.asked.at(-1)?.input).toMatchObject({ text: "2231" });
  await page.keyboard.type("mar");
  await page.getByRole("row", { name: "Mark Visser, Free", selected: true }).waitFor();
});

test("a refused note says why and stays in the field", async () => {
  const { page, product } = await openNavigator({ "own-calls": [talking] });
  product.refuseNext("note.write", "failed");
  const field = page.getByRole("textbox", notes);
  await field.fill("invoice");
  await page.getByText("Not saved: That did not work. Please try again.").waitFor();
  expect(await field.inputValue()).toBe("invoice");
  await field.press("Escape");
  await page.getByText("saved", { exact: true }).waitFor();
});

test("notes wait until the telephone system knows of the call, and say so", async () => {
  const { page } = await openNavigator({ "own-calls": [ownCalls.dialling] });
  const field = page.getByRole("textbox", notes);
  expect(await field.isDisabled()).toBe(true);
  expect(await field.getAttribute("title")).toContain("once the telephone system knows");
});

test("Navigator shows what was with a caller before: while she rings and while we talk", async () => {
  const { page, product } = await openNavigator({ callers: [{ ...callers.sanne, before: earlierCalls }] });
  const row = page.getByRole("row", { name: "Sanne de Vries, ringing" });
  await row.getByText("3× before").waitFor();
  await row.getByText("“invoice 2231, asks for Mark”").waitFor();
  product.publish({ callers: [], "own-calls": [talking] });
  const current = page.getByRole("region", { name: "Current call" });
  await current.getByText("3 earlier calls, last today 11:03, hung up while waiting").waitFor();
  await current.getByText("“invoice 2231, asks for Mark”").waitFor();
});
