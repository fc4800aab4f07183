import { expect, test } from "vitest";
import { defaultBoard } from "../../src/shared/model/board.ts";
import { barriers } from "../support/barriers.ts";
import { colleagues, now } from "../support/navigator/company.ts";
import type { NavigatorPage } from "../support/navigator/navigator-page.ts";
import { openWindows } from "../support/navigator/opened-windows.ts";
import type { Published } from "../support/navigator/scripted-product.ts";
import { wallScenes, wallSizes } from "../support/navigator/wall-scenes.ts";

const windows = openWindows();

const open = (published: Partial<Published> | undefined, size = { width: 1920, height: 1080 }) =>
  windows.open("wall", published, size);

const tile = ({ page }: NavigatorPage, name: string) => page.getByRole("region", { name, exact: true });
const rowsOf = async ({ page }: NavigatorPage) =>
  (await page.getByRole("table").getByRole("row").allInnerTexts()).map((row) => row.split(/\n+/));

test("the board shows the figures of its queues and their total, the alarmed ones first and with an icon", async () => {
  const wall = await open(wallScenes.busy);
  expect(await rowsOf(wall)).toEqual([
    ["Queue", "Waiting", "Longest", "Answered", "Abandoned", "Service level", "Free"],
    ["Finance", "1", "2:14", "153", "7", "61%", "0 / 0"],
    ["Sales", "3", "1:12", "115", "5", "85%", "0 / 6"],
    ["Support", "0", "–", "134", "6", "72%", "3 / 5"],
    ["Front desk", "1", "0:03", "96", "4", "97%", "2 / 3"],
    ["All", "5", "2:14", "498", "22", "76%", "11 / 21"],
  ]);
  const table = wall.page.getByRole("table");
  expect(await table.getByRole("img", { name: "red: alarm" }).count()).toBe(1);
  expect(await table.getByRole("img", { name: "amber: wants attention" }).count()).toBe(2);
  expect(await tile(wall, "Waiting").innerText()).toMatch(/5\s+amber above 2 · red above 5/);
  expect(await tile(wall, "Longest wait").innerText()).toMatch(/2:14\s+Finance\s+nobody logged in/);
  await tile(wall, "Longest wait").getByRole("img", { name: "red: alarm" }).waitFor();
  expect(await tile(wall, "Service level today").innerText()).toContain("399 of 520");
  await wall.page
    .getByRole("img", { name: /^Calls per quarter hour: \d+ calls today: \d+ last Tuesday$/ })
    .waitFor();
});

test("a person in two queues is one agent, and who is logged out is none", async () => {
  const [one, other] = colleagues;
  const both = (wallScenes.calm?.queues ?? []).slice(0, 2).map(({ queueId }) => queueId);
  const wall = await open({
    ...wallScenes.calm,
    colleagues: [
      { ...one, queueIds: both },
      { ...other, queueIds: both, loggedIn: false },
    ] as Published["colleagues"],
  });
  expect(await tile(wall, "Agents free").innerText()).toMatch(/1\s*\/ 1/);
  expect(await tile(wall, "Agents").getByRole("listitem").count()).toBe(1);
});

test("agents show how long they have been in their state, and of a wrap-up what is left of it", async () => {
  const wall = await open(wallScenes.many, { width: 1280, height: 720 });
  wall.product.publish({ settings: { language: "nl", theme: "dark" } });
  const seen = new Map<string, string>();
  const range = () => tile(wall, "Agents").getByText("van 21").innerText();
  let page = "";
  for (let turn = 0; turn < 3; turn += 1) {
    await wall.page.clock.setFixedTime(now + turn * 10_000);
    await expect.poll(range).not.toBe(page);
    page = await range();
    const shown = await tile(wall, "Agents")
      .getByRole("listitem")
      .evaluateAll((agents) =>
        agents.map((agent) => {
          const right = agent.lastElementChild?.lastElementChild?.getBoundingClientRect().right ?? 0;
          const [name = "", ...state] = (agent as HTMLElement).innerText.split(/\s*\n\s*/);
          return { name, state: state.join(" "), fits: right < agent.getBoundingClientRect().right };
        }),
      );
    expect(shown.filter(({ fits }) => !fits)).toEqual([]);
    for (const { name, state } of shown) seen.set(name, state);
  }
  expect(seen.size).toBe(21);
  expect(seen.get("Tom Martens")).toMatch(/^nawerktijd nog 0:\d\d$/);
  expect(seen.get("Fatima El Amrani")).toBe("vrij");
  expect(seen.get("Anna Bakker")).toMatch(/^vrij \d:\d\d$/);
});

