import type { Instant, QueueId } from "../../shared/model/ids.ts";
import type { VisitRecord } from "../core-api/facts.ts";
import type { Store } from "../store/rows.ts";
import type { Visit } from "../store/visit-rows.ts";
import { sameVisit } from "./keep-ledger.ts";

/**
 * Brings a visit from the core's files into the ledger, by this machine's clock: one that the ledger does not have, or what it does
 * not know of one that it has. What the feed told stands. The answer: the queue, if its ledger changed.
 */
export function mergeVisitRecord(record: VisitRecord, store: Store): readonly QueueId[] {
  const { callId, queueId, enteredAt, callerNumber } = record;
  // Unfinished calls may be in the files: of these the feed knows more.
  if (store.call(callId)) return [];
  const known = sameVisit(store.visitsOfCall(callId), queueId, enteredAt);
  if (!known) {
    store.addVisit({
      callId,
      queueId,
      enteredAt,
      callerNumber,
      ...outcomeOf(record, enteredAt),
      open: false,
      rebuilt: true,
    });
    return [queueId];
  }
  const told = outcomeOf(record, known.enteredAt);
  const lacksOutcome = known.state === "waiting" || known.state === "unknown";
  const lacksEnd = known.state === "answered" && known.talkEndedAt === null && told.talkEndedAt !== null;
  const lacksWrapUp =
    known.state === "answered" && known.wrapUpEndedAt === null && told.wrapUpEndedAt !== null;
  if (!(lacksOutcome && told.state !== "unknown") && !lacksEnd && !lacksWrapUp) return [];
  const after = { ...known, ...(lacksOutcome && told), agentId: known.agentId ?? told.agentId };
  const talkEndedAt = known.talkEndedAt ?? later(after.leftAt, record.talkMs);
  store.changeVisit({
    ...after,
    callerNumber: known.callerNumber ?? callerNumber,
    talkEndedAt,
    wrapUpEndedAt: known.wrapUpEndedAt ?? later(talkEndedAt, record.wrapUpMs),
    open: false,
    rebuilt: true,
  });
  return [queueId];
}

function outcomeOf(
  { state, agentId, waitMs, talkMs, wrapUpMs }: VisitRecord,
  enteredAt: Instant,
): Pick<Visit, "state" | "leftAt" | "agentId" | "talkEndedAt" | "wrapUpEndedAt"> {
  const leftAt = enteredAt + waitMs;
  const talkEndedAt = later(leftAt, talkMs);
  return { state, agentId, leftAt, talkEndedAt, wrapUpEndedAt: later(talkEndedAt, wrapUpMs) };
}

const later = (instant: Instant | null, byMs: number | null): Instant | null =>
  instant === null || byMs === null ? null : instant + byMs;
