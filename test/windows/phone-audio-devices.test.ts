import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { defaultDeviceChoice } from "../../src/shared/model/audio-devices.ts";
import { makeUpDevices } from "../support/made-up-devices.ts";
import type { NodeAudioPage } from "../support/node-audio-page.ts";
import { buildPhoneAudio, type PhoneAudioBrowser, type PhoneAudioPage } from "../support/phone-audio-page.ts";
import { goertzel } from "../support/tone.ts";

const FILE_HZ = 1500;
const DESK_HZ = 700;
const HEADSET_HZ = 1100;
const ANNA_HZ = 600;

const headset = { deviceId: "headset", label: "Headset" };
const headsetSpeaker = { deviceId: "headset-speaker", label: "Headset earpiece" };
const deskSpeaker = { deviceId: "desk-speaker", label: "Desk speaker" };

declare global {
  interface Window {
    sockets?: WebSocket[];
  }
}

let browser: PhoneAudioBrowser;
let page: PhoneAudioPage;

beforeAll(async () => {
  browser = await buildPhoneAudio(FILE_HZ);
});
afterAll(() => browser.close());
afterEach(() => page.close());

test("what the browser has is told by its names, without what only points at another", async () => {
  page = await browser.open();
  await vi.waitFor(() => {
    const { inputs = [], outputs = [] } = page.told("devices").at(-1) ?? {};
    expect(inputs.map(({ label }) => label)).toEqual(["Fake Audio Input 1", "Fake Audio Input 2"]);
    expect(outputs.map(({ label }) => label)).toEqual(["Fake Audio Output 1", "Fake Audio Output 2"]);
  }, 5_000);
  const { inputs, outputs } = page.told("devices").at(-1) ?? {};
  const [, microphone = null] = inputs ?? [];
  const [, speaker = null] = outputs ?? [];
  const anna = await page.call("anna", ANNA_HZ);
  await hears(anna, FILE_HZ);
  await page.ask("devices.use", { ...defaultDeviceChoice, microphone, speaker });
  const sinkId = () => page.page.locator("audio").evaluate((element: HTMLAudioElement) => element.sinkId);
  await vi.waitFor(async () => expect(await sinkId()).toBe(speaker?.deviceId));
  await hears(anna, FILE_HZ);
  await page.ask("devices.try", { where: "speaker" });
  await page.ask("devices.try", { where: "ringer" });
  expect(page.problems()).toEqual([]);
});

test("a headset that is pulled out in a call gives way to what is there, and is used again once it is back", async () => {
  page = await browser.open(makeUpDevices);
  const anna = await page.call("anna", ANNA_HZ);
  await hears(anna, DESK_HZ);
  await page.ask("devices.use", { ...defaultDeviceChoice, microphone: headset, speaker: headsetSpeaker });
  await hears(anna, DESK_HZ);
  await plugHeadset("");
  await hears(anna, HEADSET_HZ);
  await playsAt("headset-speaker");
  await page.page.evaluate(() => window.madeUp?.unplug("headset", "headset-speaker"));
  await hears(anna, DESK_HZ);
  await playsAt("");
  await plugHeadset("-again");
  await hears(anna, HEADSET_HZ);
  await playsAt("headset-speaker-again");
  expect(page.told("devices").at(-1)?.inputs).toEqual([
    { deviceId: "desk", label: "Desk microphone" },
    { deviceId: "headset-again", label: "Headset" },
  ]);
  expect(page.problems()).toEqual([]);
});

test("mute stays while the microphone is changed, and both calls get the new one", async () => {
  page = await browser.open(makeUpDevices);
  const anna = await page.call("anna", ANNA_HZ);
  const bert = await page.call("bert", 2100);
  await hears(bert, DESK_HZ);
  await page.ask("peer.silence", { peerId: "anna", silent: true });
  await page.ask("devices.use", { ...defaultDeviceChoice, microphone: headset });
  await plugHeadset("");
  await hears(bert, HEADSET_HZ);
  await hearsNothing(anna);
  await page.ask("peer.silence", { peerId: "anna", silent: false });
  await hears(anna, HEADSET_HZ);
});

test("the microphone is open in calls and while it is tried, and at no other time", async () => {
  page = await browser.open(makeUpDevices);
  await vi.waitFor(() => expect(page.told("microphone")).toEqual([{ state: "ready" }]));
  expect(await openMicrophones()).toBe(0);
  await plugHeadset("");
  const { level } = await page.ask("devices.listen", { forMs: 200 });
  expect(level).toBeGreaterThan(0.2);
  expect(level).toBeLessThan(0.3);
  expect(await openMicrophones()).toBe(0);
  await page.call("anna", ANNA_HZ);
  await page.call("bert", ANNA_HZ);
  expect(await openMicrophones()).toBe(1);
  await page.ask("peer.silence", { peerId: "anna", silent: true });
  expect((await page.ask("devices.listen", { forMs: 200 })).level).toBeGreaterThan(0.2);
  await page.ask("peer.close", { peerId: "anna" });
  expect(await openMicrophones()).toBe(1);
  await page.ask("peer.close", { peerId: "bert" });
  expect(await openMicrophones()).toBe(0);
});