test("the board says of how many calls it did not see all, and nothing where it saw all", async () => {
  const wall = await open(wallScenes.pieced);
  const footer = wall.page.getByRole("contentinfo");
  expect(await footer.innerText()).toMatch(
    /^166 of 520 calls today from the telephone system’s records\s+nobody knows how 2 calls ended$/,
  );
  wall.product.publish({ tallies: wallScenes.busy?.tallies ?? [] });
  await footer.waitFor({ state: "detached" });
});

test("a change shows at once, and queues that were not chosen do not count", async () => {
  const wall = await open(wallScenes.busy);
  const sales = (wallScenes.busy?.queues ?? []).filter(({ name }) => name === "Sales");
  wall.product.publish({
    board: { ...defaultBoard, title: "Sales floor", queueIds: sales.map((one) => one.queueId) },
  });
  await wall.page.getByRole("heading", { name: "Sales floor" }).waitFor();
  expect((await rowsOf(wall)).map(([name, waiting]) => [name, waiting]).slice(1)).toEqual([
    ["Sales", "3"],
    ["All", "3"],
  ]);
});

test("the board says since when its figures are complete, and which gaps there were", async () => {
  const wall = await open(wallScenes.calm);
  const footer = wall.page.getByRole("contentinfo");
  expect(await footer.count()).toBe(0);
  const since = now - 14 * 3_600_000;
  const start = { from: since, to: now - 6 * 3_600_000, filled: false };
  const outage = { from: now - 120_000, to: now - 60_000, filled: true };
  wall.product.publish({ completeness: { since, gaps: [start, outage] } });
  const time = String.raw`\d{1,2}:\d\d`;
  await expect
    .poll(() => footer.innerText())
    .toMatch(new RegExp(`^complete since ${time}\\s+gap ${time}–${time}, rebuilt from the records$`));
  expect(await barriers(wall.page)).toEqual([]);
  wall.product.publish({ completeness: { since, gaps: [{ from: now - 60_000, to: null, filled: false }] } });
  await expect.poll(() => footer.innerText()).toMatch(new RegExp(`^gap since ${time}$`));
});

test("the service level is counted by the formula that the board has chosen", async () => {
  const wall = await open(wallScenes.busy);
  const level = () => tile(wall, "Service level today").innerText();
  expect(await level()).toMatch(/76\s*%[\s\S]*399 of 520/);
  wall.product.publish({ board: { ...defaultBoard, serviceLevelFormula: "answered" } });
  await expect.poll(level).toMatch(/80\s*%[\s\S]*399 of 498/);
});

test("figures fade after five seconds of silence with their age, a banner says so after a minute, and all comes back", async () => {
  const wall = await open(wallScenes.busy);
  const { page, product } = wall;
  const live = wallScenes.fading?.connection;
  if (!live) throw new Error("the scene has no connection");
  const colour = () =>
    tile(wall, "Waiting")
      .getByRole("heading")
      .evaluate((heading) => getComputedStyle(heading).getPropertyValue("--alarm"));
  product.publish({ connection: { ...live, lastHeardAt: now, since: now } });
  await page.clock.setFixedTime(now + 4_000);
  await wall.settled();
  const fresh = await colour();
  await page.clock.setFixedTime(now + 5_000);
  await page.getByRole("region", { name: "Connection" }).getByText("5 seconds old").waitFor();
  expect(await colour()).not.toBe(fresh);
  expect(await page.getByRole("region", { name: "Data is old" }).count()).toBe(0);
  await page.clock.setFixedTime(now + 60_000);
  const banner = page.getByRole("region", { name: "Data is old" });
  await banner.getByText("No word from the telephone system for 1 minute").waitFor();
  expect((await banner.boundingBox())?.width).toBe(1920);
  expect(await tile(wall, "Longest wait").innerText()).toContain("2:14");
  product.publish({ connection: { ...live, phase: "live", lastHeardAt: now + 60_000 } });
  await page.getByRole("region", { name: "Connection" }).getByText("Live").waitFor();
  expect(await colour()).toBe(fresh);
  expect(await banner.count()).toBe(0);
  expect(await tile(wall, "Longest wait").innerText()).toContain("3:14");
});

test("forty queues go by in pages, the alarmed ones on the first", async () => {
  const wall = await open(wallScenes.many);
  const first = (await rowsOf(wall)).slice(1, -1).map(([name]) => name);
  expect(first[0]).toBe("Finance 36");
  const seen = new Set(first);
  await tile(wall, "Queues").getByText(`1–${first.length} of 40`).waitFor();
  for (let from = first.length; from < 40; from += first.length) {
    await wall.page.clock.setFixedTime(now + (from / first.length) * 10_000);
    await tile(wall, "Queues")
      .getByText(`${from + 1}–`)
      .waitFor();
    for (const [name] of (await rowsOf(wall)).slice(1, -1)) seen.add(name);
  }
  expect(seen.size).toBe(40);
});

