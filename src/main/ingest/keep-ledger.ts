import type { CallId, Instant, QueueId, UserId } from "../../shared/model/ids.ts";
import { outcomeOfExit, type VisitState } from "../../shared/model/visits.ts";
import type { Store, StoredCall } from "../store/rows.ts";
import type { StoredVisit, Visit } from "../store/visit-rows.ts";

/** How far apart two accounts of one entry may lie: whole seconds on the wire, and what the server's clock may be off. */
const sameEntryWithinMs = 3_000;
/** `saidAt` is in whole seconds: what was said then may have happened up to this much later. */
const wireSecondMs = 1_000;

/**
 * Writes the queue visits of the calls that pass. Each answer names the queues whose ledger changed. The entry of a visit is what it
 * is known by, so that facts told twice, or again later, change nothing.
 */
export interface Ledger {
  /** A clock was set: by it this call came into its queue at another time than `before`. */
  entryMoved(call: StoredCall, before: Instant): void;
  /** A call started, changed, or is in a snapshot. */
  call(call: StoredCall, now: Instant): readonly QueueId[];
  ended(callId: CallId, reason: string | null, now: Instant): readonly QueueId[];
  /** The core says why a queue let go of a call; `saidAt` by this machine's clock. */
  exit(callId: CallId, reason: string | null, now: Instant, saidAt: Instant): readonly QueueId[];
  /** The agent's wrap-up after this call is over. */
  wrapUpEnded(callId: CallId, agentId: UserId, now: Instant): readonly QueueId[];
  /** Only these calls are left: whatever became of the others, nobody saw it. */
  onlyThese(callIds: ReadonlySet<CallId>): void;
}

