import type { Callpoint, CallpointState, FeedCall } from "../../shared/model/feed.ts";
import type { CallId, QueueId, UserId } from "../../shared/model/ids.ts";
import type { VisitState } from "../../shared/model/visits.ts";
import { feedCall } from "./test-ingest.ts";
import type { createTestPeople } from "./test-people.ts";
import { type Happenings, type Platform, pick } from "./test-platform.ts";

interface TrueVisit {
  readonly callId: CallId;
  readonly queueId: QueueId;
  readonly enteredAt: number;
  state: VisitState;
  agentId: UserId | null;
}

/** The calls of the platform in little, by the life cycles of core API 6.1. Two entries of one call lie more than 3 s apart. */
export function createTestCalls(platform: Platform, { users, queues }: ReturnType<typeof createTestPeople>) {
  const { say, wireNow, nextNumber, clock } = platform;
  const calls = new Map<CallId, FeedCall>();
  const visits: TrueVisit[] = [];
  /** Calls to a target of a transfer → the call that is to be transferred. */
  const aboutCall = new Map<CallId, CallId>();

  const times = (state: CallpointState) => ({
    state,
    createdAt: wireNow(),
    answeredAt: state === "answered" ? wireNow() : null,
  });
  const atUser = (userId: UserId, state: CallpointState): Callpoint => ({
    kind: "user",
    userId,
    name: null,
    ...times(state),
  });
  const atPlan = (): Callpoint => ({
    kind: "dialplan",
    number: "31201234567",
    name: null,
    ...times("connecting"),
  });
  const answer = (point: Callpoint): Callpoint => ({ ...point, state: "answered", answeredAt: wireNow() });
  const newId = (prefix = "c") => `${prefix}-${nextNumber()}` as CallId;

  const put = (call: FeedCall) => {
    calls.set(call.callId, call);
    say({ kind: "call", call });
  };
  const move = (call: FeedCall, destination: Callpoint) => put({ ...call, destination });
  const arrive = (destination: Callpoint) =>
    put(
      feedCall(
        newId(),
        { kind: "external", number: `${31_600_000_000 + nextNumber()}`, name: null, ...times("answered") },
        destination,
      ),
    );
  const end = ({ callId }: FeedCall, reason: string) => {
    if (!calls.delete(callId)) return;
    aboutCall.delete(callId);
    say({ kind: "call-ended", callId, reason });
  };
  const endRings = ({ callId }: FeedCall) => {
    for (const ring of calls.values()) if (ring.parentCallId === callId) end(ring, "SOURCE_HANGUP");
  };
  const leave = ({ callId }: FeedCall, state: VisitState, agentId: UserId | null = null) => {
    const visit = visits.findLast((each) => each.callId === callId && each.state === "waiting");
    if (visit) Object.assign(visit, { state, agentId });
  };
  const one = (which: number, is: (call: FeedCall) => boolean) =>
    pick(
      [...calls.values()].filter(
        (each) => each.parentCallId === null && !aboutCall.has(each.callId) && is(each),
      ),
      which,
    );
  const waits = ({ destination }: FeedCall) => destination.kind === "queue";
  const rings = ({ destination }: FeedCall) => destination.kind === "user" && destination.state === "ringing";
  const talks = ({ destination }: FeedCall) =>
    destination.kind === "user" && destination.state === "answered";
  /** A call to a target, and the call that is to be transferred. */
  const transfer = (which: number) => {
    const offer = pick(
      [...calls.values()].filter(({ callId }) => aboutCall.has(callId)),
      which,
    );
    const about = offer && aboutCall.get(offer.callId);
    return { offer, about: (about && calls.get(about)) ?? null };
  };
  const offerTo = (userId: UserId | null, about: FeedCall | null, from: Callpoint | null | undefined) => {
    if (!userId || !about || !from) return;
    const offer = feedCall(newId(), from, atUser(userId, "ringing"));
    aboutCall.set(offer.callId, about.callId);
    put(offer);
  };
  const flip = (point: Callpoint): Callpoint =>
    point.state === "answered" || point.state === "inactive"
      ? { ...point, state: point.state === "answered" ? "inactive" : "answered" }
      : point;

  const happenings = {
    arrives: () => arrive(atPlan()),
    "arrives at a user"(_, other) {
      const userId = pick(users.keys(), other);
      if (userId) arrive(atUser(userId, "ringing"));
    },
    "to queue"(which, other) {
      const call = one(which, () => true);
      const queue = pick(queues.values(), other);
      if (!call || !queue) return;
      endRings(call);
      clock.advance(4_000);
      leave(call, "transferred-out");
      visits.push({
        ...{ callId: call.callId, queueId: queue.queueId, enteredAt: wireNow() },
        ...{ state: "waiting", agentId: null },
      });
      move(call, { kind: "queue", ...queue, ...times("answered") });
      say({ kind: "queue-call-entered", queueId: queue.queueId, callId: call.callId });
    },
    "agents ring"(which, other) {
      const call = one(which, waits);
      if (!call) return;
      for (const userId of [...users.keys()].filter((_, place) => (other >> place) % 2 === 0)) {
        const id = newId(`${call.callId}/`);
        const ring = feedCall(id, call.source, atUser(userId, "connecting"), call.callId);
        put(ring);
        if (which % 2 === 0) move(ring, { ...ring.destination, state: "ringing" });
      }
    },
    "next round"(which) {
      const call = one(which, waits);
      if (call) endRings(call);
    },
    "agent takes"(which, other) {
      const call = one(which, waits);
      const userId = pick(users.keys(), other);
      if (!call || !userId) return;
      if (which % 2 === 0) endRings(call);
      leave(call, "answered", userId);
      move(call, atUser(userId, "answered"));
      endRings(call);
    },
    "queue lets go"(which) {
      const call = one(which, waits);
      if (!call) return;
      const exit = () => say({ kind: "queue-exit", callId: call.callId, reason: "max_waittime" });
      leave(call, "timed-out");
      if (which % 2 === 0) exit();
      endRings(call);
      move(call, atPlan());
      if (which % 2 === 1) exit();
    },
    "to dial plan"(which) {
      const call = one(which, () => true);
      if (!call) return;
      leave(call, "transferred-out");
      endRings(call);
      move(call, atPlan());
    },
    "user answers"(which) {
      const call = one(which, rings);
      if (call) move(call, answer(call.destination));
    },
    "hold or resume"(which, other) {
      const call = pick(calls.values(), which);
      if (!call || waits(call)) return;
      put(
        other % 2 === 0
          ? { ...call, source: flip(call.source) }
          : { ...call, destination: flip(call.destination) },
      );
    },
    "sides swap"(which) {
      const call = one(which, (each) => !waits(each));
      if (call) put({ ...call, source: call.destination, destination: call.source });
    },
    "is sent on"(which, other) {
      const call = one(which, talks);
      offerTo(pick(users.keys(), other), call, call?.source);
    },
    "sending on ends"(which) {
      const { offer, about } = transfer(which);
      if (!offer) return;
      aboutCall.delete(offer.callId);
      if (which % 2 === 0) return end(offer, "DESTINATION_HANGUP");
      move(offer, answer(offer.destination));
      if (about && !waits(about)) end(about, "REPLACE");
    },
    consults(which, other) {
      const call = one(which, talks);
      offerTo(pick(users.keys(), other), call, call && { ...call.destination, ...times("answered") });
    },
    "hands over"(which) {
      const { offer, about } = transfer(which);
      if (!offer || !about || waits(about)) return;
      end(offer, "SOURCE_HANGUP");
      move(about, { ...offer.destination, ...times("answered") });
    },
    ends(which, other) {
      const call = pick(calls.values(), which);
      if (!call) return;
      const replaced = other % 3 === 0;
      leave(call, replaced ? "transferred-out" : "abandoned");
      if (other % 2 === 0) endRings(call);
      end(call, replaced ? "REPLACE" : "SOURCE_HANGUP");
      endRings(call);
    },
  } satisfies Happenings;

  return { calls, visits, happenings };
}
