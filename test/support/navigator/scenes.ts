import type { Page } from "playwright-core";
import { CallId } from "../../../src/shared/model/ids.ts";
import type { Settings } from "../../../src/shared/model/product-state.ts";
import { today } from "./bridge-scenes.ts";
import {
  anna,
  busyQueues,
  callers,
  colleagues,
  favourites,
  imports,
  now,
  ownCalls,
  parkedCalls,
} from "./company.ts";
import { earlierCalls, manyEarlierCalls } from "./earlier.ts";
import type { NavigatorPage, NavigatorStage, WindowName } from "./navigator-page.ts";
import type { Published, ScriptedProduct } from "./scripted-product.ts";
import { setUpScenes } from "./set-up-scenes.ts";

/** A moment in Navigator's day that is checked and photographed. */
export interface Scene {
  readonly name: string;
  readonly published?: Partial<Published>;
  /** What a person does then. */
  readonly play?: (page: Page, product: ScriptedProduct) => Promise<void>;
}

/** Opens a window in a scene, Navigator unless another is named, in a language and a theme, and waits until its words stand. */
export async function openScene(
  stage: NavigatorStage,
  scene: Scene,
  settings: Partial<Settings>,
  size?: { width: number; height: number },
  window?: WindowName,
): Promise<NavigatorPage> {
  const shown = await stage.open(
    { ...scene.published, settings: { ...scene.published?.settings, ...settings } },
    size,
    window,
  );
  await shown.settled();
  await scene.play?.(shown.page, shown.product);
  await shown.settled();
  return shown;
}

const away = {
  phase: "signed-out" as const,
  since: now,
  lastHeardAt: null,
  nextAttemptAt: null,
  refusal: null,
  server: null,
  username: null,
  demo: false,
};

/** Sanne, of whom something is known from before. */
const known = {
  ...ownCalls.talking,
  callId: CallId.parse("call 1"),
  before: earlierCalls,
  note: "Moves the delivery to Thursday.",
};
const talking = { callers: [callers.hidden], "own-calls": [known], queues: busyQueues };
const heldSanne = { ...ownCalls.talking, state: "on-hold" as const, stateSince: now - 15_000 };
const type = (text: string) => async (page: Page) => {
  await page.getByRole("grid").waitFor();
  await page.keyboard.type(text);
  await page.locator(".colleague-row[aria-selected=true], #directory.nothing").waitFor();
};
const press = (key: string) => async (page: Page) => {
  await page.getByRole("grid").waitFor();
  await page.keyboard.press(key);
  await page.getByRole("dialog").waitFor();
};

const openPrivacy = async (page: Page) => {
  await page.getByRole("grid").waitFor();
  await page.locator(".tools button").last().click();
  await page.locator(".dialog .button:has(.lucide-shield-check)").click();
  await page.locator(".privacy-kept").waitFor();
};

const openContacts = async (page: Page) => {
  await page.getByRole("grid").waitFor();
  await page.locator(".tools button").last().click();
  await page.locator(".dialog .button:has(.lucide-book-user)").click();
  await page.locator(".contact-import").waitFor();
};

const openLocalApi = async (page: Page) => {
  await page.getByRole("grid").waitFor();
  await page.locator(".tools button").last().click();
  await page.locator(".dialog .button:has(.lucide-plug)").click();
  await page.locator(".local-api-state").waitFor();
};

