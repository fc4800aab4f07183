import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { NodeAudioPage } from "../support/node-audio-page.ts";
import { buildPhoneAudio, type PhoneAudioBrowser, type PhoneAudioPage } from "../support/phone-audio-page.ts";
import { goertzel } from "../support/tone.ts";

const OPERATOR_HZ = 1500;
const ANNA_HZ = 600;
const BERT_HZ = 1000;
const CARLA_HZ = 2100;

declare global {
  interface Window {
    mixers?: AudioContext[];
  }
}

let browser: PhoneAudioBrowser;
let page: PhoneAudioPage;

beforeAll(async () => {
  browser = await buildPhoneAudio(OPERATOR_HZ);
});
afterAll(() => browser.close());

beforeEach(async () => {
  page = await browser.open(noteMixers);
});
afterEach(() => page.close());

test("in a conference everybody hears the operator and the others, and nobody himself", async () => {
  const anna = await page.call("anna", ANNA_HZ);
  const bert = await page.call("bert", BERT_HZ);
  const carla = await page.call("carla", CARLA_HZ);
  await hears(anna, [OPERATOR_HZ]);
  await page.ask("mix", { peerIds: ["anna", "bert"] });
  await hears(anna, [OPERATOR_HZ, BERT_HZ]);
  await hears(bert, [OPERATOR_HZ, ANNA_HZ]);
  await hears(carla, [OPERATOR_HZ]);

  await page.ask("mix", { peerIds: ["anna", "bert", "carla"] });
  await hears(anna, [OPERATOR_HZ, BERT_HZ, CARLA_HZ]);
  await hears(bert, [OPERATOR_HZ, ANNA_HZ, CARLA_HZ]);
  await hears(carla, [OPERATOR_HZ, ANNA_HZ, BERT_HZ]);

  await page.ask("peer.close", { peerId: "anna" });
  await hears(bert, [OPERATOR_HZ, CARLA_HZ]);
  await page.ask("mix", { peerIds: [] });
  await hears(bert, [OPERATOR_HZ]);
  await hears(carla, [OPERATOR_HZ]);
  expect(await page.page.evaluate(() => window.mixers?.map(({ state }) => state))).toEqual(["closed"]);
});

test("who is muted in a conference is not heard, the others hear each other; who is on hold neither hears nor is heard", async () => {
  const anna = await page.call("anna", ANNA_HZ);
  const bert = await page.call("bert", BERT_HZ);
  await page.ask("mix", { peerIds: ["anna", "bert"] });
  await hears(anna, [OPERATOR_HZ, BERT_HZ]);
  for (const peerId of ["anna", "bert"]) await page.ask("peer.silence", { peerId, silent: true });
  await hears(anna, [BERT_HZ]);
  await hears(bert, [ANNA_HZ]);
  await page.offerAgain(anna, "anna", true);
  await hears(anna, []);
  await page.ask("peer.silence", { peerId: "bert", silent: false });
  await hears(bert, [OPERATOR_HZ]);
  await page.offerAgain(anna, "anna", false);
  await hears(anna, [BERT_HZ]);
  await hears(bert, [OPERATOR_HZ, ANNA_HZ]);
});

test("a hold that the other side refuses leaves the conference as it was", async () => {
  const anna = await page.call("anna", ANNA_HZ);
  const bert = await page.call("bert", BERT_HZ);
  await page.ask("mix", { peerIds: ["anna", "bert"] });
  await hears(anna, [OPERATOR_HZ, BERT_HZ]);
  await page.ask("peer.describe", { peerId: "anna", hold: true, iceRestart: false });
  await page.ask("peer.rollback", { peerId: "anna" });
  await hears(anna, [OPERATOR_HZ, BERT_HZ]);
  await hears(bert, [OPERATOR_HZ, ANNA_HZ]);
  await page.offerAgain(anna, "anna", true);
  await hears(anna, []);
});

test("whoever is mixed and taken out again at once hears the operator alone", async () => {
  const anna = await page.call("anna", ANNA_HZ);
  await page.call("bert", BERT_HZ);
  const mixing = page.ask("mix", { peerIds: ["anna", "bert"] });
  await page.ask("mix", { peerIds: [] });
  await mixing;
  await hears(anna, [OPERATOR_HZ]);
});

test("a call that begins in the conference is heard in it at once, and the last one in it hears the operator", async () => {
  await page.ask("mix", { peerIds: ["anna", "bert"] });
  const anna = await page.call("anna", ANNA_HZ);
  await hears(anna, [OPERATOR_HZ]);
  const bert = await page.call("bert", BERT_HZ);
  await hears(anna, [OPERATOR_HZ, BERT_HZ]);
  await hears(bert, [OPERATOR_HZ, ANNA_HZ]);
  await page.ask("peer.close", { peerId: "bert" });
  await hears(anna, [OPERATOR_HZ]);
  expect(page.problems()).toEqual([]);
});

const VOICES = [OPERATOR_HZ, ANNA_HZ, BERT_HZ, CARLA_HZ];

/** Hears these voices, each at its share, and none besides. */
async function hears(party: NodeAudioPage, voices: readonly number[]): Promise<void> {
  party.forget();
  await vi.waitFor(() => {
    const frames = party.heard();
    expect(frames.length).toBeGreaterThanOrEqual(25 * 160);
    const heard = VOICES.filter((hz) => goertzel(frames, hz) > 0.6 / Math.max(1, voices.length));
    const besides = VOICES.filter((hz) => !voices.includes(hz) && goertzel(frames, hz) > 0.02);
    expect({ heard, besides }).toEqual({ heard: VOICES.filter((hz) => voices.includes(hz)), besides: [] });
  }, 8_000);
}

function noteMixers(): void {
  const mixers: AudioContext[] = [];
  window.mixers = mixers;
  window.AudioContext = class extends AudioContext {
    constructor(options?: AudioContextOptions) {
      super(options);
      mixers.push(this);
    }
  };
}
