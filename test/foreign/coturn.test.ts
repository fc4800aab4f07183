import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { goertzel } from "../../src/exchange/media/tone.ts";
import { type Coturn, coturnIsInstalled, startCoturn } from "../support/coturn.ts";
import { createNodeAudioPage } from "../support/node-audio-page.ts";
import { hearInPage } from "../support/page-audio.ts";
import { buildPhoneAudio, type PhoneAudioBrowser } from "../support/phone-audio-page.ts";

const [MINE_HZ, PARTY_HZ] = [1500, 600];
const peerId = "only";

declare global {
  interface Window {
    connections?: RTCPeerConnection[];
  }
}

/** To be run in the page before its own scripts: as where a firewall lets nothing through but the way to the relay. */
function relayAlone() {
  const connections: RTCPeerConnection[] = [];
  window.connections = connections;
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super({ ...configuration, iceTransportPolicy: "relay" });
      connections.push(this);
    }
  };
}

const title = coturnIsInstalled
  ? "through coturn"
  : "through coturn, which is missing: install the package coturn";

describe.skipIf(!coturnIsInstalled)(title, () => {
  let turn: Coturn;
  let browser: PhoneAudioBrowser;
  beforeAll(async () => {
    turn = await startCoturn();
    browser = await buildPhoneAudio(MINE_HZ);
  });
  afterAll(async () => {
    await browser?.close();
    await turn?.close();
  });

  async function offered(iceServer: Coturn["iceServer"]) {
    const page = await browser.open(relayAlone);
    await page.ask("peer.create", { peerId, iceServers: [iceServer], codec: "opus" });
    const { sdp } = await page.ask("peer.describe", { peerId, hold: false, iceRestart: false });
    return { page, sdp };
  }

  test("both sides hear each other where nothing but the relay gets through", async () => {
    const { page, sdp } = await offered(turn.iceServer);
    expect(sdp).toContain("typ relay");
    expect(sdp).not.toContain("typ host");
    const party = createNodeAudioPage({ microphoneHz: PARTY_HZ });
    try {
      await party.ask("peer.create", { peerId, iceServers: [], codec: "opus" });
      await party.ask("peer.apply", { sdp, peerId, hold: false });
      const answer = await party.ask("peer.describe", { peerId, hold: false, iceRestart: false });
      await page.ask("peer.apply", { ...answer, peerId, hold: false });
      await hearInPage(page.page, PARTY_HZ, 10_000);
      await vi.waitFor(() => expect(goertzel(party.heard(), MINE_HZ)).toBeGreaterThan(0.9), 10_000);
      expect(await pathInUse(page.page)).toBe("relay");
    } finally {
      await party.close();
      await page.close();
    }
  });

  test("a password that the relay refuses gives no path, and holds the call up for half a second at most", async () => {
    const askedAt = performance.now();
    const { page, sdp } = await offered({ ...turn.iceServer, credential: "another" });
    expect(sdp).not.toContain("typ relay");
    expect(performance.now() - askedAt).toBeLessThan(5_000);
    await page.close();
  });
});

/** The kind of our candidate in the pair that carries the sound. */
const pathInUse = (page: Page) =>
  page.evaluate(async () => {
    const report = await window.connections?.at(-1)?.getStats();
    const stats = [...(report?.values() ?? [])];
    const pair = stats.find((each) => each.type === "candidate-pair" && each.nominated);
    return stats.find((each) => each.id === pair?.localCandidateId)?.candidateType;
  });
