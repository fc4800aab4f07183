import { createHmac } from "node:crypto";
import { accounts } from "./core-api/accounts.ts";
import { noPast } from "./core-api/call-records.ts";
import { type ForeignXmpp, type Services, serveCoreApi } from "./core-api/serve.ts";
import { announcement, unassignedNumber } from "./demo/announcement.ts";
import { breaks } from "./demo/breaks.ts";
import { callers } from "./demo/callers.ts";
import { colleagues } from "./demo/colleagues.ts";
import { demoCompany } from "./demo/company.ts";
import type { Scene, Speak } from "./demo/conversation-partner.ts";
import { regularCustomers } from "./demo/customers.ts";
import { lastWeek } from "./demo/last-week.ts";
import { playTo } from "./media/player.ts";
import type { Voice } from "./media/voices.ts";
import { type Clock, systemClock } from "./pbx/clock.ts";
import type { User } from "./pbx/company.ts";
import { voicemailPrefix } from "./pbx/dial-plan.ts";
import { parkNumber } from "./pbx/parking.ts";
import { type Pbx, pbx } from "./pbx/pbx.ts";
import type { Phones } from "./pbx/phones.ts";
import { pickUpPrefix } from "./pbx/picking-up.ts";
import { seededRandom } from "./pbx/random.ts";
import { type SipServer, startSipServer } from "./sip/server.ts";

export interface ExchangeOptions {
  readonly clock?: Clock;
  /** The same seed gives the same people, callers and behaviour. */
  readonly seed: number;
  /** Passwords follow from it: whoever starts an exchange again gives it the same. */
  readonly secret: string;
  /** 0 or none: any. All on 127.0.0.1. */
  readonly ports?: Partial<Record<"rest" | "xmpp" | "files" | "sip", number>>;
  /** 0: nobody calls by himself. */
  readonly callersPerMinute: number;
  /** At least this many people and queues. */
  readonly users: number;
  readonly queues: number;
  /** How long a phone rings. */
  readonly ringMs: number;
  /** Whether colleagues have phones that ring and are answered. */
  readonly simulateColleagues: boolean;
  /** Whether the files tell of calls of the last week too, and of today until now; none if left out. */
  readonly lastWeek?: boolean;
  /** PCMU. */
  readonly musicOnHold: Buffer;
  /** What callers say; none: they are silent. */
  readonly voices: ReadonlyMap<string, Voice>;
  /** Base domain: users are `<name>@uc.<domain>`. */
  readonly domain?: string;
  /** Takes the place of the exchange's own XMPP server. It must know the accounts. */
  readonly foreignXmpp?: ForeignXmpp;
}

export interface Exchange {
  /** The REST origin: all that a client must know. */
  readonly address: string;
  readonly services: Services;
  /** The username of the demo's account. */
  readonly operator: string;
  credentials(username: string): { readonly username: string; readonly password: string };
  readonly pbx: Pbx;
  readonly sip: SipServer;
  close(): Promise<void>;
}

/** Starts the demo exchange: the company, its people and callers, and the services of the core API around them. */
export async function startExchange(options: ExchangeOptions): Promise<Exchange> {
  const { clock = systemClock, ports = {}, domain = "demo.binnacle.invalid" } = options;
  const random = seededRandom(options.seed);
  const { company, operator, temperaments } = demoCompany(options, random);
  if (!options.simulateColleagues) for (const user of company.users.values()) user.loggedIn = false;
  const passwordOf = (user: User) =>
    createHmac("sha256", options.secret).update(user.username).digest("base64url").slice(0, 16);
  const known = accounts(company, passwordOf);

  const speak: Speak = (leg, frames) =>
    playTo(
      {
        get state() {
          return leg.state;
        },
        play: (frame) => leg.say(frame),
      },
      frames,
    );
  const scene: Scene = { clock, random, speak };
  const voices = [...options.voices.values()];
  const customers = regularCustomers(random, voices);
  const staff = colleagues(
    scene,
    temperaments,
    voices.map(({ frames }) => frames),
  );

  const isSimulated = (user: User) =>
    options.simulateColleagues && user !== operator && !sip.registered(user.username);
  const phones: Phones = {
    reachable: (user) => isSimulated(user) || sip.reachable(user.username),
    call(user, from, { callId }) {
      if (isSimulated(user)) return staff.call(user);
      const number = from.number === "" ? "anonymous" : from.number;
      return sip.call(user.username, { ...from, number }, { callId });
    },
    callOutside: (number) => (number === unassignedNumber ? announcement(scene) : staff.callOutside()),
  };
  const exchange = pbx({
    company,
    clock,
    random,
    phones,
    play: playTo,
    musicOnHold: options.musicOnHold,
    ringMs: options.ringMs,
  });
  const sip = await startSipServer({
    domain,
    port: ports.sip ?? 0,
    password: known.passwordOf,
    onCall({ username, dialled, withheld, leg, callIdHeader }) {
      const user = known.user(username);
      if (user) exchange.callFromUser({ leg, user, dialled, withheld, identified: callIdHeader });
      else leg.end("failed");
    },
    onRegistration(username, registered) {
      const user = known.user(username);
      if (user) exchange.people.setLoggedIn(user, registered);
    },
  });

  const stop = async () => {
    staff.close();
    exchange.close();
    await sip.close();
  };
  const coreApi = await serveCoreApi({
    pbx: exchange,
    clock,
    accounts: known,
    softphones: {
      account: (user) => ({
        sipAddress: `sip:${user.username}@${domain}`,
        webSocketUrl: sip.url,
        authorizationUser: user.username,
        password: passwordOf(user),
        displayName: user.name,
        parkNumber,
        pickUpPrefix,
        voicemailPrefix,
      }),
    },
    past: options.lastWeek
      ? lastWeek({ company, customers, operator, seed: options.seed, now: clock.now() })
      : noPast,
    xmppDomain: `uc.${domain}`,
    foreignXmpp: options.foreignXmpp,
    ports,
  }).catch(async (cause: unknown) => {
    await stop();
    throw cause;
  });

  const crowd = callers(scene, {
    pbx: exchange,
    operator,
    perMinute: options.callersPerMinute,
    customers,
  });
  const everyMs = 120_000 / options.callersPerMinute;
  const isBusyDay = options.simulateColleagues && options.callersPerMinute > 0;
  if (isBusyDay) staff.bustle(exchange, everyMs, isSimulated);
  const pauses = isBusyDay ? breaks(scene, { pbx: exchange, everyMs: 2 * everyMs, isSimulated }) : null;

  return {
    address: coreApi.address,
    services: coreApi.services,
    operator: operator.username,
    credentials(username) {
      const password = known.passwordOf(username);
      if (password === null) throw new Error(`nobody here is called ${username}`);
      return { username, password };
    },
    pbx: exchange,
    sip,
    async close() {
      crowd.close();
      pauses?.close();
      await stop();
      await coreApi.close();
    },
  };
}
