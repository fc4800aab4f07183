import type { Client } from "@xmpp/client";
import type { Element } from "ltx";
import type { Refusal, RefusalCode } from "../../shared/model/product-state.ts";
import { type Result, refused, success } from "../../shared/model/result.ts";
import type { Clock } from "../support/clock.ts";
import { type LookUpService, tcpAddresses } from "./dns-services.ts";
import type { Endpoints } from "./endpoints.ts";
import { networkRefusal, streamRefusal } from "./refusals.ts";
import { createClient, NoEncryption } from "./xmpp-client.ts";

const openWithinMs = 10_000;
const explainWithinMs = 3_000;

/** A signed-in stream with a resource of its own. */
export interface XmppStream {
  readonly fullJid: string;
  readonly bareJid: string;
  send(element: Element): Promise<void>;
  /** Rejects with the stanza's error, when the time is over, or with `StreamEnded`. */
  ask(iq: Element, timeoutMs: number): Promise<Element>;
  /** The same answer, but rejects with `StreamEnded` as soon as the stream has ended. */
  whileOpen<T>(work: Promise<T>): Promise<T>;
  /** Ends the stream in an orderly way, or at least soon. */
  stop(): Promise<void>;
}

export interface StreamEvents {
  /** Anything came. */
  heard(): void;
  message(message: Element): void;
  /** Once, unless `stop` was called first. */
  ended(refusal: Refusal): void;
}

export class StreamEnded extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.detail ?? refusal.code);
    this.refusal = refusal;
  }
}

export interface Credentials {
  /** `name`, or `name@domain` where the company has an XMPP domain of its own. */
  readonly username: string;
  readonly password: string;
}

/**
 * One attempt: connects, signs in and binds a new resource (core API section 4, step 1). Of the core's addresses the next is
 * only tried where nobody answers for XMPP at one: a refusal holds for all.
 */
export async function openStream(
  { xmpp: services, xmppDomain }: Endpoints,
  { username, password }: Credentials,
  events: StreamEvents,
  clock: Clock,
  lookUp: LookUpService,
): Promise<Result<XmppStream>> {
  const at = username.lastIndexOf("@");
  const domain = at < 0 ? xmppDomain : username.slice(at + 1);
  const account = { domain, username: at < 0 ? username : username.slice(0, at), password };
  let first: Result<XmppStream> | null = null;
  for await (const service of addresses(services, domain, lookUp)) {
    const opened = await openStreamAt(service, createClient({ ...account, service }), events, clock);
    if (opened.ok || !nobodyThere.has(opened.refusal.code)) return opened;
    first ??= opened;
  }
  return first ?? refused("no-such-server", "no address for XMPP");
}

/** DNS is only asked once the addresses before have failed. It may lie: over TCP the certificate must be the user's domain's. */
async function* addresses(services: readonly string[], domain: string, lookUp: LookUpService) {
  for (const service of services) {
    if (/^xmpp:[^:]*$/.test(service)) yield* await tcpAddresses(domain, lookUp);
    yield service;
  }
}

const nobodyThere: ReadonlySet<RefusalCode> = new Set([
  "no-such-server",
  "server-unreachable",
  "server-not-core-api",
]);

async function openStreamAt(
  service: string,
  xmpp: Client,
  events: StreamEvents,
  clock: Clock,
): Promise<Result<XmppStream>> {
  let phase: "opening" | "open" | "over" = "opening";
  let rejectEnded: (reason: unknown) => void = () => {};
  const ended = new Promise<never>((_, reject) => {
    rejectEnded = reject;
  });
  ended.catch(() => undefined);
  const whileOpen = <T>(work: Promise<T>): Promise<T> => Promise.race([work, ended]);

  async function stop(): Promise<void> {
    phase = "over";
    rejectEnded(new StreamEnded({ code: "failed", detail: "stopped" }));
    await quietly(xmpp.stop());
  }

  const fail = (error: unknown) => {
    if (phase === "over") return;
    if (phase === "opening") return rejectEnded(error);
    const refusal = streamRefusal(error) ?? networkRefusal(error);
    rejectEnded(new StreamEnded(refusal));
    void stop();
    events.ended(refusal);
  };
  xmpp.on("error", fail);
  xmpp.on("disconnect", () => fail(new Error("the connection was closed")));
  xmpp.on("element", () => events.heard());
  xmpp.on("stanza", (stanza: Element) => {
    if (phase === "open" && stanza.is("message")) events.message(stanza);
  });
  const cancelTimeout = clock.after(openWithinMs, () => rejectEnded(new Error("no answer in time")));

  try {
    const jid = await Promise.race([xmpp.start(), ended]);
    phase = "open";
    return success({
      fullJid: jid.toString(),
      bareJid: jid.bare().toString(),
      send: (element) => xmpp.send(element),
      ask: (iq, timeoutMs) => whileOpen(xmpp.iqCaller.request(iq, timeoutMs)),
      whileOpen,
      stop,
    });
  } catch (cause) {
    void stop();
    return { ok: false, refusal: streamRefusal(cause) ?? (await explainFailure(service, cause)) };
  } finally {
    cancelTimeout();
  }
}

async function quietly(stopping: ReturnType<Client["stop"]>): Promise<void> {
  try {
    await stopping;
  } catch {
    // A connection that is already gone cannot be closed in order.
  }
}

/** A WebSocket does not say why it failed (WHATWG); asking the same host by HTTP does. */
async function explainFailure(service: string, cause: unknown): Promise<Refusal> {
  if (cause instanceof NoEncryption) return { code: "no-encryption", detail: cause.message };
  if (!service.startsWith("ws")) return networkRefusal(cause);
  try {
    const response = await fetch(service.replace(/^ws/, "http"), {
      signal: AbortSignal.timeout(explainWithinMs),
    });
    await response.body?.cancel();
    const detail = cause instanceof Error ? cause.message : String(cause);
    return {
      code: response.status === 404 ? "server-not-core-api" : "server-unreachable",
      detail: `${detail} (HTTP ${response.status})`,
    };
  } catch (error) {
    return networkRefusal(error);
  }
}
