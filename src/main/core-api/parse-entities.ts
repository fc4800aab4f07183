import type { Element } from "ltx";
import type { UserStatus } from "../../shared/model/colleague.ts";
import type {
  Callpoint,
  CallpointState,
  FeedCall,
  FeedQueue,
  FeedUser,
  Membership,
} from "../../shared/model/feed.ts";
import type { CallId, Instant, QueueId, UserId } from "../../shared/model/ids.ts";

/*
 * Elements of the core API (section 5) → our words. Children may come in any order, unknown ones are passed over; null: the
 * element lacks what it cannot be without.
 */

export interface ParsedUser {
  readonly user: FeedUser;
  readonly memberships: readonly Membership[];
  /** Bare JID in lower case: finds the signed-in user. */
  readonly jid: string | null;
  /** The user's name for REST. */
  readonly compassId: string | null;
}

export function parseUser(element: Element): ParsedUser | null {
  const userId = idOf<UserId>(element.attrs.id);
  if (!userId) return null;
  const identifiers = childOf(element, "identifiers");
  const loggedIn = text(element, "loggedIn");
  const user: FeedUser = {
    userId,
    name: text(element, "name") ?? userId,
    extensions: (text(element, "extensions") ?? "")
      .split(",")
      .map((extension) => extension.trim())
      .filter((extension) => extension !== ""),
    email: text(element, "contact"),
    loggedIn: loggedIn === null ? null : loggedIn === "true",
    ...parseStatus(element),
  };
  return {
    user,
    memberships: parseEntries(childOf(element, "queueEntries")),
    jid: (identifiers && text(identifiers, "xmppJid")?.toLowerCase()) ?? null,
    compassId: identifiers ? text(identifiers, "compassId") : null,
  };
}

const statuses: Readonly<Record<string, UserStatus>> = {
  ALL: "available",
  ONLY_DIRECT: "no-queue-calls",
  NONE: "no-calls",
};

/** Reads the children `receiveCalls`, `displayStatus` and `wrapupState` (core API 5.1); no `wrapupState`: not in wrap-up. */
export function parseStatus(element: Element): Pick<FeedUser, "status" | "statusLabel" | "wrapUp"> {
  const receiveCalls = text(element, "receiveCalls");
  const status = (receiveCalls !== null && statuses[receiveCalls]) || null;
  const wrapUp = childOf(element, "wrapupState");
  return {
    status,
    statusLabel: status ? null : (text(element, "displayStatus") ?? receiveCalls),
    wrapUp: wrapUp
      ? {
          callId: idOf<CallId>(text(wrapUp, "callId")),
          endsAt: instantOfEitherUnit(text(wrapUp, "endTime")),
        }
      : null,
  };
}

export function parseQueue(element: Element): { queue: FeedQueue; members: readonly Membership[] } | null {
  const queueId = idOf<QueueId>(element.attrs.id);
  if (!queueId) return null;
  return {
    queue: { queueId, name: text(element, "name") ?? queueId },
    members: parseEntries(childOf(element, "userEntries")),
  };
}

/** An `entry` or `member`. */
export function parseMembership(element: Element): Membership | null {
  const queueId = idOf<QueueId>(text(element, "queueId"));
  const userId = idOf<UserId>(text(element, "userId"));
  return queueId && userId ? { queueId, userId, priority: integer(text(element, "priority")) ?? 1 } : null;
}

/** `ended`: the call-level state says that it is over, as in results with history. */
export function parseCall(element: Element): { call: FeedCall; ended: boolean } | null {
  const callId = idOf<CallId>(element.attrs.id);
  if (!callId) return null;
  const properties = childOf(element, "properties");
  const call: FeedCall = {
    callId,
    source: parseCallpoint(childOf(element, "source")),
    destination: parseCallpoint(childOf(element, "destination")),
    parentCallId: properties ? idOf<CallId>(text(properties, "QueueCallForCall")) : null,
  };
  return { call, ended: text(element, "state") === "DISCONNECTED" };
}

