import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openUserData } from "../../src/main/store/user-data.ts";
import { createLog } from "../../src/main/support/log.ts";
import { openStage, type Stage } from "../support/stage.ts";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(async () => {
  await stage.close();
  expect(stage.problems).toEqual([]);
});

/** What a program that starts now would find. */
function kept() {
  const file = path.join(stage.folder, "user.sqlite");
  const userData = openUserData({ file, log: createLog(() => {}, Date.now), now: Date.now });
  const found = {
    keys: userData.keyBindings("numeric-block"),
    panes: userData.panes(),
    settings: userData.settings(),
    devices: userData.deviceChoice(),
  };
  userData.close();
  return found;
}

test("with a real microphone, speaker and exchange the phone is ready, and each part says how long it took", async () => {
  await stage.signIn();
  const { page } = stage;
  await page.getByRole("button", { name: "Settings" }).press("Enter");
  await page.getByRole("button", { name: "Phone…" }).press("Enter");
  const dialog = page.getByRole("dialog", { name: "Phone" });
  await dialog.getByRole("button", { name: "Check the phone" }).press("Enter");
  await dialog.getByRole("status").getByText("Everything works.").waitFor({ timeout: 10_000 });
  expect(await dialog.getByRole("listitem").count()).toBe(5);
  expect(await dialog.getByText(/^\d+ ms$/).count()).toBe(5);
  await page.keyboard.press("Escape");
  expect(await page.getByRole("region", { name: "Phone is not ready" }).count()).toBe(0);
});

test("what a person set up holds in the other window at once, and is there when the program starts again", async () => {
  await stage.signIn();
  const { page } = stage;
  const bridge = await stage.openWindow("bridge");
  await page.keyboard.press("F1");
  const dialog = page.getByRole("dialog", { name: "Keys" });
  await dialog.getByRole("radio", { name: "Numeric block" }).press("Space");
  await dialog.getByText("Numeric block").waitFor();
  const change = dialog.getByRole("button", { name: "Change the key: This sheet" });
  await change.press("Enter");
  await page.keyboard.press(".");
  await dialog.getByRole("status").getByText(". is taken. It does: Hold or resume; in a consult").waitFor();
  await change.press("Enter");
  await page.keyboard.press("F12");
  await dialog.getByRole("status").getByText("F12 now does: This sheet.").waitFor();
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Settings" }).press("Enter");
  await page.getByRole("radio", { name: "Compact" }).press("Space");
  await page.keyboard.press("Escape");
  await page.getByRole("separator", { name: "Width of the callers" }).press("Home");
  await expect.poll(async () => (await page.locator("#lines").boundingBox())?.width).toBe(260);

  await bridge.locator("html[data-density=compact]").waitFor();
  await bridge.keyboard.press("F12");
  await bridge.getByRole("dialog", { name: "Keys" }).waitFor();
  await expect
    .poll(() => kept())
    .toMatchObject({
      keys: { keys: ["F12"], advance: ["+"] },
      panes: { linesPx: 260, cardPx: null },
      settings: { density: "compact", keyProfile: "numeric-block" },
    });
});

test("who signs in is told by a quiet line that the microphone is missing, which leads to where it is mended", async () => {
  const { page } = stage;
  await page.getByRole("button", { name: "Show me around" }).waitFor();
  await page.evaluate(() => {
    const frame = document.querySelector("iframe")?.contentWindow as unknown as {
      navigator: { mediaDevices: MediaDevices };
    };
    frame.navigator.mediaDevices.getUserMedia = async () => {
      throw new DOMException("it was pulled out", "NotFoundError");
    };
  });
  const { username, password } = stage.exchange.credentials(stage.exchange.operator);
  await stage.submitSignIn(stage.exchange.address, username, password);
  const notice = page.getByRole("region", { name: "Phone is not ready" });
  await notice.waitFor({ timeout: 20_000 });
  await notice.getByText("No microphone is connected.").waitFor();
  await notice.getByRole("button", { name: "Phone…" }).click();
  await page.getByRole("dialog", { name: "Phone" }).getByText("Microphone does not work").waitFor();
});
