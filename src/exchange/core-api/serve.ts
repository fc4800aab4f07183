import type { Clock } from "../pbx/clock.ts";
import type { Pbx } from "../pbx/pbx.ts";
import type { Accounts } from "./accounts.ts";
import { callRecords, type PastRecords } from "./call-records.ts";
import type { ComponentHost } from "./component.ts";
import { filesHandler } from "./files.ts";
import { foreignServer } from "./foreign-server.ts";
import { type Listening, listen } from "./listen.ts";
import { phoneComponent } from "./phone-component.ts";
import { pubsubComponent } from "./pubsub-component.ts";
import { restHandler } from "./rest.ts";
import { restObjects } from "./rest-objects.ts";
import { restRoutes, type SoftphoneAccounts } from "./rest-routes.ts";
import { xmppServer } from "./xmpp-server.ts";

/** Where the services are, as `/.well-known/binnacle-exchange` tells it. */
export interface Services {
  readonly rest: string;
  readonly xmppWebSocket: string;
  /** `host:port` for XMPP over TCP with STARTTLS; null: there is none. */
  readonly xmppTcp: string | null;
  readonly xmppDomain: string;
  readonly files: string;
  readonly company: string;
}

/** An XMPP server that others wrote, where clients sign in and our components are attached. */
export interface ForeignXmpp extends Pick<Services, "xmppWebSocket" | "xmppTcp"> {
  /** On 127.0.0.1. */
  readonly componentPort: number;
  readonly secret: string;
}

export interface CoreApiOptions {
  readonly pbx: Pbx;
  readonly clock: Clock;
  readonly accounts: Accounts;
  readonly softphones: SoftphoneAccounts;
  readonly past: PastRecords;
  readonly xmppDomain: string;
  /** In the place of an XMPP server of our own. */
  readonly foreignXmpp?: ForeignXmpp | undefined;
  readonly ports: Partial<Record<"rest" | "xmpp" | "files", number>>;
}

export interface CoreApi {
  /** The origin at which REST listens. */
  readonly address: string;
  readonly services: Services;
  close(): Promise<void>;
}

/** The core API around an exchange: REST, XMPP and files, each at the root of a port of its own on 127.0.0.1. */
export async function serveCoreApi(options: CoreApiOptions): Promise<CoreApi> {
  const { pbx, clock, accounts, xmppDomain, ports } = options;
  const origin = (scheme: "http" | "ws", { port }: Listening) => `${scheme}://127.0.0.1:${port}`;

  const records = callRecords(pbx, clock);
  const listening: Listening[] = [];
  let host: ComponentHost | null = null;
  let pubsub: ReturnType<typeof pubsubComponent> | null = null;
  const close = async () => {
    records.close();
    pubsub?.close();
    host?.shutDown("system-shutdown");
    await Promise.all(listening.map((service) => service.close()));
  };
  const start = async (...how: Parameters<typeof listen>) => {
    const service = await listen(...how);
    listening.push(service);
    return service;
  };
  const xmppHost = async () => {
    if (options.foreignXmpp) {
      const { componentPort, secret, ...addresses } = options.foreignXmpp;
      return { host: foreignServer({ componentPort, secret, domain: xmppDomain, clock }), ...addresses };
    }
    const xmpp = await start((_, response) => response.writeHead(426).end(), ports.xmpp ?? 0);
    const host = xmppServer(xmpp.server, { domain: xmppDomain, clock, passwordOf: accounts.passwordOf });
    return { host, xmppWebSocket: `${origin("ws", xmpp)}/ws`, xmppTcp: null };
  };
  try {
    const files = await start(filesHandler(accounts, pbx.company, records, options.past), ports.files ?? 0);

    const xmpp = await xmppHost();
    host = xmpp.host;
    const pubsubAddress = `pubsub.${xmppDomain}`;
    pubsub = pubsubComponent(pbx, clock, host.sender(pubsubAddress));
    // The phone last: clients ask it first.
    await host.plug(pubsubAddress, pubsub);
    await host.plug(`phone.${xmppDomain}`, phoneComponent(pbx, xmppDomain));

    // Last: whoever has found REST finds the others.
    let handle: ReturnType<typeof restHandler> | null = null;
    const rest = await start((request, response) => handle?.(request, response), ports.rest ?? 0);
    const services: Services = {
      rest: origin("http", rest),
      xmppWebSocket: xmpp.xmppWebSocket,
      xmppTcp: xmpp.xmppTcp,
      xmppDomain,
      files: origin("http", files),
      company: pbx.company.name,
    };
    const routes = restRoutes(pbx, restObjects(services.rest), options.softphones);
    handle = restHandler(accounts, routes, () => services);

    return {
      address: origin("http", rest),
      services,
      close,
    };
  } catch (cause) {
    await close();
    throw cause;
  }
}
