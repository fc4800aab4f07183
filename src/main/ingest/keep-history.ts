import { isDeepStrictEqual } from "node:util";
import type { Callpoint } from "../../shared/model/feed.ts";
import type { EndedBy } from "../../shared/model/history.ts";
import type { CallId, HistoryId, Instant, PhoneCallId, UserId } from "../../shared/model/ids.ts";
import { knownStation, readableWord } from "../../shared/model/stations.ts";
import type { HistoryRecord } from "../store/history-rows.ts";
import type { Store, StoredCall } from "../store/rows.ts";
import type { StoredVisit } from "../store/visit-rows.ts";
import { endedBy, lineOfStay, type OwnStay, type StayEnd, stayAt } from "./own-stay.ts";
import { type LineOfCall, linesOfVisit } from "./visit-lines.ts";

/**
 * Writes a line of the history when a call of mine is over for me. It is told after the ledger, from which it takes the calls that
 * queues brought; `visited`: that changed visits of this call. Each answer says whether the history changed. A line is known by its
 * call and its start, so that what is told twice, or again later, changes nothing.
 */
export interface HistoryKeeper {
  /** A call started, changed, or is in a snapshot. */
  call(call: StoredCall, visited: boolean, now: Instant): boolean;
  /** The store still has the call. */
  ended(callId: CallId, reason: string | null, visited: boolean, now: Instant): boolean;
  /** The ledger learned more of this call's visits. */
  visits(callId: CallId): boolean;
  /** Only these calls are left, and the store still has the others. */
  onlyThese(callIds: ReadonlySet<CallId>, now: Instant): void;
  /** Our phone is told to end this call: while it rings, that declines it. */
  hangingUp(phoneCallId: PhoneCallId): void;
}

