import { expect, vi } from "vitest";
import { goertzel, tone } from "../../src/exchange/media/tone.ts";
import type { EndCause, Leg, TransferRequest } from "../../src/exchange/pbx/leg.ts";
import { type IncomingCall, type SipServer, startSipServer } from "../../src/exchange/sip/server.ts";
import { createSoftphone } from "../../src/main/softphone/softphone.ts";
import { systemClock } from "../../src/main/support/clock.ts";
import { createLog } from "../../src/main/support/log.ts";
import type { AudioDevices } from "../../src/shared/model/audio-devices.ts";
import type { PhoneCall } from "../../src/shared/model/calls.ts";
import { defaultSettings, type Phone } from "../../src/shared/model/product-state.ts";
import { createNodeAudioPage, type NodeAudioPage } from "./node-audio-page.ts";

const CALLER_HZ = 600;
const OPERATOR_HZ = 1500;
const domain = "demo.example";

/** The softphone alone, at a SIP server whose legs do what the test says. */
export type SoftphoneBench = Awaited<ReturnType<typeof softphoneBench>>;

export async function softphoneBench() {
  const dialled: IncomingCall[] = [];
  let calls: readonly PhoneCall[] = [];
  const states = new Set<PhoneCall["state"]>();
  const failed: { readonly name: string | null; readonly reason: string }[] = [];
  let phone: Phone = {
    registration: "none",
    audio: "none",
    reason: null,
    canPark: false,
    canLeaveVoicemail: false,
    canPickUp: false,
  };
  let devices: Pick<AudioDevices, "inputs" | "outputs"> = { inputs: [], outputs: [] };
  let settings = defaultSettings;
  let expected = "secret";
  const pages: { page: NodeAudioPage; detach(): void }[] = [];
  const timers: NodeJS.Timeout[] = [];

  const start = (port: number) =>
    startSipServer({
      domain,
      port,
      password: (username) => (username === "201" ? expected : null),
      onCall: (call) => dialled.push(call),
      onRegistration: () => {},
    });
  let server: SipServer = await start(0);
  let sleptMs = 0;
  const softphone = createSoftphone({
    clock: { ...systemClock, now: () => systemClock.now() + sleptMs },
    log: createLog(() => {}, Date.now),
    settings: () => settings,
    onCalls: (all) => {
      calls = all;
      for (const { state } of all) states.add(state);
    },
    onFailed: ({ remote }, reason) => failed.push({ name: remote.name ?? remote.number, reason }),
    onPhone: (now) => {
      phone = now;
    },
    onDevices: (now) => {
      devices = now;
    },
  });

  function signIn(
    password = "secret",
    offered: {
      webSocketUrl?: string;
      parkNumber?: string;
      voicemailPrefix?: string;
      iceServers?: { urls: string }[];
    } = {},
  ) {
    return softphone.signIn({
      sipAddress: `sip:201@${domain}`,
      webSocketUrl: server.url,
      authorizationUser: "201",
      password,
      displayName: "Reception",
      iceServers: [],
      parkNumber: null,
      pickUpPrefix: null,
      voicemailPrefix: null,
      ...offered,
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

  function only(state: PhoneCall["state"]): PhoneCall {
    return firstOf(calls.filter((call) => call.state === state));
  }

  /** The caller's voice; the answer ends it. */
  function every20ms(say: (frame: Buffer) => void): () => void {
    const frame = tone(CALLER_HZ, 0.02);
    const timer = setInterval(() => say(frame), 20);
    timers.push(timer);
    return () => clearInterval(timer);
  }

  /** The far end of a call: speaks its own tone and remembers what came. */
  function follow(leg: Leg) {
    let heard: Buffer[] = [];
    let heardAt = Date.now();
    const party = {
      leg,
      ends: [] as EndCause[],
      holds: [] as boolean[],
      digits: [] as string[],
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
      digit: (digit) => party.digits.push(digit),
      transfer: (request) => party.transfers.push(request),
    });
    every20ms((frame) => leg.play(frame));
    return party;
  }

  function ring(callId: string) {
    const leg = server.call("201", { number: "+31201234567", name: "Ms Jansen" }, { callId });
    if (!leg) throw new Error("no phone to ring");
    return follow(leg);
  }

  return {
    softphone,
    dialled,
    failed,
    get server() {
      return server;
    },
    get calls() {
      return calls;
    },
    /** Every state that a call was ever in. */
    states,
    get phone() {
      return phone;
    },
    get devices() {
      return devices;
    },
    set(change: Partial<typeof settings>) {
      settings = { ...settings, ...change };
    },
    /** As where the machine was asleep: its clock jumps. */
    sleep(ms: number) {
      sleptMs += ms;
    },
    /** The exchange wants this one from now on. */
    changePassword(password: string) {
      expected = password;
    },
    async restart(port: number) {
      server = await start(port);
    },
    signIn,
    attach,
    ready,
    only,
    follow,
    every20ms,
    ring,
    async answered(callId: string) {
      const caller = ring(callId);
      await softphone.answer((await vi.waitFor(() => only("incoming"))).phoneCallId);
      return caller;
    },
    /** Dials and answers at the other side once it rang there. */
    async dial(number: string, name: string | null = null) {
      const before = dialled.length;
      const placed = await softphone.dial(number, name);
      const call = await vi.waitFor(() => firstOf(dialled.slice(before)));
      return { placed, call, party: follow(call.leg) };
    },
    async bothHear(page: NodeAudioPage, party: { heard(): Buffer; forget(): void }) {
      page.forget();
      party.forget();
      await vi.waitFor(() => expect(goertzel(page.heard(), CALLER_HZ)).toBeGreaterThan(0.9), 8_000);
      await vi.waitFor(() => expect(goertzel(party.heard(), OPERATOR_HZ)).toBeGreaterThan(0.9), 8_000);
    },
    async close() {
      await softphone.close();
      for (const timer of timers) clearInterval(timer);
      for (const { page } of pages) await page.close();
      await server.close();
    },
  };
}

export function firstOf<T>(items: readonly T[]): T {
  const [first] = items;
  if (first === undefined) throw new Error("nothing there yet");
  return first;
}
