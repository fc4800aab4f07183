import { expect, test } from "vitest";
import { today } from "../support/navigator/bridge-scenes.ts";
import { callers, colleagues, ownCalls, parkedCalls } from "../support/navigator/company.ts";
import { openWindows } from "../support/navigator/opened-windows.ts";
import type { Published } from "../support/navigator/scripted-product.ts";

const windows = openWindows();

const open = (published: Partial<Published>) => windows.open("navigator", published);

const mark = colleagues.find(({ name }) => name === "Mark Visser");
const { phoneCallId } = ownCalls.talking;

test("a caller is answered and put through to a known colleague in five keystrokes", async () => {
  const { page, product, settled } = await open({ callers: [callers.sanne] });
  await page.keyboard.press("+");
  await page.getByRole("region", { name: "Current call" }).getByText("Sanne de Vries").waitFor();
  for (const key of ["m", "a", "r", "Enter"]) await page.keyboard.press(key);
  await page.getByRole("region", { name: "On hold" }).getByText("ringing Mark Visser").waitFor();
  expect(product.asked).toEqual([
    { name: "caller.answer", input: { callerId: callers.sanne.callerId } },
    { name: "call.transfer", input: { phoneCallId, target: { userId: mark?.userId } } },
  ]);
  await settled();
  expect(await page.getByRole("searchbox", { name: "Search or dial" }).inputValue()).toBe("");
});

test("the keys hold, resume, mute, unmute and hang up the current call", async () => {
  const { page, product } = await open({ "own-calls": [ownCalls.talking] });
  const current = page.getByRole("region", { name: "Current call" });
  for (const [key, next] of [
    ["F7", "Resume"],
    ["F7", "Hold"],
    ["F9", "Unmute"],
    ["F9", "Mute"],
  ] as const) {
    await page.keyboard.press(key);
    await current.getByRole("button", { name: next, exact: true }).waitFor();
  }
  await page.keyboard.press("F8");
  await current.getByText("No call").waitFor();
  expect(product.asked.map(({ name }) => name)).toEqual([
    "call.hold",
    "call.resume",
    "call.mute",
    "call.mute",
    "call.hang-up",
  ]);
});

test("every button says its key to assistive technology, and does not have it in its name", async () => {
  const { page } = await open({ callers: [callers.jolanda], "own-calls": [ownCalls.talking] });
  await page.keyboard.type("mar");
  for (const [name, keys] of [
    ["Answer next", "F2 Plus"],
    ["Transfer to Mark Visser", "Enter F4"],
    ["Hold", "F7"],
    ["Mute", "F9"],
    ["Hang up", "F8"],
    ["Keys", "F1"],
  ] as const) {
    const button = page.getByRole("button", { name, exact: true });
    await button.waitFor();
    expect(await button.getAttribute("aria-keyshortcuts")).toBe(keys);
  }
});

test("typing anywhere searches, the arrows choose, and Enter calls when there is no call", async () => {
  const { page, product } = await open({});
  await page.getByRole("button", { name: "Settings" }).focus();
  await page.keyboard.type("mar");
  await page.getByRole("row", { name: "Mark Visser, Free", selected: true }).waitFor();
  await page.keyboard.press("ArrowDown");
  await page.getByRole("row", { name: /^Marijke Postma, Talking/, selected: true }).waitFor();
  await page.keyboard.press("ArrowUp");
  await page.getByRole("row", { name: "Mark Visser, Free", selected: true }).waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("region", { name: "Current call" }).getByText("Dialling").waitFor();
  expect(product.asked).toEqual([{ name: "call.dial", input: { target: { userId: mark?.userId } } }]);
});

test("digits dial: a number that is nobody's extension is what Enter calls", async () => {
  const { page, product } = await open({});
  await page.keyboard.type("+31 20 765");
  await page.getByRole("row", { name: /\+31 20 765/, selected: true }).waitFor();
  await page.keyboard.press("Enter");
  await expect
    .poll(() => product.asked)
    .toEqual([{ name: "call.dial", input: { target: { number: "+31 20 765" } } }]);
});

