import { expect, test, vi } from "vitest";
import { buildPhoneAudio } from "../support/phone-audio-page.ts";

declare global {
  interface Window {
    headset?: { lamps: number[]; permitted: boolean; press(bits: number): void };
  }
}

test("a headset that the page may use answers by its key, and shows the call by its lamps", async () => {
  const browser = await buildPhoneAudio(1500);
  const page = await browser.open(plugInHeadset);
  await page.ask("headset.show", { ringing: true, offHook: false, muted: false, onHold: false });
  const lamps = () => page.page.evaluate(() => window.headset?.lamps);
  await vi.waitFor(async () => expect(await lamps()).toEqual([0b10]), 5_000);
  await page.page.evaluate(() => window.headset?.press(1));
  await vi.waitFor(() => expect(page.told("headset.key")).toEqual([{ key: "hook" }]), 5_000);
  await page.close();
  await browser.close();
});

test("a headset that is permitted later is used once a window of the same origin tells of it", async () => {
  const browser = await buildPhoneAudio(1500);
  const page = await browser.open(plugInHeadset, () => {
    if (window.headset) window.headset.permitted = false;
  });
  await page.ask("headset.show", { ringing: true, offHook: false, muted: false, onHold: false });
  await page.page.evaluate(() => window.headset?.press(1));
  expect(await page.page.evaluate(() => window.headset?.lamps)).toEqual([]);
  await page.page.evaluate(() => {
    if (window.headset) window.headset.permitted = true;
    new BroadcastChannel("headset-granted").postMessage(null);
  });
  await vi.waitFor(
    async () => expect(await page.page.evaluate(() => window.headset?.lamps)).toEqual([0b10]),
    5_000,
  );
  await page.page.evaluate(() => window.headset?.press(1));
  await vi.waitFor(() => expect(page.told("headset.key")).toEqual([{ key: "hook" }]), 5_000);
  await page.close();
  await browser.close();
});

/** As if the person had permitted it: a hook switch, and lamps for off-hook and ringing. */
function plugInHeadset(): void {
  const events = new EventTarget();
  const headset = {
    lamps: [] as number[],
    permitted: true,
    press: (bits: number) =>
      events.dispatchEvent(
        Object.assign(new Event("inputreport"), {
          reportId: 1,
          data: new DataView(Uint8Array.of(bits).buffer),
        }),
      ),
  };
  window.headset = headset;
  const bits = (usages: number[]) => ({ usages, reportSize: 1, reportCount: usages.length });
  const device = Object.assign(events, {
    opened: false,
    collections: [
      {
        usagePage: 0x0b,
        inputReports: [{ reportId: 1, items: [bits([0x0b0020])] }],
        outputReports: [{ reportId: 2, items: [bits([0x080017, 0x080018])] }],
      },
    ],
    open: async () => {},
    sendReport: async (_reportId: number, data: Uint8Array) => {
      headset.lamps = [...data];
    },
  });
  const hid = Object.assign(new EventTarget(), {
    getDevices: async () => (headset.permitted ? [device] : []),
  });
  Object.defineProperty(navigator, "hid", { value: hid });
  Object.defineProperty(document, "featurePolicy", { value: { allowsFeature: () => true } });
}
