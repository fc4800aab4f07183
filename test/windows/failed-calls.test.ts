import { expect, test } from "vitest";
import { PhoneCallId } from "../../src/shared/model/ids.ts";
import { today } from "../support/navigator/bridge-scenes.ts";
import { ownCalls } from "../support/navigator/company.ts";
import { openWindows } from "../support/navigator/opened-windows.ts";

const windows = openWindows();
const failed = (id: string, reason: "busy" | "lost") => ({
  phoneCallId: PhoneCallId.parse(id),
  party: { ...ownCalls.talking.party, name: "Mark Visser" },
  reason,
});

test("why a call came to nothing is shown and said, in the person's language, and leaves again", async () => {
  const { page, product } = await windows.open("navigator", { "failed-calls": [failed("1", "busy")] });
  const alert = page.getByRole("alert");
  await alert.getByText("Mark Visser is busy").waitFor();
  product.publish({ "failed-calls": [failed("2", "lost")] });
  await alert.getByText("The call with Mark Visser was cut off").waitFor();
  await expect.poll(() => alert.getByText("is busy").count()).toBe(0);
  product.publish({ settings: { language: "nl" } });
  await alert.getByText("Het gesprek met Mark Visser is weggevallen").waitFor();
  product.publish({ "failed-calls": [] });
  await expect.poll(() => alert.innerText()).toBe("");
});

test("why nobody was reached is said once, by the notice that knows the reason", async () => {
  const [entry] = today;
  const callId = entry?.callId ?? null;
  const { page, product } = await windows.open("navigator", {
    "own-calls": [{ ...ownCalls.dialling, callId }],
  });
  const { phoneCallId, party } = ownCalls.dialling;
  await page.getByRole("region", { name: "Current call" }).getByText("Dialling").waitFor();
  product.publish({
    "own-calls": [],
    "failed-calls": [{ phoneCallId, party, reason: "declined" }],
    history: entry
      ? [{ ...entry, party, direction: "outgoing", outcome: "unanswered", endedBy: "called" }]
      : [],
  });
  await page.getByRole("alert").getByText("Jolanda Smit declined the call").waitFor();
  await page.getByRole("list", { name: "Last calls" }).waitFor();
  expect((await page.locator("[aria-live]").allInnerTexts()).join()).not.toContain("Jolanda Smit");
});

test("a phone that is refused shows why, for all to see", async () => {
  const { page } = await windows.open("navigator", {
    phone: {
      registration: "failed",
      audio: "ready",
      reason: "403 Forbidden",
      canPark: false,
      canPickUp: false,
      canLeaveVoicemail: false,
    },
  });
  await page.getByText("Phone does not connect: 403 Forbidden").waitFor();
});
