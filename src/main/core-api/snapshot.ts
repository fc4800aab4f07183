import type { Element } from "ltx";
import type { FeedQueue, Membership } from "../../shared/model/feed.ts";
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
  now(): number;
}): Promise<LoadedSnapshot> {
  const { ask, phone } = parts;
  const list = async (type: "user" | "queue" | "call") => {
    const result = (await ask(getAll(phone, type), listTimeoutMs)).getChild("result");
    // An empty list is an empty result (core API 4.1); without one nobody told that there is nobody.
    if (!result) throw new Error(`an answer without a list of ${type}s`);
    return result.getChildren(type);
  };
  const [users, queues, calls, serverAheadMs] = await Promise.all([
    list("user"),
    list("queue"),
    list("call"),
    clockDifference(ask, parts.domain, parts.now),
  ]);
  const parsedUsers = users.flatMap((user) => parseUser(user) ?? []);
  const parsedQueues = queues.flatMap((queue) => parseQueue(queue) ?? []);
  const self = parsedUsers.find((user) => user.jid === parts.ownJid.toLowerCase()) ?? null;
  return {
    compassId: self?.compassId ?? null,
    snapshot: {
      company: parts.company,
      me: self?.user.userId ?? null,
      users: parsedUsers.map((parsed) => parsed.user),
      queues: parsedQueues.map((parsed) => parsed.queue),
      memberships: mergedMemberships(parsedUsers, parsedQueues),
      calls: calls.flatMap((element) => {
        const parsed = parseCall(element);
        return parsed && !parsed.ended ? parsed.call : [];
      }),
      serverAheadMs,
    },
  };
}

/** The core tells memberships twice, at the user and at the queue. */
function mergedMemberships(
  users: readonly ParsedUser[],
  queues: readonly { queue: FeedQueue; members: readonly Membership[] }[],
): Membership[] {
  const merged = new Map<string, Membership>();
  for (const membership of [
    ...users.flatMap((user) => user.memberships),
    ...queues.flatMap((queue) => queue.members),
  ])
    merged.set(JSON.stringify([membership.queueId, membership.userId]), membership);
  return [...merged.values()];
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
