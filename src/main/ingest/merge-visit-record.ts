import type { Instant, QueueId } from "../../shared/model/ids.ts";
import type { VisitRecord } from "../core-api/facts.ts";
import type { Store } from "../store/rows.ts";
import type { Visit } from "../store/visit-rows.ts";
import { sameVisit } from "./keep-ledger.ts";

/**
 * Brings a visit from the core's files into the ledger, by this machine's clock. What the feed told of a visit that was listened to from
 * beginning to end stands, but for what it did not tell; of any other the files know better, because a snapshot shows where a call is, not
 * where it was. The answer: the queue, if its ledger changed.
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
  const isCertain = wasListenedTo(known, store) && (known.state !== "unknown" || told.state === "unknown");
  const outcome = isCertain ? known : better(known, told);
  const toldWrapUp = later(outcome.talkEndedAt, record.wrapUpMs);
  const knownWrapUp = outcome.agentId === known.agentId ? known.wrapUpEndedAt : null;
  // What the files told of it before, they may have told while they were being written.
  const wrapUpEndedAt =
    isCertain && !known.rebuilt ? (knownWrapUp ?? toldWrapUp) : (toldWrapUp ?? knownWrapUp);
  const after = { ...outcome, wrapUpEndedAt };
  const changed = outcomeParts.some((part) => after[part] !== known[part]);
  if (!changed && !known.open) return [];
  store.changeVisit({
    ...{ ...known, ...after },
    callerNumber: known.callerNumber ?? callerNumber,
    open: false,
    rebuilt: known.rebuilt || changed,
  });
  return [queueId];
}

const outcomeParts = ["state", "leftAt", "agentId", "talkEndedAt", "wrapUpEndedAt"] as const;
type Outcome = Pick<Visit, (typeof outcomeParts)[number]>;

/** The reasons of a day may be missing, or not be written yet: then the feed's stands, unless it is that somebody answered. */
const better = (known: Outcome, told: Outcome): Outcome =>
  told.state !== "unknown" || known.state === "answered" || known.state === "waiting"
    ? told
    : { ...told, state: known.state };

/** All the time that it lasted, talk included. */
function wasListenedTo({ enteredAt, leftAt, talkEndedAt, state }: Visit, store: Store): boolean {
  const endedAt = state === "answered" ? talkEndedAt : leftAt;
  return (
    endedAt !== null &&
    store.listenedSince(enteredAt).some(({ from, until }) => from <= enteredAt && until >= endedAt)
  );
}

function outcomeOf({ state, agentId, waitMs, talkMs, wrapUpMs }: VisitRecord, enteredAt: Instant): Outcome {
  const leftAt = enteredAt + waitMs;
  const talkEndedAt = later(leftAt, talkMs);
  return { state, agentId, leftAt, talkEndedAt, wrapUpEndedAt: later(talkEndedAt, wrapUpMs) };
}

const later = (instant: Instant | null, byMs: number | null): Instant | null =>
  instant === null || byMs === null ? null : instant + byMs;