test("what main began before its link was lost ends when it is back: no microphone stays open, nothing rings on", async () => {
  page = await browser.open(makeUpDevices, noteSockets);
  await page.call("anna", ANNA_HZ);
  await page.ask("ring.start", {});
  expect(await openMicrophones()).toBe(1);
  const before = page.told("devices").length;
  await page.page.evaluate(() => window.sockets?.forEach((socket) => void socket.close()));
  await vi.waitFor(() => expect(page.told("devices").length).toBeGreaterThan(before), 10_000);
  expect(await openMicrophones()).toBe(0);
  expect(await sinks()).toMatchObject({ ring: { playing: false } });
  const anna = await page.call("anna", ANNA_HZ);
  await hears(anna, DESK_HZ);
});

test("a call whose microphone is taken is made all the same, and is spoken in once the microphone is free", async () => {
  page = await browser.open(makeUpDevices);
  await vi.waitFor(() => expect(page.told("microphone")).toEqual([{ state: "ready" }]));
  await take(true);
  const anna = await page.call("anna", ANNA_HZ);
  expect(page.told("microphone").at(-1)).toEqual({ state: "missing" });
  await vi.waitFor(() =>
    expect(page.told("peer.connection").at(-1)).toEqual({ peerId: "anna", state: "connected" }),
  );
  await take(false);
  await hears(anna, DESK_HZ);
  expect(page.told("microphone").at(-1)).toEqual({ state: "ready" });
  await page.page.evaluate(() => window.madeUp?.unplug("desk"));
  await vi.waitFor(() => expect(page.told("microphone").at(-1)).toEqual({ state: "missing" }));
  await plugHeadset("");
  await hears(anna, HEADSET_HZ);
});

test("it rings where and as loud as was chosen, and elsewhere once that is gone", async () => {
  page = await browser.open(makeUpDevices);
  await page.ask("devices.use", { ...defaultDeviceChoice, ringer: headsetSpeaker, ringVolumePercent: 30 });
  await plugHeadset("");
  await page.ask("ring.start", {});
  expect(await sinks()).toMatchObject({ ring: { sinkId: "headset-speaker", volume: 0.3, playing: true } });
  await page.page.evaluate(() => window.madeUp?.unplug("headset-speaker"));
  await vi.waitFor(async () =>
    expect(await sinks()).toMatchObject({ ring: { sinkId: "", volume: 0.3, playing: true } }),
  );
  await page.ask("devices.use", { ...defaultDeviceChoice, speaker: deskSpeaker, ringer: deskSpeaker });
  await page.ask("tone", { tone: "ringback" });
  expect(await sinks()).toMatchObject({
    ring: { sinkId: "desk-speaker", volume: 0.8 },
    ringback: { sinkId: "desk-speaker", volume: 1 },
  });
  await page.ask("ring.stop", {});
  expect(await sinks()).toMatchObject({ ring: { playing: false } });
});

const plugHeadset = (suffix: string) =>
  page.page.evaluate(
    (again) =>
      window.madeUp?.plug(
        { kind: "audioinput", deviceId: `headset${again}`, label: "Headset", hz: 1100 },
        { kind: "audiooutput", deviceId: `headset-speaker${again}`, label: "Headset earpiece" },
      ),
    suffix,
  );
const take = (taken: boolean) =>
  page.page.evaluate((now) => {
    if (window.madeUp) window.madeUp.taken = now;
  }, taken);
/** Microphone and speaker of a headset do not come and go at the same moment. */
const playsAt = (sinkId: string) => expect.poll(sinks).toMatchObject({ call: { sinkId } });
const sinks = () => page.page.evaluate(() => window.madeUp?.sinks());
const openMicrophones = () => page.page.evaluate(() => window.madeUp?.open());

async function hears(party: NodeAudioPage, hz: number): Promise<void> {
  party.forget();
  await vi.waitFor(() => expect(goertzel(party.heard(), hz)).toBeGreaterThan(0.8), 8_000);
}

async function hearsNothing(party: NodeAudioPage): Promise<void> {
  party.forget();
  await vi.waitFor(() => {
    expect(party.heard().length).toBeGreaterThanOrEqual(4000);
    for (const hz of [DESK_HZ, HEADSET_HZ]) expect(goertzel(party.heard(), hz)).toBeLessThan(0.05);
  }, 8_000);
}

function noteSockets(): void {
  const sockets: WebSocket[] = [];
  window.sockets = sockets;
  window.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      sockets.push(this);
    }
  };
}