const callpointStates: Readonly<Record<string, CallpointState>> = {
  CONNECTING: "connecting",
  RINGING: "ringing",
  ANSWERED: "answered",
  INACTIVE: "inactive",
  ON_HOLD: "inactive",
  DISCONNECTED: "disconnected",
};

function parseCallpoint(element: Element | undefined): Callpoint {
  if (!element) return missing;
  const times = {
    state: callpointStates[text(element, "state") ?? ""] ?? "unknown",
    createdAt: instant(text(element, "timeCreated")),
    answeredAt: instant(text(element, "timeStarted")),
  };
  const hint = String(element.attrs["xsi:type"] ?? "").replace(/^callpoint/, "");
  const type = String(element.attrs.type || hint || "Unknown");
  const userId = idOf<UserId>(text(element, "userId"));
  const queueId = idOf<QueueId>(text(element, "queueId"));
  if (type === "User" && userId) return { kind: "user", userId, name: text(element, "userName"), ...times };
  if (type === "Queue" && queueId)
    return { kind: "queue", queueId, name: text(element, "queueName"), ...times };
  switch (type) {
    case "External":
      return { kind: "external", number: text(element, "number"), name: text(element, "name"), ...times };
    case "Dialplan":
      return {
        kind: "dialplan",
        number: text(element, "exten"),
        name: text(element, "description"),
        ...times,
      };
    case "Resource": {
      const parkedBy = idOf<UserId>(text(element, "parkedBy"));
      return {
        kind: "resource",
        resourceType: text(element, "resourceType"),
        name: text(element, "name"),
        ...(parkedBy && { parkedBy }),
        ...times,
      };
    }
    case "ListenIn":
      return {
        kind: "listen-in",
        listenedToCallId: idOf<CallId>(text(element, "listenedToCallId")),
        ...times,
      };
    default:
      return {
        kind: "other",
        type,
        number: text(element, "number") ?? text(element, "exten"),
        name: ["name", "userName", "queueName", "description"].reduce<string | null>(
          (found, name) => found ?? text(element, name),
          null,
        ),
        ...times,
      };
  }
}

const missing: Callpoint = {
  kind: "other",
  type: "Unknown",
  number: null,
  name: null,
  state: "unknown",
  createdAt: null,
  answeredAt: null,
};

const parseEntries = (element: Element | undefined): readonly Membership[] =>
  (element?.getChildren("entry") ?? []).flatMap((entry) => parseMembership(entry) ?? []);

/** The first child of this name, whatever its prefix. The library's own search makes a list of all of them, for each of a call's thirty texts. */
export function childOf(element: Element, name: string): Element | undefined {
  for (const child of element.children)
    if (typeof child === "object" && child.getName() === name) return child;
  return undefined;
}

/** A child's text without the space around it; null: missing or empty. */
export function text(element: Element, name: string): string | null {
  const content = childOf(element, name)?.getText().trim();
  return content ? content : null;
}

/** Samples have space around ids. */
export function idOf<Id extends string>(value: unknown): Id | null {
  const id = typeof value === "string" ? value.trim() : "";
  return id === "" ? null : (id as Id);
}

function integer(value: string | null): number | null {
  const number = value === null ? Number.NaN : Number(value);
  return Number.isFinite(number) ? Math.trunc(number) : null;
}

/** Unix seconds → epoch milliseconds; 0 is "never". */
export function instant(value: string | null): Instant | null {
  const number = value === null ? 0 : Number(value);
  return Number.isFinite(number) && number > 0 ? Math.round(number * 1000) : null;
}

/** The unit of `endTime` is not documented: beyond the year 5138 in seconds it must be milliseconds. */
function instantOfEitherUnit(value: string | null): Instant | null {
  const number = integer(value);
  return number !== null && number > 100_000_000_000 ? number : instant(value);
}
