import { type Session, SessionState } from "sip.js";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { goertzel, tone } from "../media/tone.ts";
import type { EndCause, Leg, LegListener, TransferRequest } from "../pbx/leg.ts";
import { type IncomingCall, type SipServer, startSipServer } from "./server.ts";
import { createTestPhone, type TestPhone } from "./test-phone.ts";

const domain = "demo.example";
let server: SipServer;
let calls: IncomingCall[];
let registrations: [string, boolean][];
let phones: TestPhone[];
let players: NodeJS.Timeout[];

beforeEach(async () => {
  calls = [];
  registrations = [];
  phones = [];
  players = [];
  server = await startSipServer({
    domain,
    port: 0,
    tls: null,
    password: (username) => (username.startsWith("2") ? `secret-${username}` : null),
    onCall: (call) => calls.push(call),
    onRegistration: (...registration) => registrations.push(registration),
  });
});

afterEach(async () => {
  for (const player of players) clearInterval(player);
  for (const phone of phones) await phone.close();
  await server.close();
});

test("a phone that knows its password is registered until it leaves", async () => {
  const phone = await connect("201");
  expect(await phone.register()).toBe(200);
  expect(server.registered("201")).toBe(true);
  expect(await phone.unregister()).toBe(200);
  expect(server.registered("201")).toBe(false);
  expect(registrations).toEqual([
    ["201", true],
    ["201", false],
  ]);
});

test("a phone with a wrong password, or of nobody known, is told to stop", async () => {
  expect(await (await connect("201", "guess")).register()).toBe(403);
  expect(await (await connect("999")).register()).toBe(403);
  expect(registrations).toEqual([]);
});

test("a call from a phone rings, is answered, and carries audio both ways", async () => {
  const phone = await connect("201");
  const session = phone.dial("214");
  const ringing = new Promise<string | undefined>((resolve) => {
    void session.invite({
      requestDelegate: { onProgress: ({ message }) => resolve(message.getHeader("X-Core-Call")) },
    });
  });
  await vi.waitFor(() => expect(calls).toHaveLength(1));
  const { leg, username, dialled, callIdHeader } = firstCall();
  expect([username, dialled]).toEqual(["201", "214"]);
  const party = listenTo(leg);
  callIdHeader("call/1");
  leg.ring();
  expect(await ringing).toBe("call%2F1");
  leg.answer();
  await until(session, SessionState.Established);
  play(600, (frame) => leg.play(frame));
  play(1500, (frame) => phone.mediaOf(session).play(frame));
  await vi.waitFor(() => expect(goertzel(phone.mediaOf(session).heard(), 600)).toBeGreaterThan(0.9), 5000);
  await vi.waitFor(() => expect(goertzel(party.heard(), 1500)).toBeGreaterThan(0.9), 5000);
  await session.bye();
  await vi.waitFor(() => expect(party.ends).toEqual(["hung-up"]));
});

test("a call to a phone rings, is answered, and carries audio both ways", async () => {
  const phone = await connect("201");
  await phone.register();
  const leg = dialled("201", "call/2");
  const party = listenTo(leg);
  await vi.waitFor(() => expect(phone.incoming).toHaveLength(1));
  const session = firstOf(phone.incoming);
  expect(session.request.getHeader("X-Core-Call")).toBe("call%2F2");
  expect(session.remoteIdentity.uri.user).toBe("+31201234567");
  expect(session.remoteIdentity.displayName).toBe("Ms Jansen");
  await vi.waitFor(() => expect(party.rang).toBe(1));
  await session.accept();
  await vi.waitFor(() => expect(leg.state).toBe("answered"));
  play(700, (frame) => leg.play(frame));
  play(1100, (frame) => phone.mediaOf(session).play(frame));
  await vi.waitFor(() => expect(goertzel(phone.mediaOf(session).heard(), 700)).toBeGreaterThan(0.9), 5000);
  await vi.waitFor(() => expect(goertzel(party.heard(), 1100)).toBeGreaterThan(0.9), 5000);
  leg.end("hung-up");
  await until(session, SessionState.Terminated);
  expect(party.ends).toEqual([]);
});

function dialled(username: string, callId: string): Leg {
  const leg = server.call(username, { number: "+31201234567", name: "Ms Jansen" }, { callId });
  if (!leg) throw new Error("No phone to ring");
  return leg;
}

async function connect(username: string, password = `secret-${username}`): Promise<TestPhone> {
  const phone = createTestPhone(server.url, { domain, username, password });
  phones.push(phone);
  await phone.userAgent.start();
  return phone;
}

function firstCall(): IncomingCall {
  return firstOf(calls);
}

function firstOf<T>(items: readonly T[]): T {
  const [first] = items;
  if (first === undefined) throw new Error("Nothing came");
  return first;
}

function until(session: Session, state: SessionState): Promise<void> {
  return vi.waitFor(() => expect(session.state).toBe(state), 5000);
}

function play(hz: number, to: (frame: Buffer) => void): void {
  const frame = tone(hz, 0.02);
  players.push(setInterval(() => to(frame), 20));
}

function listenTo(leg: Leg) {
  let heard: Buffer[] = [];
  const party = {
    rang: 0,
    ends: [] as EndCause[],
    holds: [] as boolean[],
    digits: "",
    transfers: [] as TransferRequest[],
    heard: () => Buffer.concat(heard),
  };
  const listener: LegListener = {
    ringing: () => {
      party.rang += 1;
    },
    answered: () => {},
    ended: (cause) => party.ends.push(cause),
    audio: (frame) => {
      heard = [...heard, frame].slice(-50);
    },
    held: (held) => party.holds.push(held),
    digit: (digit) => {
      party.digits += digit;
    },
    transfer: (request) => party.transfers.push(request),
  };
  leg.listen(listener);
  return party;
}
