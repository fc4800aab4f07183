import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Leg } from "../../src/exchange/pbx/leg.ts";
import { type SipServer, startSipServer } from "../../src/exchange/sip/server.ts";
import { createWebHost, type WebHost } from "../../src/main/hosts/web/web-host.ts";
import type { CallControl } from "../../src/main/softphone/call-control.ts";
import { createSoftphone } from "../../src/main/softphone/softphone.ts";
import { systemClock } from "../../src/main/support/clock.ts";
import { createLog } from "../../src/main/support/log.ts";
import type { PhoneCall } from "../../src/shared/model/calls.ts";
import { defaultSettings, type Phone } from "../../src/shared/model/product-state.ts";
import { createFakeProduct } from "../support/fake-product.ts";
import { hearInPage } from "../support/page-audio.ts";
import { buildPhoneAudio, type PhoneAudioBrowser } from "../support/phone-audio-page.ts";
import { createRecorder, goertzel, type Recorder, tone } from "../support/tone.ts";

const CALLER_HZ = 600;
const SECOND_CALLER_HZ = 1000;
const OPERATOR_HZ = 1500;
const domain = "demo.example";

let browser: PhoneAudioBrowser;

beforeAll(async () => {
  browser = await buildPhoneAudio(OPERATOR_HZ);
});
afterAll(() => browser.close());

let server: SipServer;
let softphone: CallControl;
let host: WebHost;
let page: Page;
let calls: readonly PhoneCall[] = [];
let phone: Phone;
let speaking: NodeJS.Timeout[] = [];

beforeEach(async () => {
  server = await startSipServer({
    domain,
    port: 0,
    password: () => "secret",
    onCall: () => {},
    onRegistration: () => {},
  });
  const log = createLog(() => {}, Date.now);
  softphone = createSoftphone({
    clock: systemClock,
    log,
    settings: () => defaultSettings,
    onFailed: () => {},
    onDevices: () => {},
    onCalls: (all) => {
      calls = all;
    },
    onPhone: (now) => {
      phone = now;
    },
  });
  const product = { ...createFakeProduct(), attachAudio: softphone.attachAudio };
  host = await createWebHost(product, {
    root: browser.root,
    port: 0,
    host: "127.0.0.1",
    log,
  });
  await softphone.signIn({
    sipAddress: `sip:201@${domain}`,
    webSocketUrl: server.url,
    authorizationUser: "201",
    password: "secret",
    displayName: "Reception",
    iceServers: [],
    parkNumber: null,
    pickUpPrefix: null,
    voicemailPrefix: null,
  });
  page = await browser.newPage();
  await page.goto(host.address());
  await page.goto(new URL("/phone-audio", host.address()).href);
  await vi.waitFor(() => expect(phone).toMatchObject({ registration: "registered", audio: "ready" }), 5_000);
});

afterEach(async () => {
  for (const timer of speaking) clearInterval(timer);
  speaking = [];
  await softphone.close();
  await page.close();
  await host.close();
  await server.close();
});

test("a caller and the person at the browser hear each other, and not while on hold", async () => {
  const { heard } = await answeredCaller();
  await hearInPage(page, CALLER_HZ, 10_000);
  await callerHears(heard);
  const { phoneCallId } = only("talking");
  await softphone.hold(phoneCallId);
  await vi.waitFor(() => expect(goertzel(heard.frames(), OPERATOR_HZ)).toBeLessThan(0.1), 5_000);
  await softphone.resume(phoneCallId);
  await callerHears(heard);
});

test("while it rings the answer is made ready with the microphone closed, and answering takes what is ready", async () => {
  await page.evaluate(() => {
    const asked: string[] = [];
    Object.assign(window, { asked });
    const devices = navigator.mediaDevices;
    const open = devices.getUserMedia.bind(devices);
    devices.getUserMedia = (constraints) => {
      asked.push("microphone");
      return open(constraints);
    };
    const describe = RTCPeerConnection.prototype.setLocalDescription;
    RTCPeerConnection.prototype.setLocalDescription = function (
      description?: RTCLocalSessionDescriptionInit,
    ) {
      asked.push("description");
      return (describe as (given?: RTCLocalSessionDescriptionInit) => Promise<void>).call(this, description);
    };
  });
  const asked = () => page.evaluate(() => (window as unknown as { asked: string[] }).asked);
  const { heard } = ringingCaller();
  const { phoneCallId } = await vi.waitFor(() => only("incoming"));
  await expect.poll(asked).toEqual(["description"]);
  expect(await softphone.answer(phoneCallId)).toMatchObject({ ok: true });
  await callerHears(heard);
  await hearInPage(page, CALLER_HZ, 10_000);
  expect(await asked()).toEqual(["description", "microphone"]);
});

test("a reload of the page keeps the call, and the sound is back within two seconds", async () => {
  const { heard } = await answeredCaller();
  await callerHears(heard);
  const reloadedAt = Date.now();
  await page.reload();
  await vi.waitFor(() => expect(only("talking").audio).toBe("flowing"), 5_000);
  await callerHears(heard);
  expect(Date.now() - reloadedAt).toBeLessThan(2_000);
  await hearInPage(page, CALLER_HZ, 10_000);
});

test("the operator and two callers are in a conference together", async () => {
  const jansen = await answeredCaller();
  const smit = await answeredCaller("+31207654321", SECOND_CALLER_HZ);
  await callerHears(smit.heard);
  expect(await softphone.conference(only("on-hold").phoneCallId, only("talking").phoneCallId)).toEqual({
    ok: true,
    value: undefined,
  });
  const share = (heard: Recorder, hz: number) =>
    vi.waitFor(() => expect(goertzel(heard.frames(), hz)).toBeGreaterThan(0.3), 10_000);
  await share(jansen.heard, OPERATOR_HZ);
  await share(jansen.heard, SECOND_CALLER_HZ);
  await share(smit.heard, OPERATOR_HZ);
  await share(smit.heard, CALLER_HZ);
  expect(goertzel(jansen.heard.frames(), CALLER_HZ)).toBeLessThan(0.02);
  expect(goertzel(smit.heard.frames(), SECOND_CALLER_HZ)).toBeLessThan(0.02);
});

function ringingCaller(number = "+31201234567", hz = CALLER_HZ) {
  const leg = server.call("201", { number, name: "Ms Jansen" }, { callId: number });
  if (!leg) throw new Error("no phone to ring");
  return { heard: speakAt(leg, hz) };
}

async function answeredCaller(number?: string, hz?: number) {
  const { heard } = ringingCaller(number, hz);
  const { phoneCallId } = await vi.waitFor(() => only("incoming"));
  expect(await softphone.answer(phoneCallId)).toMatchObject({ ok: true });
  return { heard };
}

function speakAt(leg: Leg, hz: number): Recorder {
  const heard = createRecorder(400);
  leg.listen({
    ringing() {},
    answered() {},
    ended() {},
    audio: heard.record,
    held() {},
    digit() {},
    transfer() {},
  });
  const frame = tone(hz, 0.02);
  speaking.push(setInterval(() => leg.play(frame), 20));
  return heard;
}

const callerHears = (heard: Recorder) =>
  vi.waitFor(() => expect(goertzel(heard.frames(), OPERATOR_HZ)).toBeGreaterThan(0.8), 10_000);

function only(state: PhoneCall["state"]): PhoneCall {
  const call = calls.find((each) => each.state === state);
  if (!call) throw new Error(`no call is ${state}`);
  return call;
}
