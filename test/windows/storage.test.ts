import path from "node:path";
import Database from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { storageSentences } from "../../src/shared/messages/storage-words.ts";
import type { StorageHealth } from "../../src/shared/model/storage.ts";
import { expectGoodLooks } from "../support/looks.ts";
import type { WindowName } from "../support/navigator/navigator-page.ts";
import { openWindows } from "../support/navigator/opened-windows.ts";
import { openStage } from "../support/stage.ts";

const full: StorageHealth = {
  live: { how: "memory", because: "disk-full" },
  user: { how: "memory", because: "disk-full" },
};
const worst: StorageHealth = { live: { how: "anew" }, user: { how: "memory", because: "newer-version" } };

const windows = openWindows();

for (const name of ["navigator", "bridge", "wall"] satisfies WindowName[])
  test(`the window “${name}” says what is not kept, without barriers in any look, and no more once it is`, async () => {
    const shown = await windows.open(name, { storage: full }, { width: 1280, height: 800 });
    const notice = shown.page.getByRole("region", { name: "Storage" });
    expect(await notice.innerText()).toBe(
      "Binnacle cannot write to its disk: it is full. Free some space and restart Binnacle. " +
        "Until then, what you change and what is added is lost when Binnacle closes.",
    );
    for (const storage of [full, worst]) {
      shown.product.publish({ storage });
      await expectGoodLooks(shown, async (page) =>
        page.evaluate(() => {
          const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement;
          return scrollWidth > clientWidth || scrollHeight > clientHeight ? ["the window scrolls"] : [];
        }),
      );
    }
    shown.product.publish({ storage: { live: { how: "kept" }, user: { how: "kept" } } });
    await notice.waitFor({ state: "detached" });
  });

test("each reason is told in both languages with what to do, and both files are told apart", () => {
  const one = (language: "en" | "nl", storage: Partial<StorageHealth>) =>
    storageSentences(language, { live: { how: "kept" }, user: { how: "kept" }, ...storage });
  expect(one("en", {})).toEqual([]);
  expect(one("en", { user: { how: "memory", because: "locked" } }).join()).toMatch(
    /restart.*settings and notes/,
  );
  expect(one("nl", { live: { how: "memory", because: "read-only" } }).join()).toMatch(/start.*geschiedenis/);
  expect(storageSentences("en", worst)).toHaveLength(2);
});

test("a file that another program locks keeps nobody from working, and every window says what is lost", async () => {
  const stage = await openStage();
  onTestFinished(() => stage.close());
  await stage.signIn();
  const other = new Database(path.join(stage.folder, "user.sqlite"));
  onTestFinished(() => void other.close());
  other.exec("BEGIN IMMEDIATE");
  const wall = await stage.openWindow("wall");
  await stage.page.getByRole("button", { name: "Settings" }).click();
  await stage.page.getByText("Nederlands").click();
  const told = /Sluit dat programma.*instellingen en notities/;
  await stage.page.getByRole("region", { name: "Opslag" }).getByText(told).waitFor();
  await wall.getByRole("region", { name: "Opslag" }).getByText(told).waitFor();
  await stage.page.reload();
  await stage.page.getByRole("region", { name: "Opslag" }).getByText(told).waitFor();
  expect(stage.lines.filter((line) => line.includes("nothing more of this run is kept"))).toHaveLength(1);
});
