import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { goertzel, tone } from "../../src/exchange/media/tone.ts";
import type { EndCause, Leg, TransferRequest } from "../../src/exchange/pbx/leg.ts";
import { type IncomingCall, type SipServer, startSipServer } from "../../src/exchange/sip/server.ts";
import type { CallControl } from "../../src/main/softphone/call-control.ts";
import { createSoftphone } from "../../src/main/softphone/softphone.ts";
import { systemClock } from "../../src/main/support/clock.ts";
import { createLog } from "../../src/main/support/log.ts";
import type { PhoneCall } from "../../src/shared/model/calls.ts";
import { defaultSettings, type Phone } from "../../src/shared/model/product-state.ts";
import { createNodeAudioPage, type NodeAudioPage } from "../support/node-audio-page.ts";

const CALLER_HZ = 600;
const OPERATOR_HZ = 1500;
const domain = "demo.example";

let server: SipServer;
let dialled: IncomingCall[];
let softphone: CallControl;
let calls: readonly PhoneCall[];
let phone: Phone;
let pages: { page: NodeAudioPage; detach(): void }[];
let timers: NodeJS.Timeout[];

beforeEach(async () => {
  [dialled, calls, pages, timers] = [[], [], [], []];
  phone = { registration: "none", audio: "none", reason: null, canPark: false };
  server = await start(0);
  softphone = createSoftphone({
    clock: systemClock,
    log: createLog(() => {}, Date.now),
    settings: () => defaultSettings,
    onDevices: () => {},
    onCalls: (all) => {
      calls = all;
    },
    onPhone: (now) => {
      phone = now;
    },
  });
});

afterEach(async () => {
  await softphone.close();
  for (const timer of timers) clearInterval(timer);
  for (const { page } of pages) await page.close();
  await server.close();
});

test("the phone registers, says so, and leaves when it signs out", async () => {
  expect(await signIn()).toEqual({ ok: true, value: undefined });
  expect(phone.registration).toBe("registered");
  expect(server.registered("201")).toBe(true);
  await softphone.signOut();
  expect(server.registered("201")).toBe(false);
  expect(phone.registration).toBe("none");
});

test("a wrong password is refused and never tried again", async () => {
  const refusal = { code: "phone-failed", detail: "403 Forbidden" };
  expect(await signIn("guess")).toEqual({ ok: false, refusal });
  expect(phone).toMatchObject({ registration: "failed", reason: "403 Forbidden" });
});

test("a phone whose exchange went and came back registers again", async () => {
  await signIn();
  const port = Number(new URL(server.url).port);
  await server.close();
  await vi.waitFor(() => expect(phone).toMatchObject({ registration: "registering" }));
  server = await start(port);
  await vi.waitFor(() => expect(phone.registration).toBe("registered"), 10_000);
  expect(server.registered("201")).toBe(true);
});

test("a caller rings, is answered and heard both ways, and ends", async () => {
  const { page } = await ready();
  const caller = ring("call/1");
  const incoming = await vi.waitFor(() => only("incoming"));
  expect(incoming).toMatchObject({
    coreCallId: "call/1",
    remote: { number: "+31201234567", name: "Ms Jansen" },
  });
  await vi.waitFor(() => expect(page.ringing).toBe(true));
  expect(await softphone.answer(incoming.phoneCallId)).toEqual({ ok: true, value: undefined });
  expect(only("talking").answeredAt).not.toBeNull();
  await vi.waitFor(() => expect(page.ringing).toBe(false));
  await bothHear(page, caller);
  expect(only("talking").audio).toBe("flowing");
  caller.leg.end("hung-up");
  await vi.waitFor(() => expect(calls).toEqual([]));
});

test("a caller who is declined hears so, and one who gives up stops ringing", async () => {
  const { page } = await ready();
  const declined = ring("1");
  await softphone.hangUp((await vi.waitFor(() => only("incoming"))).phoneCallId);
  await vi.waitFor(() => expect(declined.ends).toEqual(["declined"]));
  const impatient = ring("2");
  await vi.waitFor(() => expect(page.ringing).toBe(true));
  impatient.leg.end("cancelled");
  await vi.waitFor(() => expect(calls).toEqual([]));
  await vi.waitFor(() => expect(page.ringing).toBe(false));
});

