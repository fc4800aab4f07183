import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { createMediaLeg, type MediaLeg } from "../../src/exchange/sip/media-leg.ts";
import { meanOpinionScore } from "../../src/shared/model/call-quality.ts";
import { buildPhoneAudio, type PhoneAudioBrowser, type PhoneAudioPage } from "../support/phone-audio-page.ts";
import { tone } from "../support/tone.ts";

declare global {
  interface Window {
    /** What the page played of its own. */
    played?: Set<HTMLMediaElement>;
  }
}

let browser: PhoneAudioBrowser;
let page: PhoneAudioPage;
let leg: MediaLeg | undefined;
let speaking: NodeJS.Timeout | undefined;

beforeAll(async () => {
  browser = await buildPhoneAudio(1500);
});
afterAll(() => browser.close());
beforeEach(async () => {
  page = await browser.open(notePlayed);
});
afterEach(async () => {
  clearInterval(speaking);
  leg?.close();
  leg = undefined;
  await page.close();
});

test("while it rings at the other side one hears 425 Hz, and nothing the moment that ends", async () => {
  await page.ask("tone", { tone: "ringback" });
  const heard = await hear(500);
  expect(heard.hz).toBeCloseTo(425, -1.3);
  expect(heard.level).toBeGreaterThan(0.05);
  await page.ask("tone", { tone: null });
  expect(await playing()).toEqual([]);
  await page.ask("tone", { tone: "call-waiting" });
  const waiting = await hear(500);
  expect(waiting.hz).toBeCloseTo(425, -1.3);
  expect(waiting.level).toBeLessThan(heard.level / 2);
  await page.ask("tone", { tone: "answered" });
  expect((await played()).at(-1)).toEqual("answered");
  await vi.waitFor(async () => expect(await playing()).toEqual([]), 3_000);
});

test("the busy tone sounds three times and ends", async () => {
  const begunAt = Date.now();
  await page.ask("tone", { tone: "busy" });
  expect((await hear(400)).hz).toBeCloseTo(425, -1.3);
  await vi.waitFor(async () => expect(await playing()).toEqual([]), 6_000);
  expect(Date.now() - begunAt).toBeGreaterThan(2_500);
});

test("keys that are pressed arrive in their order, whatever was still being sent; without a call none are sent", async () => {
  const digits: string[] = [];
  await page.ask("peer.create", { peerId: "exchange", iceServers: [], codec: "opus" });
  expect(await page.ask("peer.digits", { peerId: "exchange", digits: "1" })).toEqual({ sent: false });
  await callExchange((digit) => digits.push(digit));
  for (const pressed of ["15", "9", "#*0"]) {
    expect(await page.ask("peer.digits", { peerId: "exchange", digits: pressed })).toEqual({ sent: true });
  }
  await vi.waitFor(() => expect(digits.join("")).toBe("159#*0"), 5_000);
});

test("how a call sounds is told every two seconds while sound comes in", async () => {
  await page.ask("peer.create", { peerId: "exchange", iceServers: [], codec: "opus" });
  await callExchange(() => {});
  const frame = tone(600, 0.02);
  speaking = setInterval(() => leg?.play(frame), 20);
  await vi.waitFor(() => expect(page.told("peer.sound").length).toBeGreaterThanOrEqual(2), 8_000);
  // The voice comes from this machine too: while that has other things to do, it does not come evenly.
  await vi.waitFor(() => {
    const measured = page.told("peer.sound").at(-1)?.measured;
    expect(measured).toMatchObject({ lossPercent: 0, roundTripMs: expect.any(Number) });
    expect(measured?.jitterMs).toBeLessThan(30);
    expect(measured && meanOpinionScore(measured)).toBeGreaterThan(4);
  }, 30_000);
  let toldAt = Date.now();
  page.onEvent(({ name }) => {
    if (name === "peer.sound") toldAt = Date.now();
  });
  clearInterval(speaking);
  await vi.waitFor(() => expect(Date.now() - toldAt).toBeGreaterThan(4_500), 12_000);
});

