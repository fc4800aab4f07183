import type { Element } from "ltx";
import type { UserId } from "../../shared/model/ids.ts";
import type { Refusal } from "../../shared/model/product-state.ts";
import { type Result, success } from "../../shared/model/result.ts";
import type { Clock } from "../support/clock.ts";
import type { Log } from "../support/log.ts";
import type { LookUpService } from "./dns-services.ts";
import type { Endpoints } from "./endpoints.ts";
import type { Fact, Snapshot } from "./facts.ts";
import { type Liveness, watchLiveness } from "./liveness.ts";
import { idOf, text } from "./parse-entities.ts";
import { parseEventMessage } from "./parse-notification.ts";
import { streamRefusal } from "./refusals.ts";
import { loadSnapshot } from "./snapshot.ts";
import * as stanzas from "./stanzas.ts";
import { type Credentials, openStream, StreamEnded, type XmppStream } from "./xmpp-stream.ts";

const answerWithinMs = 10_000;
const subscribedWithinMs = 5_000;

export interface Company {
  readonly companyId: string;
  readonly name: string | null;
}

/** A session that has everything and stays up to date. */
export interface XmppSession {
  readonly company: Company;
  /** The signed-in user, where the core lists him. */
  readonly me: UserId | null;
  /** The signed-in user's name for REST, where the core tells one. */
  readonly compassId: string | null;
  readonly lastHeardAt: () => number;
  /** Finds out within two seconds whether the core is still there. */
  check(): void;
  /** Reads everything anew within the session; who asks while it is read gets one that begins after that. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

export interface SessionEvents {
  /** Signed in; loading begins. */
  authenticated(): void;
  /** The facts that come while it is loaded are told once this resolves. */
  snapshot(snapshot: Snapshot): Promise<void>;
  facts(facts: readonly Fact[]): void;
  /** Once, after the session was opened and unless it was closed. */
  ended(refusal: Refusal): void;
}

/** Opens a session in the order that core API section 4 demands, each step waited for. One attempt; nothing is left open if it fails. */
export async function openXmppSession(options: {
  endpoints: Endpoints;
  credentials: Credentials;
  clock: Clock;
  log: Log;
  lookUp: LookUpService;
  events: SessionEvents;
}): Promise<Result<XmppSession>> {
  const { endpoints, clock, log, events } = options;
  const phone = `phone.${endpoints.xmppDomain}`;
  const gate = createGate(events.facts);
  let liveness: Liveness | null = null;
  let onHeard = () => {};
  let onMessage = (_message: Element) => {};

  const stream = await openStream(
    endpoints,
    options.credentials,
    {
      heard: () => onHeard(),
      message: (message) => guarded(log, () => onMessage(message)),
      ended(refusal) {
        liveness?.stop();
        if (liveness) events.ended(refusal);
      },
    },
    clock,
    options.lookUp,
  );
  if (!stream.ok) return stream;
  const { ask, whileOpen, send, stop, bareJid, fullJid } = stream.value;

  const lose = (detail: string) => {
    liveness?.stop();
    void stop();
    if (liveness) events.ended({ code: "server-unreachable", detail });
  };
  const load = async ({ companyId }: Company) => {
    const { snapshot, compassId } = await loadSnapshot({
      ask,
      company: `${endpoints.rest}/company/${companyId}`,
      phone,
      domain: endpoints.xmppDomain,
      ownJid: bareJid,
      clock,
    });
    await whileOpen(events.snapshot(snapshot));
    return { compassId, me: snapshot.me };
  };

  try {
    events.authenticated();
    await hidePresence(stream.value, log);
    await send(stanzas.presence());
    const company = await askCompany(stream.value, phone);
    const pubsubs = [
      `pubsub.${endpoints.xmppDomain}`,
      `pubsub.${bareJid.slice(bareJid.lastIndexOf("@") + 1)}`,
    ];
    const subscribed = createSignal();
    onMessage = (message) => {
      if (!pubsubs.includes(String(message.attrs.from))) return;
      const subscription = stanzas.subscriptionState(message, company.companyId);
      if (subscription === "subscribed") subscribed.give();
      if (subscription === "none") lose("the core has ended the subscription");
      const facts = parseEventMessage(message);
      if (facts.length > 0) gate.take(facts);
    };
    await subscribe(pubsubs, async (pubsub) => {
      await ask(stanzas.subscribe(pubsub, company.companyId, fullJid), answerWithinMs);
      await subscribed.wait(clock, subscribedWithinMs);
    });
    const { compassId, me } = await load(company);
    gate.open();
    let phoneAnswers = false;
    const ping = async () => {
      try {
        await ask(stanzas.ping(phone), answerWithinMs);
        phoneAnswers = true;
      } catch (cause) {
        // The server answers in the place of a service that is not there: nothing would ever come from it, however alive the server.
        if (phoneAnswers && streamRefusal(cause)) lose("the core's phone service is away");
      }
    };
    const watch = watchLiveness({
      clock,
      ping: () => void ping(),
      silent: () => lose("the core fell silent"),
    });
    liveness = watch;
    onHeard = watch.heard;
    void ping();
    return success({
      company,
      me,
      compassId,
      lastHeardAt: watch.lastHeardAt,
      check: watch.check,
      refresh: oneAtATime(async () => {
        gate.shut();
        try {
          await load(company);
        } finally {
          gate.open();
        }
      }),
      async close() {
        watch.stop();
        await stop();
      },
    });
  } catch (cause) {
    void stop();
    return { ok: false, refusal: refusalOf(cause) };
  }
}