test("an extension that was typed in full is the colleague", async () => {
  const { page } = await open({});
  await page.keyboard.type("214");
  await page.getByRole("row", { name: "Mark Visser, Free", selected: true }).waitFor();
  await page.keyboard.press("Escape");
  expect(await page.getByRole("searchbox").inputValue()).toBe("");
  await page.keyboard.type("112");
  await page.getByRole("row", { name: /112/, selected: true }).waitFor();
});

test("a key held down acts once, and keys do nothing in an open menu", async () => {
  const { page, product } = await open({ "own-calls": [ownCalls.talking, ownCalls.held] });
  await page.keyboard.down("F8");
  await page.keyboard.down("F8");
  await page.keyboard.down("F8");
  await page.keyboard.up("F8");
  await page.getByRole("region", { name: "Current call" }).getByText("Karel de Boer").waitFor();
  expect(product.asked).toHaveLength(1);
  await page.getByRole("region", { name: "Own status" }).getByRole("button").click();
  await page.getByRole("menu").waitFor();
  await page.keyboard.press("F8");
  await page.keyboard.press("Escape");
  await page.getByRole("menu").waitFor({ state: "detached" });
  expect(product.asked).toHaveLength(1);
});

test("a new caller and one who comes back are announced in a sentence, and the focus stays where it is", async () => {
  const { page, product } = await open({});
  await page.getByRole("searchbox").focus();
  product.publish({ callers: [callers.sanne] });
  await page.getByRole("status").getByText("Sanne de Vries is ringing, Front desk").waitFor();
  product.publish({ callers: [callers.sanne, callers.pieter] });
  await page
    .getByRole("status")
    .getByText("Pieter Jansen is back from Mark Visser: no answer after 25 seconds")
    .waitFor();
  const rows = page.getByRole("region", { name: "Callers" }).getByRole("row");
  expect(await rows.evaluateAll((all) => all.map((row) => row.getAttribute("aria-label")))).toEqual([
    "Pieter Jansen, returned",
    "Sanne de Vries, ringing",
  ]);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe("search");
});

test("a button is busy while its request is under way, and a refusal is said in a sentence", async () => {
  const { page, product } = await open({ "own-calls": [ownCalls.talking] });
  product.refuseNext("call.mute", "not-licensed");
  await page.getByRole("button", { name: "Mute" }).click();
  await page.getByRole("alert").getByText("Your account has no licence or no right for that.").waitFor();
  product.holdBack("call.hold");
  const hold = page.getByRole("button", { name: "Hold", exact: true });
  await hold.click();
  await expect.poll(() => hold.getAttribute("aria-busy")).toBe("true");
  await page.keyboard.press("F7");
  expect(product.asked.filter(({ name }) => name === "call.hold")).toHaveLength(1);
});

test("ten thousand colleagues scroll, and only those in view are drawn", async () => {
  const [first] = colleagues;
  const many = Array.from({ length: 10_000 }, (_, at) => ({
    ...first,
    userId: `many${at}`,
    name: `Colleague ${String(at).padStart(5, "0")}`,
  })) as unknown as Published["colleagues"];
  const { page } = await open({ colleagues: many });
  const grid = page.getByRole("grid", { name: "Colleagues" });
  await grid.getByText("Colleague 00000").waitFor();
  await grid.evaluate((element) => {
    element.scrollTop = element.scrollHeight;
  });
  await grid.getByText("Colleague 09999").waitFor();
  expect(await grid.getByRole("row").count()).toBeLessThan(60);
});

test("who signs in is told why not, and the demo is one button away", async () => {
  const connection = {
    phase: "signed-out" as const,
    since: 0,
    lastHeardAt: null,
    nextAttemptAt: null,
    refusal: null,
    server: null,
    username: null,
    demo: false,
  };
  const { page, product } = await open({ connection });
  product.refuseNext("session.sign-in", "wrong-password");
  await page.getByLabel("Server").fill("voice.example.com");
  await page.getByLabel("User name").fill("anna");
  await page.getByLabel("Password").fill("secret");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText("The user name or the password is not right.").waitFor();
  await page.getByRole("button", { name: "Show me around" }).click();
  await expect
    .poll(() => product.asked.map(({ name }) => name))
    .toEqual(["session.sign-in", "session.show-me-around"]);
});