test("the preferred codec is offered first, and key presses at its clock", async () => {
  const offered = async (codec: "opus" | "pcma" | "g722") => {
    await page.ask("peer.create", { peerId: codec, iceServers: [], codec });
    const { sdp } = await page.ask("peer.describe", { peerId: codec, hold: false, iceRestart: false });
    return payloads(sdp);
  };
  const [events48, events8] = ["telephone-event/48000", "telephone-event/8000"];
  expect(await offered("opus")).toEqual(["opus", "G722", "PCMA", "PCMU", events48, events8]);
  expect(await offered("pcma")).toEqual(["PCMA", "opus", "G722", "PCMU", events8, events48]);
  expect(await offered("g722")).toEqual(["G722", "opus", "PCMA", "PCMU", events8, events48]);
});

test("of what the other side offers the preferred codec is answered first", async () => {
  const { sdp } = await (async () => {
    await page.ask("peer.create", { peerId: "caller", iceServers: [], codec: "opus" });
    return page.ask("peer.describe", { peerId: "caller", hold: false, iceRestart: false });
  })();
  await page.ask("peer.create", { peerId: "called", iceServers: [], codec: "pcmu" });
  await page.ask("peer.apply", { peerId: "called", sdp, hold: false });
  const answer = await page.ask("peer.describe", { peerId: "called", hold: false, iceRestart: false });
  expect(payloads(answer.sdp).slice(0, 2)).toEqual(["PCMU", "opus"]);
});

/** The codecs of an SDP in its order, key presses with their clock. */
function payloads(sdp: string): string[] {
  const types = /^m=audio \d+ \S+ (.*)$/m.exec(sdp)?.[1]?.trim().split(" ") ?? [];
  return types.map((type) => {
    const [name = "", clock = ""] =
      new RegExp(`^a=rtpmap:${type} ([^/]+)/(\\d+)`, "m").exec(sdp)?.slice(1) ?? [];
    return name === "telephone-event" ? `${name}/${clock}` : name;
  });
}

async function callExchange(digit: (digit: string) => void): Promise<void> {
  leg = createMediaLeg({ audio() {}, held() {}, digit });
  const anew = { peerId: "exchange", hold: false, iceRestart: false };
  await leg.setDescription((await page.ask("peer.describe", anew)).sdp);
  const { body } = await leg.getDescription();
  await page.ask("peer.apply", { peerId: "exchange", sdp: body, hold: false });
  await vi.waitFor(
    () => expect(page.told("peer.connection").at(-1)).toMatchObject({ state: "connected" }),
    5_000,
  );
}

const sounds = (which: { ofAll: boolean }) =>
  page.page.evaluate(
    ({ ofAll }) =>
      [...(window.played ?? [])]
        .filter((each) => ofAll || !each.paused)
        .map(({ src }) => /([a-z-]+)-.{8}\.wav$/.exec(src)?.[1]),
    which,
  );
const playing = () => sounds({ ofAll: false });
/** In the order in which each was first played, also those that have ended. */
const played = () => sounds({ ofAll: true });

/** The strongest frequency of what plays now, and how loud it is at most. */
const hear = (forMs: number) =>
  page.page.evaluate(async (ms) => {
    const element = [...(window.played ?? [])].find((each) => !each.paused);
    if (!element || !("captureStream" in element) || typeof element.captureStream !== "function")
      throw new Error("nothing plays");
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 });
    context.createMediaStreamSource(element.captureStream()).connect(analyser);
    const spectrum = new Float32Array(analyser.frequencyBinCount);
    const wave = new Float32Array(analyser.fftSize);
    let heard = { hz: 0, level: 0 };
    const end = performance.now() + ms;
    while (performance.now() < end) {
      await new Promise((passed) => setTimeout(passed, 20));
      analyser.getFloatTimeDomainData(wave);
      const level = wave.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      if (level < heard.level) continue;
      analyser.getFloatFrequencyData(spectrum);
      const strongest = spectrum.indexOf(Math.max(...spectrum));
      heard = { hz: (strongest * context.sampleRate) / analyser.fftSize, level };
    }
    await context.close();
    return heard;
  }, forMs);

function notePlayed(): void {
  const played = new Set<HTMLMediaElement>();
  window.played = played;
  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
    played.add(this);
    return play.call(this);
  };
}