test("nobody is answered without a microphone, and the caller keeps ringing", async () => {
  await signIn();
  ring("1");
  const { phoneCallId } = await vi.waitFor(() => only("incoming"));
  expect(await softphone.answer(phoneCallId)).toMatchObject({ refusal: { code: "no-phone" } });
  attach("denied");
  expect(phone.audio).toBe("microphone-denied");
  expect(await softphone.answer(phoneCallId)).toMatchObject({ refusal: { code: "no-microphone" } });
  expect(only("incoming").phoneCallId).toBe(phoneCallId);
});

test("a caller on hold hears nothing of the operator until taken back", async () => {
  const { page } = await ready();
  const caller = await answered("1");
  await bothHear(page, caller);
  const { phoneCallId } = only("talking");
  expect(await softphone.hold(phoneCallId)).toMatchObject({ ok: true });
  expect(only("on-hold").phoneCallId).toBe(phoneCallId);
  expect(caller.holds).toEqual([true]);
  caller.forget();
  await vi.waitFor(() => expect(caller.quietMs()).toBeGreaterThan(300));
  expect(await softphone.resume(phoneCallId)).toMatchObject({ ok: true });
  expect(caller.holds).toEqual([true, false]);
  await bothHear(page, caller);
});

test("a muted operator is not heard, also after hold, until unmuted", async () => {
  const { page } = await ready();
  const caller = await answered("1");
  await bothHear(page, caller);
  const { phoneCallId } = only("talking");
  await softphone.mute(phoneCallId, true);
  await softphone.hold(phoneCallId);
  await softphone.resume(phoneCallId);
  expect(only("talking").muted).toBe(true);
  caller.forget();
  await vi.waitFor(() => expect(caller.quietMs()).toBeGreaterThan(300));
  await softphone.mute(phoneCallId, false);
  await bothHear(page, caller);
});

test("answering a second caller puts the first on hold, and nothing rings while talking", async () => {
  const { page } = await ready();
  const first = await answered("1");
  const talking = only("talking").phoneCallId;
  ring("2");
  const second = await vi.waitFor(() => only("incoming").phoneCallId);
  expect(page.ringing).toBe(false);
  await softphone.answer(second);
  expect(only("talking").phoneCallId).toBe(second);
  expect(only("on-hold").phoneCallId).toBe(talking);
  expect(first.holds).toEqual([true]);
  await softphone.resume(talking);
  expect(only("talking").phoneCallId).toBe(talking);
  expect(only("on-hold").phoneCallId).toBe(second);
});

test("a call that was asked for is answered by itself, without a ring, once it is known which it is", async () => {
  const { page } = await ready();
  let wanted = "";
  softphone.expectCall((id) => calls.some((call) => call.phoneCallId === id && call.coreCallId === wanted));
  ring("other");
  ring("taken");
  await vi.waitFor(() => expect(calls).toHaveLength(2));
  expect(page.ringing).toBe(false);
  wanted = "taken";
  expect((await vi.waitFor(() => only("talking"))).coreCallId).toBe("taken");
  expect(only("incoming").coreCallId).toBe("other");
});

test("a dialled number is answered, and known by the core's id of the call", async () => {
  const { page } = await ready();
  const placed = await softphone.dial("+31107654321", null);
  expect(placed).toMatchObject({ ok: true });
  const call = await vi.waitFor(() => firstOf(dialled));
  expect(call.dialled).toBe("+31107654321");
  const other = follow(call.leg);
  call.callIdHeader("call/7");
  call.leg.ring();
  await vi.waitFor(() => expect(only("dialling").coreCallId).toBe("call/7"));
  call.leg.answer();
  await vi.waitFor(() => only("talking"));
  await bothHear(page, other);
  await softphone.hangUp(only("talking").phoneCallId);
  await vi.waitFor(() => expect(other.ends).toEqual(["hung-up"]));
});

