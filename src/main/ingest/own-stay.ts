import type { Callpoint } from "../../shared/model/feed.ts";
import type { EndedBy } from "../../shared/model/history.ts";
import type { Instant, UserId } from "../../shared/model/ids.ts";
import type { StoredCall } from "../store/rows.ts";
import type { LineOfCall } from "./visit-lines.ts";

/** I am at one side of a call that no queue brings me. */
export interface OwnStay {
  readonly direction: "incoming" | "outgoing";
  /** When the call reached me, or I dialled. */
  readonly since: Instant;
  readonly other: Callpoint;
  readonly rang: boolean;
  readonly talkedFrom: Instant | null;
  /** Our phone refused it. */
  readonly declined: boolean;
  /** Somebody put me through to here: I dialled nobody. */
  readonly sentOn: boolean;
}

/** How a stay ended: with the call, because somebody else took my place in it, or nobody saw how. */
export type StayEnd =
  | { readonly kind: "ended"; readonly reason: string | null }
  | { readonly kind: "replaced"; readonly by: Callpoint }
  | { readonly kind: "lost" };

/**
 * My stay at this call as it goes on; null: I am not at it. A queue's ring is its parent's, listening in is no call of mine, and while
 * the platform rings my own phone first (click-to-dial, "dialler") there is no call yet. A call that I seem to make, answered on my
 * side from its start while I talk in another, is how a blind transfer of me looks.
 */
export function stayAt(
  call: StoredCall,
  me: UserId,
  before: OwnStay | null,
  talksElsewhere: () => boolean,
  now: Instant,
): OwnStay | null {
  const isMe = (point: Callpoint) => point.kind === "user" && point.userId === me;
  const outgoing = isMe(call.source);
  if (call.parentCallId !== null || !(outgoing || isMe(call.destination))) return null;
  const [own, other] = outgoing ? [call.source, call.destination] : [call.destination, call.source];
  if (other.kind === "listen-in" || isDialler(other)) return null;
  const answered = outgoing ? isPerson(other) && isTalking(other) : isTalking(own);
  const answeredAt = (outgoing ? other : own).answeredAt ?? now;
  const same = before?.direction === (outgoing ? "outgoing" : "incoming") ? before : null;
  return {
    direction: outgoing ? "outgoing" : "incoming",
    since: same?.since ?? own.createdAt ?? now,
    // Whoever answered stays the other side when he has put me through to a queue or an announcement.
    other: same && same.talkedFrom !== null && !isPerson(other) ? same.other : other,
    rang: same?.rang === true || own.state === "ringing",
    talkedFrom: same?.talkedFrom ?? (answered ? answeredAt : null),
    declined: same?.declined === true,
    sentOn: same ? same.sentOn : outgoing && own.state === "answered" && talksElsewhere(),
  };
}

/**
 * The line of a stay that is over; null: it is none. My phone never rang and the caller did not hang up: nothing was offered to me. A
 * call that I made is left before anybody answered: it goes on as the transfer of another, or what I dialled was a call to join.
 */
export function lineOfStay(stay: OwnStay, end: StayEnd, now: Instant): LineOfCall | null {
  const { direction, since, talkedFrom } = stay;
  const nothing = { missedBecause: null, answeredBy: null, waitedMs: null, talkedMs: null, queueId: null };
  const rangMs = direction === "incoming" ? Math.max(0, (talkedFrom ?? now) - since) : null;
  const line = { ...nothing, startedAt: since, rangMs, endedBy: endedBy(end) };
  if (talkedFrom !== null) {
    const talkedMs = end.kind === "lost" ? null : Math.max(0, now - talkedFrom);
    return { ...line, outcome: "talked", talkedMs };
  }
  const goesOn = end.kind === "replaced" || (end.kind === "ended" && end.reason === "REPLACE");
  if (direction === "outgoing") return stay.sentOn || goesOn ? null : { ...line, outcome: "unanswered" };
  const missed = (
    missedBecause: LineOfCall["missedBecause"],
    answeredBy: UserId | null = null,
  ): LineOfCall => ({
    ...line,
    outcome: "missed",
    missedBecause,
    answeredBy,
  });
  if (end.kind !== "lost" && stay.declined) return { ...line, outcome: "declined" };
  switch (end.kind) {
    case "lost":
      return null;
    case "replaced":
      return end.by.kind === "user" && isTalking(end.by)
        ? missed("answered-by-colleague", end.by.userId)
        : missed("forwarded");
    case "ended":
      if (end.reason === "SOURCE_HANGUP") return missed("caller-left");
      return end.reason === "DESTINATION_HANGUP" && !stay.rang ? null : missed("no-answer");
    default:
      return end satisfies never;
  }
}

/** The first leg of a click-to-dial. */
const isDialler = (point: Callpoint): boolean => point.kind === "dialplan" && point.name === "dialler";

/** Who ended a conversation of mine. */
export function endedBy(end: StayEnd): EndedBy {
  if (end.kind !== "ended") return end.kind === "replaced" ? "transferred" : "unknown";
  switch (end.reason) {
    case "SOURCE_HANGUP":
      return "caller";
    case "DESTINATION_HANGUP":
      return "called";
    case "DESTINATION_BUSY":
      return "busy";
    case "REPLACE":
      return "transferred";
    default:
      return "unknown";
  }
}

const isPerson = ({ kind }: Callpoint) => kind === "user" || kind === "external";
const isTalking = ({ state }: Callpoint) => state === "answered" || state === "inactive";
