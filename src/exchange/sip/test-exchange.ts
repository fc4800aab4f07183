import { type Session, SessionState } from "sip.js";
import { expect, vi } from "vitest";
import { tone } from "../media/tone.ts";
import type { EndCause, Leg, TransferRequest } from "../pbx/leg.ts";
import { type IncomingCall, type SipServer, startSipServer } from "./server.ts";
import { createTestPhone, type TestPhone } from "./test-phone.ts";

/** A SIP server with phones around it. Users whose name starts with 2 exist; their password is "secret-" and the name. */
export interface TestExchange {
  readonly server: SipServer;
  readonly calls: IncomingCall[];
  readonly registrations: [string, boolean][];
  connect(username: string, password?: string): Promise<TestPhone>;
  /** Rings the user's phones for a call from outside. */
  ring(username: string): { leg: Leg; party: ObservedParty };
  /** A call from a phone of this user, answered. */
  talk(username: string): Promise<Talk>;
  /** Sends a tone every 20 ms until the exchange closes. */
  sound(hz: number, to: (frame: Buffer) => void): void;
  close(): Promise<void>;
}

export interface Talk {
  readonly phone: TestPhone;
  readonly session: Session;
  readonly leg: Leg;
  readonly party: ObservedParty;
}

/** What a leg's listener was told. */
export interface ObservedParty {
  rang: number;
  answered: number;
  readonly ends: EndCause[];
  readonly holds: boolean[];
  readonly digits: string[];
  readonly transfers: TransferRequest[];
  /** The last second of audio. */
  heard(): Buffer;
}

const domain = "demo.example";

export async function startTestExchange(): Promise<TestExchange> {
  const calls: IncomingCall[] = [];
  const registrations: [string, boolean][] = [];
  const phones: TestPhone[] = [];
  const sounds: NodeJS.Timeout[] = [];
  const server = await startSipServer({
    domain,
    port: 0,
    password: (username) => (username.startsWith("2") ? `secret-${username}` : null),
    onCall: (call) => calls.push(call),
    onRegistration: (...registration) => registrations.push(registration),
  });

  async function connect(username: string, password = `secret-${username}`): Promise<TestPhone> {
    const phone = createTestPhone(server.url, { domain, username, password });
    phones.push(phone);
    await phone.userAgent.start();
    return phone;
  }

  return {
    server,
    calls,
    registrations,
    connect,
    ring(username) {
      const leg = server.call(username, { number: "+31201234567", name: "Ms Jansen" }, { callId: "call/2" });
      if (!leg) throw new Error("No phone to ring");
      return { leg, party: observe(leg) };
    },
    async talk(username) {
      const phone = await connect(username);
      const session = phone.dial("214");
      const before = calls.length;
      await session.invite();
      const { leg } = await vi.waitFor(() => found(calls[before]));
      const party = observe(leg);
      leg.answer();
      await until(session, SessionState.Established);
      return { phone, session, leg, party };
    },
    sound(hz, to) {
      const frame = tone(hz, 0.02);
      sounds.push(setInterval(() => to(frame), 20));
    },
    async close() {
      for (const sound of sounds) clearInterval(sound);
      for (const phone of phones) await phone.close();
      await server.close();
    },
  };
}

export function observe(leg: Leg): ObservedParty {
  let heard: Buffer[] = [];
  const party: ObservedParty = {
    rang: 0,
    answered: 0,
    ends: [],
    holds: [],
    digits: [],
    transfers: [],
    heard: () => Buffer.concat(heard),
  };
  leg.listen({
    ringing: () => {
      party.rang += 1;
    },
    answered: () => {
      party.answered += 1;
    },
    ended: (cause) => party.ends.push(cause),
    audio: (frame) => {
      heard = [...heard, frame].slice(-50);
    },
    held: (held) => party.holds.push(held),
    digit: (digit) => party.digits.push(digit),
    transfer: (request) => party.transfers.push(request),
  });
  return party;
}

/** Waits until a session is in a state. */
export function until(session: Session, state: SessionState): Promise<void> {
  return vi.waitFor(() => expect(session.state).toBe(state), 5000);
}

/** Fails while there is nothing; to be waited for. */
export function found<T>(item: T | undefined): T {
  if (item === undefined) throw new Error("Nothing came");
  return item;
}