test("a dialled colleague who answers while somebody else is talked with waits on hold", async () => {
  await ready();
  const caller = await answered("1");
  const talking = only("talking").phoneCallId;
  await softphone.dial("214", "Daan");
  expect(caller.holds).toEqual([true]);
  await softphone.resume(talking);
  const { leg } = await vi.waitFor(() => firstOf(dialled));
  const colleague = follow(leg);
  leg.answer();
  await vi.waitFor(() => expect(colleague.holds).toEqual([true]));
  expect((await vi.waitFor(() => only("on-hold"))).remote.name).toBe("Daan");
  expect(only("talking").phoneCallId).toBe(talking);
});

test("a dialled call that is hung up at once is no failure", async () => {
  await ready();
  const placed = softphone.dial("214", null);
  const { phoneCallId } = await vi.waitFor(() => only("dialling"));
  expect(await softphone.hangUp(phoneCallId)).toMatchObject({ ok: true });
  expect(await placed).toEqual({ ok: true, value: { phoneCallId } });
  await vi.waitFor(() => expect(calls).toEqual([]));
});

test("nothing is dialled while the phone is not registered", async () => {
  attach("ready");
  expect(await softphone.dial("214", null)).toMatchObject({ refusal: { code: "no-phone" } });
  expect(calls).toEqual([]);
});