test("by keys alone a colleague is asked about the caller, talked with in turns, and the two are brought together", async () => {
  const { page, product } = await open({ "own-calls": [ownCalls.talking] });
  const current = page.getByRole("region", { name: "Current call" });
  for (const key of ["m", "a", "r", "F5"]) await page.keyboard.press(key);
  await current.getByRole("heading", { name: "Mark Visser" }).waitFor();
  await current.getByText("about Sanne de Vries").waitFor();
  product.publish({ "own-calls": [{ ...ownCalls.talking, state: "on-hold" }, ownCalls.consult] });
  await current.getByText("Talking").waitFor();
  await page.keyboard.press("F5");
  await expect.poll(() => product.asked.at(-1)).toEqual({ name: "call.resume", input: { phoneCallId } });
  await page.keyboard.press("Enter");
  await current.getByText("No call").waitFor();
  expect(product.asked.at(-1)).toEqual({
    name: "call.connect",
    input: { phoneCallId, to: ownCalls.consult.phoneCallId },
  });
});

test("one key goes back step by step: from the consult to the caller, then out of the call", async () => {
  const { page, product } = await open({
    "own-calls": [{ ...ownCalls.talking, state: "on-hold" }, ownCalls.consult],
  });
  const current = page.getByRole("region", { name: "Current call" });
  await current.getByRole("heading", { name: "Mark Visser" }).waitFor();
  await page.keyboard.press("F8");
  await current.getByRole("heading", { name: "Sanne de Vries" }).waitFor();
  await current.getByText("Talking").waitFor();
  await page.keyboard.press("F8");
  await current.getByText("No call").waitFor();
  expect(product.asked.map(({ name }) => name)).toEqual(["call.cancel-consult", "call.hang-up"]);
});

test("a consult becomes a conference, whose members are all in sight, and which can be left without ending it", async () => {
  const { page, product } = await open({
    "own-calls": [{ ...ownCalls.talking, state: "on-hold" }, ownCalls.consult],
  });
  const current = page.getByRole("region", { name: "Current call" });
  await current.getByRole("button", { name: "Conference" }).waitFor();
  await page.keyboard.press("F10");
  await current.getByRole("heading", { name: "Sanne de Vries and Mark Visser" }).waitFor();
  await current.getByRole("button", { name: "Remove Mark Visser from the conference" }).waitFor();
  await page.keyboard.press("F4");
  await current.getByText("No call").waitFor();
  expect(product.asked.map(({ name }) => name)).toEqual(["call.conference", "call.connect"]);
});

test("what is typed at the open keypad goes to the other side, digit by digit, and nothing else", async () => {
  const { page, product } = await open({ "own-calls": [ownCalls.talking] });
  await page.getByRole("button", { name: "Keypad" }).click();
  await page.keyboard.type("1x1#");
  await page.getByRole("dialog", { name: "Keypad" }).getByRole("button", { name: "0" }).click();
  await expect
    .poll(() => product.asked.map(({ input }) => input))
    .toEqual(["1", "1", "#", "0"].map((digits) => ({ phoneCallId, digits })));
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "Keypad" }).waitFor({ state: "detached" });
});

test("parked callers are in sight with their slot, a warning when it takes too long, and the way to get them back", async () => {
  const { page, product } = await open({ parked: parkedCalls });
  const parked = page.getByRole("region", { name: "Parked" });
  await parked.getByRole("row", { name: "+49 30 1234 5670, parked" }).getByText("too long").waitFor();
  await parked
    .getByRole("row", { name: "Jolanda Smit, parked" })
    .getByRole("button", { name: "Retrieve" })
    .click();
  await expect
    .poll(() => product.asked)
    .toEqual([{ name: "parked.retrieve", input: { callId: parkedCalls[1]?.callId } }]);
});

test("whom one dealt with last is at hand while there is no call, and missed callers say so", async () => {
  const { page, product } = await open({ history: today });
  const last = page.getByRole("list", { name: "Last calls" });
  await last.getByText("missed").first().waitFor();
  expect(await last.getByRole("listitem").count()).toBe(3);
  await last.getByRole("button", { name: "Call Sanne de Vries back" }).click();
  await expect
    .poll(() => product.asked)
    .toEqual([{ name: "call.dial", input: { target: { number: "+31612345678" } } }]);
});
