import { expect, test } from "vitest";
import { openWindows } from "../support/navigator/opened-windows.ts";
import type { Published } from "../support/navigator/scripted-product.ts";
import { deskDevices } from "../support/navigator/scripted-set-up.ts";

const windows = openWindows();

/** Settings → Phone, by keys alone. */
async function openPhone(published: Partial<Published> = {}) {
  const shown = await windows.open("navigator", { "audio-devices": deskDevices, ...published });
  await shown.page.getByRole("button", { name: "Settings" }).press("Enter");
  await shown.page.getByRole("button", { name: "Phone…" }).press("Enter");
  return { ...shown, dialog: shown.page.getByRole("dialog", { name: "Phone" }) };
}

test("microphone, speaker and ringer are chosen from what is connected, and the ring volume with one change", async () => {
  const { dialog, product } = await openPhone();
  await dialog.getByLabel("Microphone").selectOption({ label: "Built-in microphone" });
  await dialog.getByLabel("Rings at").selectOption({ label: "Built-in speakers" });
  await dialog.getByLabel("Microphone").selectOption({ label: "As the system" });
  await dialog.getByRole("slider", { name: "Ring volume" }).press("End");
  await dialog.getByRole("button", { name: "Try the ringer" }).click();
  await expect
    .poll(() => product.asked)
    .toEqual([
      {
        name: "audio-devices.choose",
        input: { microphone: { deviceId: "m2", label: "Built-in microphone" } },
      },
      { name: "audio-devices.choose", input: { ringer: { deviceId: "s2", label: "Built-in speakers" } } },
      { name: "audio-devices.choose", input: { microphone: null } },
      { name: "audio-devices.choose", input: { ringVolumePercent: 100 } },
      { name: "audio-devices.try", input: { where: "ringer" } },
    ]);
});

test("a chosen device that is not connected stays chosen and says so, and is plain again when it comes back", async () => {
  const away = { deviceId: "m9", label: "Poly Voyager 4320" };
  const chosen = { ...deskDevices.chosen, microphone: away };
  const { dialog, product, settled } = await openPhone({ "audio-devices": { ...deskDevices, chosen } });
  const shown = () =>
    dialog.getByLabel("Microphone").evaluate((one: HTMLSelectElement) => one.selectedOptions[0]?.textContent);
  expect(await shown()).toBe("Poly Voyager 4320 (not connected)");
  const back = { ...away, deviceId: "another id" };
  product.publish({ "audio-devices": { ...deskDevices, inputs: [...deskDevices.inputs, back], chosen } });
  await settled();
  expect(await shown()).toBe("Poly Voyager 4320");
});

test("codec, STUN server and the hidden number are settings, and what is no server is not taken", async () => {
  const { page, dialog, product } = await openPhone();
  await dialog.getByLabel("Preferred codec").selectOption({ label: "G.722" });
  const hidden = dialog.getByLabel("Hide my number from those I call");
  await hidden.click();
  await expect.poll(() => hidden.isChecked()).toBe(true);
  const stun = dialog.getByLabel("STUN server");
  await stun.fill("no server");
  await stun.press("Enter");
  await dialog.getByText("This is no host or host:port. It is not saved.").waitFor();
  await stun.fill("stun.example.com:3478");
  await stun.press("Enter");
  await expect
    .poll(() => product.asked.map(({ input }) => input))
    .toEqual([{ codec: "g722" }, { hideNumber: true }, { stunServer: "stun.example.com:3478" }]);
  await page.keyboard.press("Escape");
});

test("the ready check lists every part, and says what to do where one does not work", async () => {
  const { page, dialog } = await openPhone({
    phone: {
      registration: "registered",
      audio: "microphone-missing",
      reason: null,
      canPark: false,
      canLeaveVoicemail: false,
      canPickUp: false,
    },
  });
  await dialog.getByRole("button", { name: "Check the phone" }).press("Enter");
  await dialog.getByRole("status").getByText("2 parts do not work.").waitFor();
  const parts = dialog.getByRole("listitem");
  expect(await parts.count()).toBe(5);
  expect(await parts.first().innerText()).toMatch(
    /Microphone does not work\s+512 ms\s+The microphone brings no sound/,
  );
  await page.keyboard.press("Escape");
  await page.getByRole("region", { name: "Phone is not ready" }).waitFor();
  await page.getByRole("button", { name: "Phone…" }).press("Enter");
  await dialog.waitFor();
});

test("after a sign-in the phone is looked at once it has come up, and nothing is said while it works", async () => {
  const coming = {
    registration: "registering",
    audio: "none",
    reason: null,
    canPark: false,
    canLeaveVoicemail: false,
    canPickUp: false,
  } as const;
  const { page, product, settled } = await windows.open("navigator", {
    connection: { ...live, phase: "signed-out" },
    phone: coming,
  });
  await page.getByLabel("Server").fill("voice.example.com");
  await page.getByLabel("User name").fill("anna");
  await page.getByLabel("Password").fill("secret");
  await page.keyboard.press("Enter");
  await expect.poll(() => product.asked.length).toBe(1);
  product.publish({ connection: live });
  await settled();
  const checks = () => product.asked.filter(({ name }) => name === "phone.check").length;
  expect(checks()).toBe(0);
  product.publish({ phone: { ...coming, registration: "registered", audio: "ready" } });
  await expect.poll(checks).toBe(1);
  await settled();
  expect(await page.getByRole("region", { name: "Phone is not ready" }).count()).toBe(0);
  product.publish({ phone: { ...coming, registration: "registered", audio: "microphone-missing" } });
  await settled();
  expect(checks()).toBe(1);
});

test("a headset with keys is asked for by its usage page, and the page that has the audio is told of it", async () => {
  const { page, dialog } = await openPhone();
  await page.evaluate(() => {
    const heard = new BroadcastChannel("headset-granted");
    heard.onmessage = () => document.body.setAttribute("data-told", "yes");
    const hid = (navigator as unknown as { hid: object }).hid;
    let asked = 0;
    Object.defineProperty(hid, "requestDevice", {
      value: async (options: unknown) => {
        document.body.setAttribute("data-asked", JSON.stringify(options));
        asked += 1;
        return asked === 1 ? [] : [{ productName: "Jabra Evolve2 65" }];
      },
    });
  });
  const connect = dialog.getByRole("button", { name: "Connect a headset with buttons…" });
  await connect.click();
  await dialog.getByText("No headset was chosen.").waitFor();
  expect(await page.locator("body").getAttribute("data-asked")).toBe('{"filters":[{"usagePage":11}]}');
  await connect.click();
  await dialog.getByText("Jabra Evolve2 65 is connected: its buttons answer and hang up.").waitFor();
  await page.locator("body[data-told=yes]").waitFor();
});

const live: Published["connection"] = {
  phase: "live",
  since: 0,
  lastHeardAt: 0,
  nextAttemptAt: null,
  refusal: null,
  server: "voice.example.com",
  username: "anna",
  demo: false,
};