test("a number with a hash reaches the exchange as it was dialled", async () => {
  await ready();
  await softphone.dial("*21#", null);
  expect((await vi.waitFor(() => firstOf(dialled))).dialled).toMatch(/^\*21(#|%23)$/);
});

test("a transfer that is answered ends our call", async () => {
  const caller = await transferring(25_000);
  expect(caller.holds).toEqual([true]);
  expect(firstOf(caller.transfers)).toMatchObject({ target: "214", ringMs: 25_000 });
  firstOf(caller.transfers).report(180, "Ringing");
  firstOf(caller.transfers).report(200, "OK");
  await vi.waitFor(() => expect(calls).toEqual([]));
  await vi.waitFor(() => expect(caller.ends).toEqual(["hung-up"]));
});

test("a transfer that is not answered brings the caller back on hold, with who, why and how long", async () => {
  const caller = await transferring(25_000);
  const { report } = firstOf(caller.transfers);
  report(180, "Ringing");
  const ringingSince = Date.now();
  await vi.waitFor(() => expect(Date.now() - ringingSince).toBeGreaterThan(150));
  report(486, "Busy Here");
  const returned = await vi.waitFor(() => only("returned"));
  expect(returned.returned).toMatchObject({ targetName: "Daan", reason: "busy" });
  expect(returned.returned?.rangForMs).toBeGreaterThanOrEqual(100);
  expect(caller.holds).toEqual([true]);
  await softphone.resume(returned.phoneCallId);
  expect(only("talking").returned).toBeNull();
  expect(caller.holds).toEqual([true, false]);
});

test("an exchange that says nothing of a transfer loses no caller", async () => {
  const caller = await transferring(500);
  const returned = await vi.waitFor(() => only("returned"), 6_000);
  expect(returned.returned).toMatchObject({ reason: "no-answer" });
  await vi.waitFor(() => expect(caller.holds).toEqual([true, false, true]));
  expect(only("returned").phoneCallId).toBe(returned.phoneCallId);
});

test("a caller is taken back while the target still rings, and can be transferred again", async () => {
  const caller = await transferring(25_000);
  await softphone.resume(only("transferring").phoneCallId);
  expect(only("talking").transfer).toBeNull();
  expect(caller.holds).toEqual([true, false]);
  firstOf(caller.transfers).report(487, "Request Terminated");
  await softphone.transfer(only("talking").phoneCallId, { number: "215", name: "Eva" }, 25_000);
  expect(caller.transfers.at(-1)?.target).toBe("215");
  expect(only("transferring").transfer?.targetName).toBe("Eva");
});

test("a call whose network path is gone looks for a new one", async () => {
  const { page } = await ready();
  const caller = await answered("1");
  await bothHear(page, caller);
  page.loseConnections();
  expect(only("talking").audio).toBe("lost");
  await vi.waitFor(() => expect(page.iceRestarts).toBe(1));
});

test("a page that is reloaded gets the call back within two seconds", async () => {
  const { page, detach } = await ready();
  const caller = await answered("1");
  await bothHear(page, caller);
  await page.close();
  detach();
  const reloadedAt = Date.now();
  const { page: reloaded } = attach("ready");
  await bothHear(reloaded, caller);
  expect(Date.now() - reloadedAt).toBeLessThan(2_000);
  expect(only("talking").audio).toBe("flowing");
});

test("the next page takes over when the one with the audio is closed, and keeps a held caller on hold", async () => {
  const { page, detach } = await ready();
  const { page: second } = attach("ready");
  const caller = await answered("1");
  await bothHear(page, caller);
  await softphone.hold(only("talking").phoneCallId);
  await page.close();
  detach();
  await vi.waitFor(() => expect(only("on-hold").audio).toBe("flowing"));
  caller.forget();
  await vi.waitFor(() => expect(caller.quietMs()).toBeGreaterThan(300));
  await softphone.resume(only("on-hold").phoneCallId);
  await bothHear(second, caller);
});

function start(port: number): Promise<SipServer> {
  return startSipServer({
    domain,
    port,
    password: (username) => (username === "201" ? "secret" : null),
    onCall: (call) => dialled.push(call),
    onRegistration: () => {},
  });
}

function signIn(password = "secret") {
  return softphone.signIn({
    sipAddress: `sip:201@${domain}`,
    webSocketUrl: server.url,
    authorizationUser: "201",
    password,
    displayName: "Reception",
    iceServers: [],
    parkNumber: null,
  });
}

function attach(microphone: "ready" | "denied") {
  const page = createNodeAudioPage({ microphoneHz: OPERATOR_HZ });
  const attached = { page, detach: softphone.attachAudio(page) };
  pages.push(attached);
  page.microphone(microphone);
  return attached;
}

async function ready() {
  await signIn();
  return attach("ready");
}

function ring(callId: string) {
  const leg = server.call("201", { number: "+31201234567", name: "Ms Jansen" }, { callId });
  if (!leg) throw new Error("no phone to ring");
  return follow(leg);
}

async function answered(callId: string) {
  const caller = ring(callId);
  await softphone.answer((await vi.waitFor(() => only("incoming"))).phoneCallId);
  return caller;
}

async function transferring(ringMs: number) {
  await ready();
  const caller = await answered("1");
  const { phoneCallId } = only("talking");
  expect(await softphone.transfer(phoneCallId, { number: "214", name: "Daan" }, ringMs)).toMatchObject({
    ok: true,
  });
  expect(only("transferring").transfer).toMatchObject({ targetName: "Daan", targetNumber: "214" });
  await vi.waitFor(() => expect(caller.transfers).toHaveLength(1));
  return caller;
}

/** The far end of a call: speaks its own tone and remembers what came. */
function follow(leg: Leg) {
  let heard: Buffer[] = [];
  let heardAt = Date.now();
  const party = {
    leg,
    ends: [] as EndCause[],
    holds: [] as boolean[],
    transfers: [] as TransferRequest[],
    heard: () => Buffer.concat(heard),
    quietMs: () => Date.now() - heardAt,
    forget() {
      heard = [];
      heardAt = Date.now();
    },
  };
  leg.listen({
    ringing() {},
    answered() {},
    ended: (cause) => party.ends.push(cause),
    audio(frame) {
      heard = [...heard, frame].slice(-25);
      heardAt = Date.now();
    },
    held: (held) => party.holds.push(held),
    digit() {},
    transfer: (request) => party.transfers.push(request),
  });
  const frame = tone(CALLER_HZ, 0.02);
  timers.push(setInterval(() => leg.play(frame), 20));
  return party;
}

async function bothHear(page: NodeAudioPage, party: ReturnType<typeof follow>) {
  page.forget();
  party.forget();
  await vi.waitFor(() => expect(goertzel(page.heard(), CALLER_HZ)).toBeGreaterThan(0.9), 8_000);
  await vi.waitFor(() => expect(goertzel(party.heard(), OPERATOR_HZ)).toBeGreaterThan(0.9), 8_000);
}

function only(state: PhoneCall["state"]): PhoneCall {
  return firstOf(calls.filter((call) => call.state === state));
}

function firstOf<T>(items: readonly T[]): T {
  const [first] = items;
  if (first === undefined) throw new Error("nothing there yet");
  return first;
}
