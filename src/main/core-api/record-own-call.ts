import type { EndedBy, MissedBecause } from "../../shared/model/history.ts";
import type { CallId, Instant, UserId } from "../../shared/model/ids.ts";
import type { OwnCallRecord, VisitRecord } from "./facts.ts";

/** My part in a call, or one of the rings by which a queue offered it. */
export interface Leg {
  readonly conversationId: CallId;
  readonly isRing: boolean;
  readonly direction: "incoming" | "outgoing";
  readonly number: string | null;
  readonly startedAt: Instant;
  readonly answeredAt: Instant | null;
  readonly endedAt: Instant | null;
}

/** The company's view of a call. */
export interface CompanyCall {
  /** By whomever. */
  readonly answeredAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly fromNumber: string | null;
  readonly fromName: string | null;
  readonly toNumber: string | null;
  readonly endReason: string;
}

export interface Conversation {
  readonly callId: CallId;
  /** Mine: at least one. */
  readonly legs: readonly Leg[];
  readonly call: CompanyCall | null;
  /** In the order of entry. */
  readonly visits: readonly VisitRecord[];
  isMe(agentId: UserId): boolean;
}

/** The files' times are whole seconds. */
const fileSecondMs = 1_000;
/** The files do not tell a call that I declined from one that rang to its end; but a phone left alone rings longer than this. */
const leftAloneMs = 15_000;

/** One line for all that the files have of a conversation; null: it is not over. */
export function recordOwnCall(conversation: Conversation): OwnCallRecord | null {
  const { callId, call } = conversation;
  const legs = conversation.legs.toSorted((a, b) => a.startedAt - b.startedAt);
  const rings = legs.filter((leg) => leg.isRing);
  const own = legs.find((leg) => !leg.isRing) ?? null;
  const first = rings[0] ?? own;
  if (!first || legs.some((leg) => leg.endedAt === null)) return null;

  const visit = visitOf(conversation, rings);
  const isMine = visit !== null && visit.agentId !== null && conversation.isMe(visit.agentId);
  const answered = [own, ...rings].find((leg) => leg !== null && leg.answeredAt !== null) ?? null;
  const talked = answered !== null || isMine;
  const facts = {
    callId,
    startedAt: first.startedAt,
    talkedMs: isMine && own?.answeredAt == null ? visit.talkMs : answered && talkMs(answered),
    endedBy: endedBy(call, talked ? (own?.endedAt ?? null) : null),
  };
  const direction = (own ?? first).direction;
  if (direction === "outgoing")
    return {
      ...facts,
      direction,
      number: first.number,
      name: null,
      dialledNumber: null,
      queueId: null,
      outcome: talked ? "talked" : "unanswered",
      missedBecause: null,
      answeredBy: null,
      rangMs: null,
      waitedMs: null,
    };

  const rang = rings.length > 0 ? rings : [first];
  const rangMs = rang.reduce((sum, leg) => sum + ringMs(leg), 0);
  const declined = !talked && visit === null && isDeclined(call, rangMs);
  const taker = talked || declined ? null : takerOf(conversation, visit);
  return {
    ...facts,
    direction,
    number: call?.fromNumber ?? first.number,
    name: call?.fromName ?? null,
    dialledNumber: call?.toNumber ?? null,
    queueId: visit?.queueId ?? null,
    outcome: talked ? "talked" : declined ? "declined" : "missed",
    missedBecause: talked || declined ? null : taker ? "answered-by-colleague" : missedBecause(call, visit),
    answeredBy: taker,
    rangMs,
    waitedMs: visit?.waitMs ?? null,
  };
}

const talkMs = ({ answeredAt, endedAt }: Leg) => Math.max(0, (endedAt ?? 0) - (answeredAt ?? 0));
const ringMs = ({ startedAt, answeredAt, endedAt }: Leg) =>
  Math.max(0, (answeredAt ?? endedAt ?? startedAt) - startedAt);

/** The stay in a queue that brought the call to me, or rang me for it. */
function visitOf({ visits, isMe }: Conversation, rings: readonly Leg[]): VisitRecord | null {
  const mine = visits.find(({ agentId }) => agentId !== null && isMe(agentId));
  const lastRing = rings.at(-1);
  if (mine || !lastRing) return mine ?? null;
  return visits.findLast(({ enteredAt }) => enteredAt <= lastRing.startedAt + fileSecondMs) ?? null;
}

/** Who answered in a queue, then or later. */
function takerOf({ visits }: Conversation, visit: VisitRecord | null): UserId | null {
  if (!visit) return null;
  return (
    visits.find(({ agentId, enteredAt }) => agentId !== null && enteredAt >= visit.enteredAt)?.agentId ?? null
  );
}

const isDeclined = (call: CompanyCall | null, rangMs: number): boolean =>
  call?.endReason === "callee" && call.answeredAt === null && rangMs > 0 && rangMs < leftAloneMs;

function missedBecause(call: CompanyCall | null, visit: VisitRecord | null): MissedBecause {
  const callerLeft = call?.endReason === "caller";
  if (visit)
    return visit.state === "abandoned" || (visit.state === "unknown" && callerLeft)
      ? "caller-left"
      : "queue-ended";
  if (call && call.answeredAt !== null) return "forwarded";
  return callerLeft ? "caller-left" : "no-answer";
}

/** `leftAt`: when I left a conversation, which may go on without me. */
function endedBy(call: CompanyCall | null, leftAt: Instant | null): EndedBy {
  if (leftAt !== null && call && call.endedAt !== null && leftAt + fileSecondMs < call.endedAt)
    return "transferred";
  switch (call?.endReason) {
    case "caller":
      return "caller";
    case "callee":
      return "called";
    case "busy":
      return "busy";
    default:
      return "unknown";
  }
}
