import { createHmac } from "node:crypto";
import { accounts } from "./core-api/accounts.ts";
import { callRecords } from "./core-api/call-records.ts";
import { filesHandler } from "./core-api/files.ts";
import { listen, type Tls } from "./core-api/listen.ts";
import { phoneComponent } from "./core-api/phone-component.ts";
import { pubsubComponent } from "./core-api/pubsub-component.ts";
import { restHandler } from "./core-api/rest.ts";
import { restObjects } from "./core-api/rest-objects.ts";
import { restRoutes } from "./core-api/rest-routes.ts";
import { xmppServer } from "./core-api/xmpp-server.ts";
import { callers } from "./demo/callers.ts";
import { colleagues } from "./demo/colleagues.ts";
import { demoCompany } from "./demo/company.ts";
import type { Scene, Speak } from "./demo/conversation-partner.ts";
import { playTo } from "./media/player.ts";
import type { Voice } from "./media/voices.ts";
import { type Clock, systemClock } from "./pbx/clock.ts";
import type { User } from "./pbx/company.ts";
import type { Play } from "./pbx/conversations.ts";
import { type Pbx, pbx } from "./pbx/pbx.ts";
import type { Phones } from "./pbx/phones.ts";
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
  readonly tls?: Tls;
  /** 0: nobody calls by himself. */
  readonly callersPerMinute: number;
  /** At least this many people and queues. */
  readonly users: number;
  readonly queues: number;
  /** How long a phone rings. */
  readonly ringMs: number;
  /** Whether colleagues have phones that ring and are answered. */
  readonly simulateColleagues: boolean;
  /** PCMU. */
  readonly musicOnHold: Buffer;
  /** What callers say; none: they are silent. */
  readonly voices: ReadonlyMap<string, Voice>;
  /** Base domain: users are `<name>@uc.<domain>`. */
  readonly domain?: string;
  /** Where clients reach the services, if not at the addresses that they listen on. */
  readonly publicUrls?: Partial<Record<"rest" | "xmppWebSocket" | "files", string>>;
}

export interface Exchange {
  /** The REST origin: all that a client must know. */
  readonly address: string;
  /** The services as `/.well-known/binnacle-exchange` tells them. */
  readonly services: {
    readonly rest: string;
    readonly xmppWebSocket: string;
    readonly xmppDomain: string;
    readonly files: string;
    readonly company: string;
  };
  /** The username of the demo's account. */
  readonly operator: string;
  credentials(username: string): { readonly username: string; readonly password: string };
  readonly pbx: Pbx;
  readonly sip: SipServer;
  close(): Promise<void>;
}

/** Starts the demo exchange: the company, its people and callers, and the services of the core API around them. */
export async function startExchange(options: ExchangeOptions): Promise<Exchange> {
  const { clock = systemClock, ports = {}, tls = null, domain = "demo.binnacle.invalid" } = options;
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
      { loop: true },
    );
  const scene: Scene = { clock, random, speak };
  const voices = [...options.voices.values()];
  const staff = colleagues(
    scene,
    temperaments,
    voices.map(({ frames }) => frames),
  );
  const play: Play = (leg, frames, how) => playTo(leg, frames, how);

  const phones: Phones = {
    call(user, from, { callId }) {
      if (sip.registered(user.username)) return sip.call(user.username, from, { callId });
      return options.simulateColleagues && user !== operator ? staff.call(user) : null;
    },
    callOutside: () => staff.callOutside(),
  };
  const exchange = pbx({
    company,
    clock,
    random,
    phones,
    play,
    musicOnHold: options.musicOnHold,
    ringMs: options.ringMs,
  });
  const records = callRecords(exchange, clock);
  const sip = await startSipServer({
    domain,
    port: ports.sip ?? 0,
    tls,
    password: known.passwordOf,
    onCall({ username, dialled, leg, callIdHeader }) {
      const user = known.user(username);
      if (user) exchange.callFromUser({ leg, user, dialled, identified: callIdHeader });
      else leg.end("failed");
    },
    onRegistration(username, registered) {
      const user = known.user(username);
      if (user) exchange.people.setLoggedIn(user, registered);
    },
  });

  const scheme = tls ? "https" : "http";
  const origin = (port: number) => `${scheme}://127.0.0.1:${port}`;
  const rest = await listen((request, response) => handleRest(request, response), ports.rest ?? 0, tls);
  const xmpp = await listen((_, response) => response.writeHead(426).end(), ports.xmpp ?? 0, tls);
  const files = await listen(filesHandler(known, company, records), ports.files ?? 0, tls);
  const urls = options.publicUrls ?? {};
  const services = {
    rest: urls.rest ?? origin(rest.port),
    xmppWebSocket: urls.xmppWebSocket ?? `${tls ? "wss" : "ws"}://127.0.0.1:${xmpp.port}/ws`,
    xmppDomain: `uc.${domain}`,
    files: urls.files ?? origin(files.port),
    company: company.name,
  };
  const handleRest = restHandler(
    known,
    restRoutes(exchange, restObjects(services.rest), {
      account: (user) => ({
        sipAddress: `sip:${user.username}@${domain}`,
        webSocketUrl: sip.url,
        authorizationUser: user.username,
        password: passwordOf(user),
        displayName: user.name,
      }),
    }),
    () => services,
  );
  const session = xmppServer(xmpp.server, {
    domain: services.xmppDomain,
    clock,
    passwordOf: known.passwordOf,
  });
  const pubsubAddress = `pubsub.${services.xmppDomain}`;
  const pubsub = pubsubComponent(exchange, clock, session.sender(pubsubAddress));
  session.plug(`phone.${services.xmppDomain}`, phoneComponent(exchange, services.xmppDomain));
  session.plug(pubsubAddress, pubsub);

  const customers = callers(scene, {
    pbx: exchange,
    operator,
    perMinute: options.callersPerMinute,
    voices,
  });
  if (options.simulateColleagues && options.callersPerMinute > 0)
    staff.bustle(exchange, 120_000 / options.callersPerMinute);

  return {
    address: origin(rest.port),
    services,
    operator: operator.username,
    credentials(username) {
      const password = known.passwordOf(username);
      if (password === null) throw new Error(`nobody here is called ${username}`);
      return { username, password };
    },
    pbx: exchange,
    sip,
    async close() {
      customers.close();
      staff.close();
      exchange.close();
      pubsub.close();
      records.close();
      session.shutDown("system-shutdown");
      await sip.close();
      await Promise.all([rest.close(), xmpp.close(), files.close()]);
    },
  };
}
