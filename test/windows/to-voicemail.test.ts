import { expect, test } from "vitest";
import { colleagues, ownCalls } from "../support/navigator/company.ts";
import { openWindows } from "../support/navigator/opened-windows.ts";

const windows = openWindows();
const mark = colleagues.find(({ name }) => name === "Mark Visser");
const phone = {
  registration: "registered",
  audio: "ready",
  reason: null,
  canPark: true,
  canPickUp: false,
  canLeaveVoicemail: true,
} as const;

test("in a call a colleague's card puts the caller through to his voicemail, where the exchange has one", async () => {
  const { page, product } = await windows.open("navigator", { phone, "own-calls": [ownCalls.talking] });
  await page.keyboard.type("visser");
  await page.getByRole("button", { name: "To voicemail", exact: true }).click();
  await expect
    .poll(() => product.asked.at(-1))
    .toEqual({
      name: "call.to-voicemail",
      input: { phoneCallId: ownCalls.talking.phoneCallId, userId: mark?.userId },
    });
  product.publish({ phone: { ...phone, canLeaveVoicemail: false } });
  await expect.poll(() => page.getByRole("button", { name: "To voicemail" }).count()).toBe(0);
});