export function createLedger(store: Store): Ledger {
  function change(visit: StoredVisit, what: Partial<Visit>): readonly QueueId[] {
    store.changeVisit({ ...visit, ...what });
    return [visit.queueId];
  }

  /** The call is no longer where it waited or talked. */
  function close(visit: StoredVisit, state: VisitState, at: Instant): readonly QueueId[] {
    return waits(visit)
      ? change(visit, { state, leftAt: Math.max(at, visit.enteredAt), open: false })
      : change(visit, { talkEndedAt: Math.max(at, visit.leftAt ?? at), open: false });
  }

  /** The call is in a queue again. An answer after that was one of the later visit: a snapshot had overtaken the entry. */
  function overtake(visit: StoredVisit, at: Instant): readonly QueueId[] {
    return leftAfter(visit, at)
      ? change(visit, { ...unanswered, leftAt: at, open: false })
      : close(visit, "transferred-out", at);
  }

  function enter(call: StoredCall, queueId: QueueId, enteredAt: Instant): readonly QueueId[] {
    const visits = store.visitsOfCall(call.callId);
    const known = sameVisit(visits, queueId, enteredAt);
    // Given up as lost too early.
    if (known && waits(known) && !known.open) return change(known, { state: "waiting", open: true });
    if (known) return [];
    // A snapshot overtook this: when the next visit began, this one was over at the latest.
    const overAt = visits.find((visit) => visit.enteredAt > enteredAt)?.enteredAt ?? null;
    const left = visits.filter(
      (visit) => visit.enteredAt < enteredAt && (waits(visit) || talks(visit) || leftAfter(visit, enteredAt)),
    );
    store.addVisit({
      callId: call.callId,
      queueId,
      enteredAt,
      callerNumber: call.source.kind === "external" ? call.source.number : null,
      state: overAt === null ? "waiting" : "transferred-out",
      leftAt: overAt,
      agentId: null,
      talkEndedAt: null,
      wrapUpEndedAt: null,
      open: overAt === null,
      rebuilt: false,
    });
    return [queueId, ...left.flatMap((visit) => overtake(visit, enteredAt))];
  }

  /** The call is somewhere else than in a queue. */
  function elsewhere({ callId, destination }: StoredCall, now: Instant): readonly QueueId[] {
    const at = destination.createdAt ?? now;
    const visits = store.visitsOfCall(callId);
    // The one that this ended or follows; none where it is of before all visits, told again.
    const visit = visits.findLast(({ enteredAt }) => enteredAt <= at);
    if (!visit) return [];
    if (!waits(visit) && !leftAfter(visit, at)) {
      const withAgent = destination.kind === "user" && destination.userId === visit.agentId;
      const talkedOn = visit.state === "answered" && at < (visit.talkEndedAt ?? Number.POSITIVE_INFINITY);
      return talkedOn && !withAgent ? close(visit, visit.state, at) : [];
    }
    // A user whose phone still rings is where the dial plan goes on: agents ring with calls of their own.
    const rings = destination.state === "connecting" || destination.state === "ringing";
    if (destination.kind !== "user" || rings)
      return change(visit, { ...unanswered, leftAt: at, open: false });
    const talkEndedAt = visits.find(({ enteredAt }) => enteredAt > at)?.enteredAt ?? null;
    const agentId = destination.userId;
    return change(visit, { state: "answered", leftAt: at, agentId, talkEndedAt, open: talkEndedAt === null });
  }

  function offer(call: StoredCall, parentCallId: CallId, now: Instant): readonly QueueId[] {
    const { callId, destination } = call;
    if (destination.kind === "user")
      store.addOffer({
        callId,
        parentCallId,
        userId: destination.userId,
        offeredAt: heardAt(destination.createdAt, now),
        endedAt: null,
        declined: false,
      });
    return [];
  }

  return {
    entryMoved({ callId, queue }, before) {
      const visit = queue && sameVisit(store.visitsOfCall(callId), queue.queueId, before);
      if (queue && visit) store.changeVisit({ ...visit, enteredAt: queue.enteredAt });
    },
    call(call, now) {
      if (call.parentCallId !== null) return offer(call, call.parentCallId, now);
      if (call.destination.kind === "queue")
        return enter(call, call.destination.queueId, call.queue?.enteredAt ?? now);
      return elsewhere(call, now);
    },
    ended(callId, reason, now) {
      const call = store.call(callId);
      if (call?.parentCallId !== null) store.endOffer(callId, now, reason === "DESTINATION_HANGUP");
      // A ring of an agent is in no queue.
      if (call && call.parentCallId !== null) return [];
      return store
        .visitsOfCall(callId)
        .filter((visit) => waits(visit) || talks(visit))
        .flatMap((visit) => close(visit, outcomeOfEnd(reason), now));
    },
    exit(callId, reason, now, saidAt) {
      const visit = store.visitsOfCall(callId).findLast(({ enteredAt }) => enteredAt < saidAt + wireSecondMs);
      if (!visit) return [];
      const state = outcomeOfExit(reason);
      if (waits(visit)) return close(visit, state, now);
      // A snapshot had overtaken this: who answered did so in a later visit.
      if (visit.state === "answered" && leftAfter(visit, saidAt + wireSecondMs))
        return change(visit, { ...unanswered, state, leftAt: saidAt, open: false });
      // The end of the stay was told before its reason.
      const vague =
        visit.state === "transferred-out" || visit.state === "unknown" || visit.state === "abandoned";
      return vague ? change(visit, { state }) : [];
    },
    wrapUpEnded(callId, agentId, now) {
      const visit = store
        .visitsOfCall(callId)
        .findLast((each) => each.agentId === agentId && each.talkEndedAt !== null);
      return visit && visit.wrapUpEndedAt === null ? change(visit, { wrapUpEndedAt: now }) : [];
    },
    onlyThese(callIds) {
      for (const visit of store.openVisits())
        if (!callIds.has(visit.callId))
          change(visit, { state: visit.state === "waiting" ? "unknown" : visit.state, open: false });
    },
  };
}

/** Nobody knows of its end: also where it was given up as lost, and the feed goes on to tell of it. */
const waits = ({ leftAt }: Visit): boolean => leftAt === null;
/** By callpoints alone: what the core says of reasons is not in question. */
const leftAfter = ({ state, leftAt }: Visit, at: Instant): boolean =>
  (state === "answered" || state === "transferred-out") && leftAt !== null && leftAt > at;
const talks = ({ state, talkEndedAt }: Visit): boolean => state === "answered" && talkEndedAt === null;

const unanswered = { state: "transferred-out", agentId: null, talkEndedAt: null } as const;

/** The visit that began then, as far as clocks can tell. */
export function sameVisit(
  visits: readonly StoredVisit[],
  queueId: QueueId,
  enteredAt: Instant,
): StoredVisit | undefined {
  const apart = (visit: StoredVisit) => Math.abs(visit.enteredAt - enteredAt);
  return visits
    .filter((visit) => visit.queueId === queueId && apart(visit) <= sameEntryWithinMs)
    .sort((a, b) => apart(a) - apart(b))[0];
}

/** As precisely as it is known: the wire's whole seconds would blur the order of rings that follow each other. */
const heardAt = (told: Instant | null, now: Instant): Instant =>
  told !== null && now - told > sameEntryWithinMs ? told : now;

function outcomeOfEnd(reason: string | null): VisitState {
  if (reason === "SOURCE_HANGUP") return "abandoned";
  return reason === "REPLACE" ? "transferred-out" : "unknown";
}