export const scenes: readonly Scene[] = [
  { name: "sign-in", published: { connection: away } },
  {
    name: "sign-in-refused",
    published: {
      connection: {
        ...away,
        server: "voice.example.com",
        username: "anna",
        refusal: { code: "wrong-password", detail: null },
      },
    },
  },
  {
    name: "sign-in-busy",
    published: {
      connection: { ...away, phase: "signing-in", server: "voice.example.com", username: "anna" },
    },
  },
  { name: "idle" },
  { name: "recent", published: { history: today } },
  {
    name: "loading",
    published: {
      connection: { ...away, phase: "loading", demo: true },
      colleagues: [],
      queues: [],
      switches: [],
      phone: {
        registration: "registering",
        audio: "none",
        reason: null,
        canPark: false,
        canLeaveVoicemail: false,
        canPickUp: false,
      },
    },
  },
  { name: "idle-search", play: type("su") },
  {
    name: "contact",
    play: async (page) => {
      await type("mar")(page);
      await page.locator(".colleague-row.contact").first().click();
    },
  },
  {
    name: "favourites",
    published: {
      favourites,
      colleagues: colleagues.map((one) =>
        one.extension === "214" ? { ...one, note: "back at 14:00" } : one,
      ),
    },
    play: async (page) => {
      await page.locator(".filters button:has(.lucide-star)").click();
      await page.locator(".colleague-row").first().click();
    },
  },
  { name: "contacts", published: { "contact-imports": imports }, play: openContacts },
  {
    name: "contacts-preview",
    play: async (page) => {
      await openContacts(page);
      const file = { name: "klanten.csv", mimeType: "text/csv", buffer: Buffer.from("Naam,Bedrijf\n") };
      await page.locator(".contact-import input[type=file]").setInputFiles(file);
      await page.locator(".import-preview").waitFor();
    },
  },
  { name: "dial-number", play: type("0201234567") },
  { name: "search-nobody", play: type("xyz") },
  {
    name: "ringing",
    published: {
      callers: [
        { ...callers.sanne, before: earlierCalls },
        { ...callers.jolanda, before: earlierCalls.slice(0, 1) },
        { ...callers.berlin, before: manyEarlierCalls },
        callers.hidden,
      ],
      queues: busyQueues,
    },
  },
  { name: "talking", published: talking },
  { name: "transfer", published: talking, play: type("mar") },
  { name: "talking-muted", published: { ...talking, "own-calls": [{ ...ownCalls.talking, muted: true }] } },
  { name: "dialling", published: { "own-calls": [ownCalls.dialling] } },
  {
    name: "on-hold",
    published: { callers: [callers.jolanda], "own-calls": [ownCalls.held], queues: busyQueues },
  },
  { name: "consulting", published: { "own-calls": [heldSanne, ownCalls.consult], queues: busyQueues } },
  {
    name: "consult-rings",
    published: {
      "own-calls": [heldSanne, { ...ownCalls.consult, state: "dialling", answeredAt: null }],
      callers: [callers.jolanda],
    },
  },
  {
    name: "conference",
    published: {
      "own-calls": [
        { ...ownCalls.talking, inConference: true },
        { ...ownCalls.consult, inConference: true },
      ],
    },
  },
  {
    name: "parked",
    published: {
      "own-calls": [ownCalls.talking, ownCalls.held],
      parked: parkedCalls.map((call) => ({ ...call, parkedBy: anna.userId })),
      phone: {
        registration: "registered",
        audio: "ready",
        reason: null,
        canPark: true,
        canLeaveVoicemail: true,
        canPickUp: true,
      },
    },
  },
  {
    name: "poor-sound",
    published: {
      "own-calls": [
        { ...ownCalls.talking, quality: { jitterMs: 48, lossPercent: 9.2, roundTripMs: 310, mos: 2.6 } },
      ],
    },
  },
  {
    name: "keypad",
    published: { "own-calls": [ownCalls.talking] },
    play: async (page) => {
      await page.getByRole("grid").waitFor();
      await page.locator(".current-call .button:has(.lucide-grip)").click();
      await page.keyboard.type("12#");
    },
  },
  {
    name: "everything",
    published: {
      callers: Object.values(callers).filter((caller) => caller !== callers.sanne),
      "own-calls": [{ ...known, before: manyEarlierCalls }, ownCalls.held, ownCalls.transferring],
      queues: busyQueues,
    },
    play: type("mar"),
  },
  {
    name: "returned",
    published: { callers: [callers.pieter, callers.jolanda, callers.berlin], queues: busyQueues },
  },
  {
    name: "wrap-up",
    published: {
      colleagues: colleagues.map((one) =>
        one.userId === anna.userId ? { ...one, wrapUp: { endsAt: now + 17_000 } } : one,
      ),
    },
  },
  {
    name: "lost",
    published: {
      callers: [callers.jolanda, callers.berlin],
      "own-calls": [ownCalls.talking],
      queues: busyQueues,
      connection: {
        ...away,
        phase: "lost",
        since: now - 12_000,
        lastHeardAt: now - 17_000,
        nextAttemptAt: now + 3_000,
        refusal: { code: "server-unreachable", detail: null },
        demo: true,
      },
    },
  },
  {
    name: "refused",
    published: talking,
    play: async (page, product) => {
      await page.getByRole("grid").waitFor();
      product.refuseNext("call.hold", "not-licensed");
      await page.keyboard.press("F7");
      await page.locator(".notice").waitFor();
    },
  },
  {
    name: "status-menu",
    play: async (page) => {
      await page.getByRole("grid").waitFor();
      await page.locator(".own-status button").first().click();
      await page.getByRole("menu").waitFor();
    },
  },
  { name: "keys", play: press("F1") },
  {
    name: "settings",
    play: async (page) => {
      await page.getByRole("grid").waitFor();
      await page.locator(".tools button").last().click();
      await page.getByRole("dialog").waitFor();
    },
  },
  ...setUpScenes,
  { name: "privacy", play: openPrivacy },
  { name: "local-api", play: openLocalApi },
  {
    name: "local-api-token",
    play: async (page) => {
      await openLocalApi(page);
      await page.locator(".dialog .button.primary").click();
      await page.locator(".local-api-token").waitFor();
    },
  },
  {
    name: "privacy-erase",
    play: async (page) => {
      await openPrivacy(page);
      await page.locator(".privacy-form input[type=text]").fill("mark");
      await page.locator(".privacy-form .button.danger:not([aria-disabled])").click();
      await page.locator(".erase-question").waitFor();
    },
  },
];
