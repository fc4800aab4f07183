import { randomUUID } from "node:crypto";
import { type Client, client } from "@xmpp/client";
import type { Element } from "ltx";
import type { Refusal } from "../../shared/model/product-state.ts";
import { type Result, success } from "../../shared/model/result.ts";
import type { Clock } from "../support/clock.ts";
import type { Endpoints } from "./endpoints.ts";
import { isConflict, networkRefusal, streamRefusal } from "./refusals.ts";
import { preferNativeScram } from "./scram.ts";

const openWithinMs = 10_000;
const explainWithinMs = 3_000;

/** A signed-in stream with a resource of its own. */
export interface XmppStream {
  readonly fullJid: string;
  readonly bareJid: string;
  send(element: Element): Promise<void>;
  /** Rejects with the stanza's error, when the time is over, or with `StreamEnded`. */
  ask(iq: Element, timeoutMs: number): Promise<Element>;
  /** Ends the stream in an orderly way, or at least soon. */
  stop(): Promise<void>;
}

export interface StreamEvents {
  /** Anything came. */
  heard(): void;
  message(message: Element): void;
  /** Once, unless `stop` was called first. conflict: another client took this resource. */
  ended(refusal: Refusal, conflict: boolean): void;
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

/** One attempt: connects, signs in and binds a new resource (core API section 4, step 1). */
export async function openStream(
  endpoints: Endpoints,
  { username, password }: Credentials,
  events: StreamEvents,
  clock: Clock,
): Promise<Result<XmppStream>> {
  const at = username.lastIndexOf("@");
  const xmpp = client({
    service: endpoints.xmppWebSocket,
    domain: at < 0 ? endpoints.xmppDomain : username.slice(at + 1),
    resource: `Binnacle_${randomUUID()}`,
    username: at < 0 ? username : username.slice(0, at),
    password,
  });
  // Reconnecting is the connection's business: it knows when not to.
  xmpp.reconnect.stop();
  preferNativeScram(xmpp);

  let phase: "opening" | "open" | "over" = "opening";
  let rejectEnded: (reason: unknown) => void = () => {};
  const ended = new Promise<never>((_, reject) => {
    rejectEnded = reject;
  });
  ended.catch(() => undefined);

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
    events.ended(refusal, isConflict(error));
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
      ask: (iq, timeoutMs) => Promise.race([xmpp.iqCaller.request(iq, timeoutMs), ended]),
      stop,
    });
  } catch (cause) {
    void stop();
    const refusal = streamRefusal(cause) ?? (await explainFailure(endpoints.xmppWebSocket, cause));
    return { ok: false, refusal };
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
async function explainFailure(webSocketUrl: string, cause: unknown): Promise<Refusal> {
  try {
    const response = await fetch(webSocketUrl.replace(/^ws/, "http"), {
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
