import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "playwright-core";
import { build } from "vite";
import { vi } from "vitest";
import { createWebHost } from "../../src/main/hosts/web/web-host.ts";
import { createLog } from "../../src/main/support/log.ts";
import type { AudioEvent, AudioEventName, AudioPort } from "../../src/shared/contract/audio.ts";
import { launchChromium } from "./chromium.ts";
import { createFakeProduct } from "./fake-product.ts";
import { createNodeAudioPage, type NodeAudioPage } from "./node-audio-page.ts";
import { toneWav } from "./tone.ts";

type Told<N extends AudioEventName> = Extract<AudioEvent, { name: N }>["value"];

/** The page that carries the phone's sound, as it is built, in a real browser, and asked by the test in place of main. */
export interface PhoneAudioPage extends AudioPort {
  readonly page: Page;
  /** Errors that the browser logged of this page. */
  problems(): string[];
  /** What the page told of this, the oldest first. */
  told<N extends AudioEventName>(name: N): Told<N>[];
  /** Makes a call with somebody elsewhere who has this tone for a voice. */
  call(peerId: string, hz: number): Promise<NodeAudioPage>;
  /** Offers anew to somebody who was called. */
  offerAgain(party: NodeAudioPage, peerId: string, hold: boolean): Promise<void>;
  close(): Promise<void>;
}

export interface PhoneAudioBrowser {
  /** The folder of what was built, for a host of one's own. */
  readonly root: string;
  newPage(): Promise<Page>;
  /** `before` is run in the page before its own scripts. */
  open(...before: (() => void)[]): Promise<PhoneAudioPage>;
  close(): Promise<void>;
}

/** Builds the page once for all that are opened; the microphone is a tone. */
export async function buildPhoneAudio(microphoneHz: number): Promise<PhoneAudioBrowser> {
  const folder = await mkdtemp(path.join(tmpdir(), "phone-audio-"));
  const root = path.join(import.meta.dirname, "../../src/renderer");
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: "error",
    build: {
      outDir: path.join(folder, "renderer"),
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: { "phone-audio": path.join(root, "phone-audio/index.html") } },
    },
  });
  const microphoneFile = path.join(folder, "microphone.wav");
  await writeFile(microphoneFile, toneWav(microphoneHz, 10));
  const browser = await launchChromium({ microphoneFile });

  async function open(...before: (() => void)[]): Promise<PhoneAudioPage> {
    const product = createFakeProduct();
    const host = await createWebHost(product, {
      root: path.join(folder, "renderer"),
      port: 0,
      host: "127.0.0.1",
      log: createLog(() => {}, Date.now),
    });
    const page = await browser.newPage();
    for (const script of before) await page.addInitScript(script);
    await page.goto(host.address());
    const problemsBefore = browser.problems.length;
    await page.goto(new URL("/phone-audio", host.address()).href);
    const port = await vi.waitFor(() => {
      const [lent] = product.audio;
      if (!lent) throw new Error("the page lends no audio");
      return lent;
    }, 10_000);
    /** The page lends itself anew after a lost link. */
    const ask: AudioPort["ask"] = (name, input) => (product.audio.at(-1) ?? port).ask(name, input);
    const parties: NodeAudioPage[] = [];
    async function offerAgain(party: NodeAudioPage, peerId: string, hold: boolean): Promise<void> {
      const offer = await ask("peer.describe", { peerId, hold, iceRestart: false });
      await party.ask("peer.apply", { ...offer, peerId, hold: false });
      const answer = await party.ask("peer.describe", { peerId, hold: false, iceRestart: false });
      await ask("peer.apply", { ...answer, peerId, hold });
    }
    return {
      page,
      ask,
      onEvent: (listener) => port.onEvent(listener),
      problems: () => browser.problems.slice(problemsBefore),
      told: (name) =>
        product.heard.flatMap((event) => (event.name === name ? [event.value as Told<typeof name>] : [])),
      async call(peerId, hz) {
        const party = createNodeAudioPage({ microphoneHz: hz });
        parties.push(party);
        await ask("peer.create", { peerId, iceServers: [], codec: "opus" });
        await party.ask("peer.create", { peerId, iceServers: [], codec: "opus" });
        await offerAgain(party, peerId, false);
        return party;
      },
      offerAgain,
      async close() {
        await Promise.all(parties.map((party) => party.close()));
        await page.close();
        await host.close();
      },
    };
  }

  return {
    root: path.join(folder, "renderer"),
    newPage: browser.newPage,
    open,
    async close() {
      await browser.close();
      await rm(folder, { recursive: true });
    },
  };
}