/** Some servers have no privacy lists (XEP-0016 is deprecated): then a console shows as present in chat. */
async function hidePresence({ ask }: XmppStream, log: Log): Promise<void> {
  try {
    await Promise.all([
      ask(stanzas.setInvisibleList(), answerWithinMs),
      ask(stanzas.activateInvisibleList(), answerWithinMs),
    ]);
  } catch (cause) {
    if (!streamRefusal(cause)) throw cause;
    log.info("core-api", "the server has no privacy lists");
  }
}

async function askCompany({ ask }: XmppStream, phone: string): Promise<Company> {
  const result = (await ask(stanzas.getCompany(phone), answerWithinMs).catch(noCompany)).getChild("result");
  const companyId = result ? idOf<string>(text(result, "id")) : null;
  return result && companyId ? { companyId, name: text(result, "name") } : noCompany(null);
}

function noCompany(cause: unknown): never {
  const refused = cause === null ? { code: null, detail: "no company id" } : streamRefusal(cause);
  // The part that would know is not there.
  if (!refused || refused.code === "server-unreachable") throw cause;
  throw new StreamEnded({ code: "no-company", detail: refused.detail });
}

/** Users of a company domain may find the service under that domain only (core API 1.1); others just get a second try. */
async function subscribe(
  pubsubs: readonly string[],
  attempt: (pubsub: string) => Promise<void>,
): Promise<void> {
  const [first = "", second = first] = pubsubs;
  try {
    await attempt(first);
  } catch (cause) {
    if (cause instanceof StreamEnded) throw cause;
    await attempt(second);
  }
}

function refusalOf(cause: unknown): Refusal {
  if (cause instanceof StreamEnded) return cause.refusal;
  const stanza = streamRefusal(cause);
  if (stanza?.code === "server-unreachable") return stanza;
  if (stanza) return { code: "failed", detail: stanza.detail };
  return { code: "server-unreachable", detail: cause instanceof Error ? cause.message : String(cause) };
}

function guarded(log: Log, run: () => void): void {
  try {
    run();
  } catch (cause) {
    log.error("core-api", "a message could not be handled", cause);
  }
}

/** Holds facts back while a snapshot is loaded: the two come in no order to each other (core API, hazard 3). */
function createGate(pass: (facts: readonly Fact[]) => void) {
  let held: Fact[] | null = [];
  return {
    take(facts: readonly Fact[]) {
      if (held) held.push(...facts);
      else pass(facts);
    },
    shut() {
      held ??= [];
    },
    open() {
      const facts = held ?? [];
      held = null;
      if (facts.length > 0) pass(facts);
    },
  };
}

/** Begins when the run before it is over; all who ask meanwhile share it. */
function oneAtATime(run: () => Promise<void>): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  let next: Promise<void> | null = null;
  return () => {
    next ??= last
      .catch(() => undefined)
      .then(() => {
        next = null;
        return run();
      });
    last = next;
    return next;
  };
}

/** Something that may happen before anybody waits for it. */
function createSignal() {
  let given = false;
  let tell = () => {};
  return {
    give() {
      given = true;
      tell();
    },
    wait(clock: Clock, withinMs: number): Promise<void> {
      if (given) return Promise.resolve();
      return new Promise((resolve, reject) => {
        const cancel = clock.after(withinMs, () => reject(new Error("not subscribed in time")));
        tell = () => {
          cancel();
          resolve();
        };
      });
    },
  };
}
