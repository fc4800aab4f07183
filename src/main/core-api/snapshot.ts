import type { Element } from "ltx";
import type { FeedCall, FeedQueue, Membership } from "../../shared/model/feed.ts";
import type { Clock } from "../support/clock.ts";
import { createTurns } from "../support/take-turns.ts";
import type { Snapshot } from "./facts.ts";
import { type ParsedUser, parseCall, parseQueue, parseUser, text } from "./parse-entities.ts";
import { askTime, getAll } from "./stanzas.ts";

export type AskCore = (iq: Element, timeoutMs: number) => Promise<Element>;

export interface LoadedSnapshot {
  readonly snapshot: Snapshot;
  /** The signed-in user's name for REST. */
  readonly compassId: string | null;
}

/** A large company's user list is megabytes. */
const listTimeoutMs = 30_000;
const timeTimeoutMs = 2_000;

/** Reads users, queues and calls at once, as the vendor's client does, and the server's clock where it tells it. */
export async function loadSnapshot(parts: {
  ask: AskCore;
  company: string;
  phone: string;
  domain: string;
  ownJid: string;
  clock: Clock;
}): Promise<LoadedSnapshot> {
  const { ask, phone, clock } = parts;
  const list = async (type: "user" | "queue" | "call") => {
    const result = (await ask(getAll(phone, type), listTimeoutMs)).getChild("result");
    // An empty list is an empty result (core API 4.1); without one nobody told that there is nobody.
    if (!result) throw new Error(`an answer without a list of ${type}s`);
    return result.getChildren(type);
  };
  const [userElements, queueElements, callElements, serverAheadMs] = await Promise.all([
    list("user"),
    list("queue"),
    list("call"),
    clockDifference(ask, parts.domain, clock.now),
  ]);
  const parsedUsers: ParsedUser[] = [];
  const queues: FeedQueue[] = [];
  const calls: FeedCall[] = [];
  // The core tells them twice, at the user and at the queue.
  const memberships = new Map<string, Membership>();
  const keep = (membership: Membership) =>
    memberships.set(JSON.stringify([membership.queueId, membership.userId]), membership);
  await createTurns(clock).run([
    ...stepsOf(userElements, parseUser, (parsed) => {
      parsedUsers.push(parsed);
      parsed.memberships.forEach(keep);
    }),
    ...stepsOf(queueElements, parseQueue, ({ queue, members }) => {
      queues.push(queue);
      members.forEach(keep);
    }),
    ...stepsOf(callElements, parseCall, ({ call, ended }) => {
      if (!ended) calls.push(call);
    }),
  ]);
  const self = parsedUsers.find((user) => user.jid === parts.ownJid.toLowerCase()) ?? null;
  return {
    compassId: self?.compassId ?? null,
    snapshot: {
      company: parts.company,
      me: self?.user.userId ?? null,
      users: parsedUsers.map((parsed) => parsed.user),
      queues,
      memberships: [...memberships.values()],
      calls,
      serverAheadMs,
    },
  };
}

function stepsOf<Parsed>(
  elements: readonly Element[],
  parse: (element: Element) => Parsed | null,
  keep: (parsed: Parsed) => void,
): readonly (() => void)[] {
  return elements.map((element) => () => {
    const parsed = parse(element);
    if (parsed) keep(parsed);
  });
}

async function clockDifference(ask: AskCore, domain: string, now: () => number): Promise<number | null> {
  const askedAt = now();
  try {
    const answer = await ask(askTime(domain), timeTimeoutMs);
    const time = answer.getChild("time");
    const utc = Date.parse((time && text(time, "utc")) ?? "");
    return Number.isNaN(utc) ? null : utc - (askedAt + now()) / 2;
  } catch {
    return null;
  }
}
