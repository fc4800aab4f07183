import { createSocket } from "node:dgram";
import { once } from "node:events";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import type { IceServer } from "../../src/shared/contract/audio.ts";
import { buildPhoneAudio, type PhoneAudioBrowser, type PhoneAudioPage } from "../support/phone-audio-page.ts";

const OUTSIDE = [203, 0, 113, 7] as const;

declare global {
  interface Window {
    /** What waits for half a second to pass. */
    halfSeconds?: (() => void)[];
  }
}

let browser: PhoneAudioBrowser;
let page: PhoneAudioPage;
const stun = createSocket("udp4");

beforeAll(async () => {
  browser = await buildPhoneAudio(1500);
  stun.on("message", (request, { port, address }) => stun.send(bindingSuccess(request), port, address));
  stun.bind(0, "127.0.0.1");
  await once(stun, "listening");
});
afterAll(async () => {
  stun.close();
  await browser.close();
});
beforeEach(async () => {
  page = await browser.open(holdTheHalfSecond);
});
afterEach(() => page.close());

test("without servers a call is offered as soon as this machine's addresses are known", async () => {
  expect(await offer([])).toContain("typ host");
});

test("with a STUN server it is offered with the address that it tells, and without if it tells none in half a second", async () => {
  expect(await offer([{ urls: `stun:127.0.0.1:${stun.address().port}` }])).toContain(`${OUTSIDE.join(".")} `);
  const mute = createSocket("udp4").bind(0, "127.0.0.1");
  await once(mute, "listening");
  await page.page.evaluate(() => window.halfSeconds?.splice(0));
  const late = offer([{ urls: `stun:127.0.0.1:${mute.address().port}` }]);
  await once(mute, "message");
  await page.page.waitForFunction(() => window.halfSeconds?.length === 1);
  await page.page.evaluate(() => window.halfSeconds?.forEach((end) => void end()));
  expect(await late).toContain("typ host");
  mute.close();
});

async function offer(iceServers: IceServer[]): Promise<string> {
  const peerId = crypto.randomUUID();
  await page.ask("peer.create", { peerId, iceServers, codec: "opus" });
  const { sdp } = await page.ask("peer.describe", { peerId, hold: false, iceRestart: false });
  return sdp;
}

/** It ends when the test says so: how long a machine takes for anything depends on what else it does. */
function holdTheHalfSecond(): void {
  const { setTimeout } = window;
  const held: (() => void)[] = [];
  window.halfSeconds = held;
  window.setTimeout = ((run: () => void, ms?: number) => {
    if (ms !== 500) return setTimeout(run, ms);
    return held.push(run);
  }) as typeof window.setTimeout;
}

/** RFC 8489: the answer to a binding request, with XOR-MAPPED-ADDRESS as its only attribute. */
function bindingSuccess(request: Buffer): Buffer {
  const answer = Buffer.alloc(32);
  answer.writeUInt16BE(0x0101, 0);
  answer.writeUInt16BE(12, 2);
  request.copy(answer, 4, 4, 20);
  answer.writeUInt16BE(0x0020, 20);
  answer.writeUInt16BE(8, 22);
  answer.writeUInt8(1, 25);
  answer.writeUInt16BE(40_000 ^ 0x2112, 26);
  OUTSIDE.forEach((byte, at) => void answer.writeUInt8(byte ^ (answer[4 + at] ?? 0), 28 + at));
  return answer;
}
