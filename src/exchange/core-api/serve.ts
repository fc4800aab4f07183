import type { Clock } from "../pbx/clock.ts";
import type { Pbx } from "../pbx/pbx.ts";
import type { Accounts } from "./accounts.ts";
import { callRecords, type PastRecords } from "./call-records.ts";
import { filesHandler } from "./files.ts";
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
  readonly xmppDomain: string;
  readonly files: string;
  readonly company: string;
}

export interface CoreApiOptions {
  readonly pbx: Pbx;
  readonly clock: Clock;
  readonly accounts: Accounts;
  readonly softphones: SoftphoneAccounts;
  readonly past: PastRecords;
  readonly xmppDomain: string;
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
  const close = async () => {
    records.close();
    await Promise.all(listening.map((service) => service.close()));
  };
  const start = async (...how: Parameters<typeof listen>) => {
    const service = await listen(...how);
    listening.push(service);
    return service;
  };
  try {
    const files = await start(filesHandler(accounts, pbx.company, records, options.past), ports.files ?? 0);

    const xmpp = await start((_, response) => response.writeHead(426).end(), ports.xmpp ?? 0);
    const sessions = xmppServer(xmpp.server, { domain: xmppDomain, clock, passwordOf: accounts.passwordOf });
    const pubsubAddress = `pubsub.${xmppDomain}`;
    const pubsub = pubsubComponent(pbx, clock, sessions.sender(pubsubAddress));
    sessions.plug(`phone.${xmppDomain}`, phoneComponent(pbx, xmppDomain));
    sessions.plug(pubsubAddress, pubsub);

    // Last: whoever has found REST finds the others.
    let handle: ReturnType<typeof restHandler> | null = null;
    const rest = await start((request, response) => handle?.(request, response), ports.rest ?? 0);
    const services: Services = {
      rest: origin("http", rest),
      xmppWebSocket: `${origin("ws", xmpp)}/ws`,
      xmppDomain,
      files: origin("http", files),
      company: pbx.company.name,
    };
    const routes = restRoutes(pbx, restObjects(services.rest), options.softphones);
    handle = restHandler(accounts, routes, () => services);

    return {
      address: origin("http", rest),
      services,
      close() {
        pubsub.close();
        sessions.shutDown("system-shutdown");
        return close();
      },
    };
  } catch (cause) {
    await close();
    throw cause;
  }
}