export function createHistoryKeeper(store: Store): HistoryKeeper {
  const stays = new Map<CallId, OwnStay>();

  function write(callId: CallId, known: HistoryRecord | undefined, record: Omit<HistoryRecord, "historyId">) {
    const plain = callId as string as HistoryId;
    const taken = store.historyOfCall(callId).some(({ historyId }) => historyId === plain);
    const historyId = known?.historyId ?? (taken ? (`${callId}@${record.startedAt}` as HistoryId) : plain);
    const line: HistoryRecord = { ...record, historyId };
    if (isDeepStrictEqual(line, known)) return false;
    store.putHistory(line);
    return true;
  }

  const lineSince = (callId: CallId, startedAt: Instant) =>
    store.historyOfCall(callId).find((line) => line.startedAt === startedAt);

  /** Of each visit, with the rings of its time. */
  function settle(callId: CallId, end: EndedBy): boolean {
    const me = store.me();
    const visits = me === null ? [] : store.visitsOfCall(callId);
    if (me === null || visits.every(({ state }) => state === "waiting")) return false;
    const offers = store.offersFor(callId);
    const isMine = offers.some(({ userId }) => userId === me) || visits.some(({ agentId }) => agentId === me);
    if (!isMine) return false;
    const changes = visits.flatMap((visit, index) => {
      const from = index === 0 ? 0 : visit.enteredAt;
      const until = visits[index + 1]?.enteredAt ?? Number.POSITIVE_INFINITY;
      const during = offers.filter(({ offeredAt }) => from <= offeredAt && offeredAt < until);
      const offered = during.some((offer) => offer.userId === me);
      return linesOfVisit(visit, during, me, end).map((line) => writeVisit(visit, line, offered));
    });
    return changes.includes(true);
  }

  function writeVisit(visit: StoredVisit, line: LineOfCall, offered: boolean): boolean {
    const { callId, rebuilt } = visit;
    const known = lineSince(callId, line.startedAt);
    // What only the core's files know of calls of mine comes from another file of theirs.
    if (rebuilt && !known && (!offered || store.historyOfCall(callId).length > 0)) return false;
    const call = store.call(callId);
    const party = known ?? (call ? partyOf(call.source, call) : { ...nobody, number: visit.callerNumber });
    return write(callId, known, {
      ...line,
      callId,
      direction: "incoming",
      userId: party.userId,
      number: party.number,
      name: party.name,
      dialledNumber: known?.dialledNumber ?? call?.dialledNumber ?? null,
      endedBy: known && known.endedBy !== "unknown" ? known.endedBy : line.endedBy,
      rebuilt,
    });
  }

  function leave(callId: CallId, stay: OwnStay, end: StayEnd, now: Instant): boolean {
    stays.delete(callId);
    const line = lineOfStay(stay, end, now);
    if (!line) return false;
    const known = lineSince(callId, line.startedAt);
    const saysMore = line.outcome === "talked" && known?.outcome !== "talked";
    if (known && known.endedBy !== "unknown" && !saysMore) return false;
    const call = store.call(callId);
    return write(callId, known, {
      ...line,
      ...partyOf(stay.other, call),
      callId,
      direction: stay.direction,
      dialledNumber: stay.direction === "incoming" ? (call?.dialledNumber ?? null) : null,
      rebuilt: false,
    });
  }

  function partyOf(point: Callpoint, call: StoredCall | null): Party {
    switch (point.kind) {
      case "user": {
        const user = store.user(point.userId);
        const number = user?.extensions[0] ?? null;
        return { userId: point.userId, number, name: user?.name ?? point.name };
      }
      case "external":
        return { userId: null, number: point.number, name: point.name };
      case "dialplan":
        return { ...nobody, number: point.number };
      case "queue":
      case "resource":
        return { ...nobody, number: call?.dialledNumber ?? null, name: point.name };
      case "other":
        return {
          userId: null,
          number: point.number,
          name: point.name ?? (knownStation(point.type) ? null : readableWord(point.type)),
        };
      case "listen-in":
        return nobody;
      default:
        return point satisfies never;
    }
  }

  /** The ledger has the conversation that a queue brought me. */
  const isOfVisit = ({ callId, destination }: StoredCall, me: UserId) =>
    destination.kind === "user" &&
    destination.userId === me &&
    store
      .visitsOfCall(callId)
      .some((visit) => visit.agentId === me && (visit.open || visit.leftAt === destination.createdAt));

  const talksElsewhere = (callId: CallId, me: UserId) =>
    store.callsOf(me).some((other) => {
      const mine = other.source.kind === "user" && other.source.userId === me ? "source" : "destination";
      return other.callId !== callId && other[mine].state === "answered";
    });

  return {
    call(call, visited, now) {
      const me = store.me();
      if (me === null || call.parentCallId !== null) return false;
      const { callId } = call;
      const settled = visited && settle(callId, "transferred");
      const before = stays.get(callId) ?? null;
      const by = before?.direction === "outgoing" ? call.source : call.destination;
      // Told again, of before my stay.
      if (before && (by.createdAt ?? now) < before.since) return settled;
      const stay = isOfVisit(call, me)
        ? null
        : stayAt(call, me, before, () => talksElsewhere(callId, me), now);
      const left =
        before !== null &&
        before.direction !== stay?.direction &&
        leave(callId, before, { kind: "replaced", by }, now);
      if (stay) stays.set(callId, stay);
      return settled || left;
    },
    ended(callId, reason, visited, now) {
      const end: StayEnd = { kind: "ended", reason };
      const settled = visited && settle(callId, endedBy(end));
      const stay = stays.get(callId);
      const left = stay !== undefined && leave(callId, stay, end, now);
      return settled || left;
    },
    visits: (callId) => settle(callId, "unknown"),
    onlyThese(callIds, now) {
      if (store.me() === null) stays.clear();
      for (const [callId, stay] of [...stays])
        if (!callIds.has(callId)) leave(callId, stay, { kind: "lost" }, now);
      for (const { callId } of store.calls()) if (!callIds.has(callId)) settle(callId, "unknown");
    },
    hangingUp(phoneCallId) {
      const found = store.phoneCalls().find(({ phoneCall }) => phoneCall.phoneCallId === phoneCallId);
      const stay = found?.callId && stays.get(found.callId);
      if (found?.callId && stay && found.phoneCall.state === "incoming")
        stays.set(found.callId, { ...stay, declined: true });
    },
  };
}

type Party = Pick<HistoryRecord, "userId" | "number" | "name">;
const nobody: Party = { userId: null, number: null, name: null };