test("the board is set up by keyboard, and what is refused is said in a sentence", async () => {
  const wall = await open(wallScenes.busy);
  const { page, product } = wall;
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Board" });
  await dialog.getByRole("textbox", { name: "Title" }).focus();
  await page.keyboard.type("Customer service");
  await dialog.getByRole("checkbox", { name: "All queues" }).focus();
  await page.keyboard.press("Space");
  await dialog.getByRole("checkbox", { name: "Finance" }).focus();
  await page.keyboard.press("Space");
  expect(await dialog.getByRole("spinbutton", { name: "Finance: answer within (seconds)" }).count()).toBe(0);
  await dialog.getByRole("spinbutton", { name: "Sales: answer within (seconds)" }).fill("45");
  await dialog.getByRole("spinbutton", { name: "Waiting, above: Red" }).fill("9");
  const formula = dialog.getByRole("combobox", { name: "Service level is" });
  await formula.selectOption("answered in time ÷ offered");
  await dialog.getByRole("spinbutton", { name: "Waiting, above: Red" }).focus();
  product.refuseNext("board.change", "limits-out-of-order");
  await page.keyboard.press("Enter");
  await dialog.getByRole("alert").getByText("The red limit must lie beyond the amber one").waitFor();
  expect(await barriers(wall.page)).toEqual([]);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Customer service" }).waitFor();
  await dialog.waitFor({ state: "detached" });
  expect(product.asked.slice(-2)).toEqual([
    {
      name: "board.change",
      input: {
        ...defaultBoard,
        title: "Customer service",
        queueIds: ["q1", "q2", "q3"],
        waitingLimits: { amber: 2, red: 9 },
        serviceLevelFormula: "offered",
      },
    },
    { name: "queue.set-service-level", input: { queueId: "q2", serviceLevelMs: 45_000 } },
  ]);
});

test("the pointer and the buttons show only while the pointer moves", async () => {
  const { page } = await open(wallScenes.calm);
  const resting = page.locator(".wall[data-resting=true]");
  await resting.waitFor();
  await page.mouse.move(200, 200);
  await page.mouse.move(300, 300);
  await page.locator(".wall[data-resting=false]").waitFor();
  await resting.waitFor({ timeout: 5_000 });
});

test("the key F fills the screen and gives it back", async () => {
  const { page } = await open(wallScenes.calm);
  for (const full of [true, false]) {
    await page.keyboard.press("f");
    await page.waitForFunction((wanted) => (document.fullscreenElement !== null) === wanted, full);
  }
});

for (const [name, published] of Object.entries(wallScenes))
  test(`the board in the scene “${name}” has no barriers and fits every screen, in both languages and themes`, async () => {
    const wall = await open(published);
    for (const language of ["en", "nl"] as const)
      for (const theme of ["dark", "light"] as const) {
        wall.product.publish({ settings: { language, theme }, board: { ...defaultBoard, theme } });
        await wall.page.locator(`html[lang=${language}][data-theme=${theme}]`).waitFor();
        await wall.settled();
        expect(await barriers(wall.page), `${language} ${theme}`).toEqual([]);
        for (const size of wallSizes) {
          await wall.page.setViewportSize(size);
          await wall.settled();
          expect(await outside(wall), `${language} ${size.width}`).toEqual([]);
        }
      }
    expect(wall.complaints).toEqual([]);
  });

/** What reaches out of the window, or figures out of their tile. */
function outside({ page }: NavigatorPage): Promise<readonly string[]> {
  return page.evaluate(() => {
    const { clientWidth, clientHeight } = document.documentElement;
    const reaches = (element: Element, right: number, bottom: number) => {
      const box = element.getBoundingClientRect();
      return box.right > right + 1 || box.bottom > bottom + 1;
    };
    const far = [...document.querySelectorAll("section, h1, header, footer span, time, button")].filter(
      (element) => reaches(element, clientWidth, clientHeight),
    );
    const cut = [...document.querySelectorAll(".tile")].flatMap((tile) => {
      const { right, bottom } = tile.getBoundingClientRect();
      return [...tile.querySelectorAll(".big, .sub, .row, .agent, canvas")].filter((part) =>
        reaches(part, right, bottom),
      );
    });
    return [...far, ...cut].map((element) => element.outerHTML.slice(0, 120));
  });
}
