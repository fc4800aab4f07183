import type { CallId, Instant, QueueId, UserId } from "../../shared/model/ids.ts";
import type { VisitState } from "../../shared/model/visits.ts";

/** One caller's stay in one queue, and the conversation that came of it. */
export interface Visit {
  readonly callId: CallId;
  readonly queueId: QueueId;
  readonly enteredAt: Instant;
  /** As signalled; null: withheld, a colleague's, or not told. */
  readonly callerNumber: string | null;
  readonly state: VisitState;
  /** When the wait was over; null: it is not, or nobody saw when. */
  readonly leftAt: Instant | null;
  /** Who answered. */
  readonly agentId: UserId | null;
  /** When agent and caller parted; null: they did not, or nobody saw when. */
  readonly talkEndedAt: Instant | null;
  /** When the wrap-up after it was over; null: there was none, it is not, or nobody saw when. */
  readonly wrapUpEndedAt: Instant | null;
  /** Somebody still waits or talks. */
  readonly open: boolean;
  /** Some of it is known from the core's files only. */
  readonly rebuilt: boolean;
}

/** All of a visit that figures are made of. */
export type CountedVisit = Pick<
  Visit,
  "enteredAt" | "state" | "leftAt" | "talkEndedAt" | "wrapUpEndedAt" | "rebuilt"
>;

export interface StoredVisit extends Visit {
  readonly visitId: number;
}

/** A queue rang an agent for a waiting call. */
export interface Offer {
  /** The agent ring's own id. */
  readonly callId: CallId;
  readonly parentCallId: CallId;
  readonly userId: UserId;
  readonly offeredAt: Instant;
  /** null: it still rings, or nobody saw it end. */
  readonly endedAt: Instant | null;
  /** The agent's phone refused it. */
  readonly declined: boolean;
}

export interface VisitReader {
  /** Visits to this queue that started in [from, to), oldest first. */
  visitsOf(queueId: QueueId, from: Instant, to: Instant): readonly StoredVisit[];
  /** Of the same visits what is counted, several times as fast. */
  countedVisitsOf(queueId: QueueId, from: Instant, to: Instant): readonly CountedVisit[];
  /** When these visits started, oldest first: charts count many days and need no more. */
  entriesOf(queueId: QueueId, from: Instant, to: Instant): readonly Instant[];
  /** Whether any queue was visited in [from, to). */
  visitedWithin(from: Instant, to: Instant): boolean;
  /** All visits of this call, oldest first: one for each time that it entered a queue. */
  visitsOfCall(callId: CallId): readonly StoredVisit[];
  /** The newest visits of a caller whose number ends like this one, newest first. */
  visitsOfCaller(number: string, limit: number): readonly StoredVisit[];
  /** Visits in which somebody waits or talks. */
  openVisits(): readonly StoredVisit[];
  /** The agent rings for this call, oldest first. */
  offersFor(parentCallId: CallId): readonly Offer[];
}

/** For ingest only. */
export interface VisitWriter {
  /** From here on the ledger is this company's: visits to another's queues are removed. */
  setLedgerOf(company: string): void;
  addVisit(visit: Visit): void;
  /** `visitId` says which. */
  changeVisit(visit: StoredVisit): void;
  /** An offer that is known already stays as it is. */
  addOffer(offer: Offer): void;
  endOffer(callId: CallId, endedAt: Instant, declined: boolean): void;
}
