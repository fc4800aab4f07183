import { expect, test } from "vitest";
import { CallId, HistoryId } from "../../src/shared/model/ids.ts";
import { bridgeScenes, talkedWithPieter } from "../support/navigator/bridge-scenes.ts";
import { busyQueues, callers, calmQueues, colleagues, ownCalls } from "../support/navigator/company.ts";
import { openWindows } from "../support/navigator/opened-windows.ts";
import type { Published } from "../support/navigator/scripted-product.ts";

const windows = openWindows();

const open = (published: Partial<Published> = {}) => windows.open("bridge", published);

const scene = (wanted: string): Partial<Published> =>
  bridgeScenes.find(({ name }) => name === wanted)?.published ?? {};

const callId = CallId.parse("c1");
const talking = { ...ownCalls.talking, callId };
const sales = calmQueues[1];

test("a waiting caller is taken, rings here, and is answered by the key", async () => {
  const { page, product } = await open({ callers: [callers.berlin], queues: scene("busy").queues ?? [] });
  await page
    .getByRole("table", { name: "Waiting callers" })
    .getByRole("row", { name: "+49 30 1234 5670" })
    .getByRole("button", { name: "Take" })
    .click();
  const ringing = page.getByRole("region", { name: "Ringing here" });
  await ringing.getByRole("button", { name: "Answer" }).waitFor();
  await page.keyboard.press("F2");
  await page.getByRole("region", { name: "Current call" }).getByText("+49 30 1234 5670").waitFor();
  const { callerId } = callers.berlin;
  expect(product.asked).toEqual([
    { name: "caller.take", input: { callerId } },
    { name: "caller.answer", input: { callerId } },
  ]);
});

test.each(["bridge", "navigator"] as const)(
  "whoever has no licence to take callers reads so at the button, in %s",
  async (page) => {
    const identity = { companyName: "Kompas BV", userId: null, unlicensed: ["queue-pickup" as const] };
    const { page: window } = await windows.open(page, { identity, callers: [callers.berlin] });
    const take = window.getByRole("button", { name: "Take" });
    expect(await take.getAttribute("title")).toBe("Your account has no licence to take a waiting caller");
    expect(await take.getAttribute("aria-disabled")).toBe("true");
  },
);

test("a chosen queue shows its callers alone, in the order of their coming, and again shows all", async () => {
  const { page } = await open(scene("busy"));
  const rows = page.getByRole("table", { name: "Waiting callers" }).locator("tbody tr");
  const names = () => rows.evaluateAll((all) => all.map((row) => row.getAttribute("aria-label")));
  expect(await names()).toEqual(["Jolanda Smit", "+49 30 1234 5670", "Number hidden"]);
  const chooseSales = page
    .getByRole("row", { name: "Sales" })
    .getByRole("button", { name: "Sales", exact: true });
  await chooseSales.click();
  expect(await names()).toEqual(["Jolanda Smit", "+49 30 1234 5670"]);
  await chooseSales.click();
  expect(await names()).toHaveLength(3);
  await page
    .getByRole("row", { name: "Finance" })
    .getByRole("button", { name: "Finance", exact: true })
    .click();
  const take = rows.getByRole("button", { name: "Take" });
  expect(await take.getAttribute("title")).toBe("Join the queue to take its callers");
});

test("a queue is joined, gets another priority, and is left", async () => {
  const { page, product } = await open({ queues: calmQueues });
  const row = page.getByRole("row", { name: "Sales" });
  await row.getByRole("button", { name: "Join", exact: true }).click();
  await page.getByRole("table", { name: "My queues" }).getByRole("row", { name: "Sales" }).waitFor();
  await row.getByRole("button", { name: "Priority in Sales: 1" }).click();
  await page.getByRole("menuitemradio", { name: "3, rung last" }).click();
  await row.getByRole("button", { name: "Priority in Sales: 3" }).waitFor();
  await row.getByRole("button", { name: "Leave" }).click();
  await page.getByRole("table", { name: "Other queues" }).getByRole("row", { name: "Sales" }).waitFor();
  const queueId = sales?.queueId;
  expect(product.asked).toEqual([
    { name: "queue.join", input: { queueId } },
    { name: "queue.join", input: { queueId, priority: 3 } },
    { name: "queue.leave", input: { queueId } },
  ]);
});

test("a queue that nobody serves is warned of, and its callers are an alarm", async () => {
  const { page } = await open({ queues: busyQueues });
  await page.getByText("Nobody serves Finance: 1 caller waits.").waitFor();
  const row = page.getByRole("row", { name: "Finance" });
  await row.getByText("nobody logged in").waitFor();
  expect(await row.getByRole("img", { name: "alarm" }).count()).toBe(3);
});

