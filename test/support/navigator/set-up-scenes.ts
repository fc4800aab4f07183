import type { Page } from "playwright-core";
import { keyProfiles } from "../../../src/shared/model/console-keys.ts";
import { paneLimitsPx } from "../../../src/shared/model/panes.ts";
import { busyQueues, callers, ownCalls } from "./company.ts";
import type { Scene } from "./scenes.ts";
import { deskDevices } from "./scripted-set-up.ts";

const openPhone = async (page: Page) => {
  await page.getByRole("grid").waitFor();
  await page.locator(".tools button").last().click();
  await page.locator(".dialog .button:has(.lucide-phone)").click();
  await page.locator(".ready-check").waitFor();
};

const check = async (page: Page) => {
  await openPhone(page);
  await page.locator(".ready-check .button").click();
  await page.locator(".ready-parts").waitFor();
};

const chosen = {
  ...deskDevices.chosen,
  microphone: { deviceId: "m9", label: "Poly Voyager 4320" },
  ringer: { deviceId: "s2", label: "Built-in speakers" },
};
const noMicrophone = {
  registration: "registered",
  audio: "microphone-missing",
  reason: null,
  canPark: false,
  canLeaveVoicemail: false,
  canPickUp: false,
} as const;

/** A person sets up phone, keys and panes. */
export const setUpScenes: readonly Scene[] = [
  {
    name: "colleague-chosen",
    published: {
      callers: [callers.jolanda, callers.berlin, callers.hidden],
      "own-calls": [ownCalls.talking, ownCalls.held],
      queues: busyQueues,
    },
    play: async (page) => {
      await page.getByRole("grid").waitFor();
      await page.locator(".colleague-row").nth(2).click();
    },
  },
  {
    name: "record-and-number",
    published: {
      settings: { crmUrl: "https://crm.example.com/?tel={number}" },
      "own-calls": [ownCalls.held],
    },
    play: async (page) => {
      await page.getByRole("grid").waitFor();
      await page.locator(".colleague-row").nth(2).click();
      await page.locator(".call-ways .icon-only").click();
      await page.getByRole("menu").waitFor();
    },
  },
  {
    name: "panes-wide",
    published: {
      panes: { linesPx: paneLimitsPx.linesPx.max, cardPx: paneLimitsPx.cardPx.max },
      callers: [callers.jolanda, callers.berlin],
      "own-calls": [ownCalls.talking, ownCalls.held],
      phone: {
        registration: "registered",
        audio: "ready",
        reason: null,
        canPark: true,
        canLeaveVoicemail: true,
        canPickUp: true,
      },
      queues: busyQueues,
    },
    play: async (page) => {
      await page.getByRole("grid").waitFor();
      await page.locator(".colleague-row").nth(2).click();
    },
  },
  {
    name: "panes-narrow",
    published: {
      panes: { linesPx: paneLimitsPx.linesPx.min, cardPx: paneLimitsPx.cardPx.min },
      callers: [callers.jolanda, callers.berlin],
      "own-calls": [ownCalls.held],
      queues: busyQueues,
    },
    play: async (page) => {
      await page.getByRole("grid").waitFor();
      await page.locator(".colleague-row").nth(2).click();
    },
  },
  {
    name: "keys-asked",
    published: { settings: { keyProfile: "numeric-block" }, "key-bindings": keyProfiles["numeric-block"] },
    play: async (page) => {
      await page.getByRole("grid").waitFor();
      await page.keyboard.press("F1");
      await page.locator(".key-sheet button").nth(2).click();
      await page.locator(".key-sheet .asked").waitFor();
    },
  },
  { name: "phone", published: { "audio-devices": { ...deskDevices, chosen } }, play: openPhone },
  { name: "phone-checked", published: { "audio-devices": deskDevices }, play: check },
  {
    name: "phone-not-ready",
    published: { "audio-devices": deskDevices, phone: noMicrophone },
    play: check,
  },
  {
    name: "ready-notice",
    published: { phone: noMicrophone },
    play: async (page) => {
      await check(page);
      await page.keyboard.press("Escape");
      await page.locator(".ready-notice").waitFor();
    },
  },
];