test("the wrap-up counts down, and F6 ends it from anywhere", async () => {
  const { page, product } = await open(scene("wrap-up"));
  const own = page.getByRole("region", { name: "Own status" });
  await own.getByText("0:18 left").waitFor();
  expect(await own.getByRole("progressbar").getAttribute("aria-valuenow")).toBe("60");
  await page.getByRole("textbox", { name: "Notes" }).focus();
  await page.keyboard.press("F6");
  await own.getByText("Available").waitFor();
  await page.keyboard.press("F6");
  expect(product.asked).toEqual([{ name: "status.set", input: { status: "available" } }]);
});

test("notes are saved as they are typed, and typing goes on where the call ends under the hand", async () => {
  const { page, product, settled } = await open({ "own-calls": [talking], history: [talkedWithPieter] });
  const notes = page.getByRole("textbox", { name: "Notes" });
  await notes.click();
  await page.keyboard.type("Wants an ");
  await expect
    .poll(() => product.asked.at(-1))
    .toEqual({ name: "note.write", input: { callId, text: "Wants an " } });
  product.publish({ "own-calls": [] });
  await page.getByRole("region", { name: "Last call" }).getByText("Sanne de Vries").waitFor();
  await page.keyboard.type("offer");
  product.publish({
    history: [
      {
        ...talkedWithPieter,
        historyId: HistoryId.parse("new"),
        callId,
        party: talking.party,
        startedAt: talking.startedAt,
        note: "Wants an ",
      },
    ],
  });
  await settled();
  expect(await notes.inputValue()).toBe("Wants an offer");
  await expect
    .poll(() => product.asked.at(-1))
    .toEqual({ name: "note.write", input: { callId, text: "Wants an offer" } });
  await page.getByRole("region", { name: "Last call" }).getByText("saved").waitFor();
});

test("a refused note stays in the field and says why", async () => {
  const { page, product } = await open({ "own-calls": [talking] });
  product.refuseNext("note.write", "failed");
  await page.getByRole("textbox", { name: "Notes" }).fill("Call back");
  await page.getByText("Not saved: That did not work.").waitFor();
  expect(await page.getByRole("textbox", { name: "Notes" }).inputValue()).toBe("Call back");
});

test("a call that the telephone system does not know yet takes no notes, and says why", async () => {
  const { page } = await open({ "own-calls": [{ ...talking, callId: null }] });
  const notes = page.getByRole("textbox", { name: "Notes" });
  expect(await notes.isDisabled()).toBe(true);
  expect(await notes.getAttribute("title")).toMatch("once the telephone system knows");
});

test("pages are reached by the keyboard alone, and the rail says which one it is", async () => {
  const { page } = await open({ queues: [] });
  const nav = page.getByRole("navigation", { name: "Pages" });
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Calls");
  for (const name of ["Queues", "Colleagues", "History"]) {
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name }).waitFor();
    expect(await nav.locator("[aria-current=page]").innerText()).toBe(name);
  }
});

test("typing anywhere shows the colleagues, Enter calls, and the page of before is back", async () => {
  const { page, product } = await open();
  await page.getByRole("heading", { level: 1, name: "Queues" }).waitFor();
  await page.keyboard.type("mar");
  await page.getByRole("heading", { level: 1, name: "Colleagues" }).waitFor();
  await page.getByRole("row", { name: /^Mark Visser/, selected: true }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Queues" }).waitFor();
  const userId = colleagues.find(({ name }) => name === "Mark Visser")?.userId;
  expect(product.asked).toEqual([{ name: "call.dial", input: { target: { userId } } }]);
});

test("nobody stays chosen out of sight: away from the colleagues, Enter calls nobody", async () => {
  const { page, product } = await open();
  await page.keyboard.press("ArrowDown");
  await page.getByRole("heading", { level: 1, name: "Colleagues" }).waitFor();
  await page.getByRole("navigation").getByRole("button", { name: "Queues" }).click();
  await page.getByRole("heading", { level: 1, name: "Queues" }).waitFor();
  await page.locator("body").focus();
  await page.keyboard.press("F4");
  expect(product.asked).toEqual([]);
});

test("the rail counts who waits in my queues and what I missed today", async () => {
  const { page } = await open(scene("busy"));
  await page.getByRole("button", { name: "Queues 4 callers wait" }).waitFor();
  await page.getByRole("button", { name: "History 2 missed calls" }).waitFor();
});
