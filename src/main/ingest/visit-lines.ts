import type { CallOutcome, EndedBy, MissedBecause } from "../../shared/model/history.ts";
import type { Instant, UserId } from "../../shared/model/ids.ts";
import type { HistoryRecord } from "../store/history-rows.ts";
import type { Offer, StoredVisit } from "../store/visit-rows.ts";

/** What a line says of how a call went; who the other side was is known elsewhere. */
export type LineOfCall = Pick<
  HistoryRecord,
  | "startedAt"
  | "outcome"
  | "missedBecause"
  | "answeredBy"
  | "rangMs"
  | "waitedMs"
  | "talkedMs"
  | "endedBy"
  | "queueId"
>;

/**
 * My lines of a queue visit, from the ledger: none while the caller waits or talks with me, none if the queue never offered him to me,
 * and none while nobody knows what became of him. Rounds are one line, whose last round tells whether I declined; only where the
 * queue offers one by one is each round that I let pass a line of its own. `endedBy` is of my conversation.
 */
export function linesOfVisit(
  visit: StoredVisit,
  offers: readonly Offer[],
  me: UserId,
  endedBy: EndedBy,
): readonly LineOfCall[] {
  const { state, leftAt } = visit;
  const mine = offers.filter((offer) => offer.userId === me);
  const talked = state === "answered" && visit.agentId === me;
  if (state === "waiting" || leftAt === null || (talked && visit.open)) return [];
  if (!talked && mine.length === 0) return [];
  const rounds = isOneByOne(offers, me) ? mine.map((offer) => [offer]) : [mine];
  return rounds.map((round, index) => {
    const talkedHere = talked && index === rounds.length - 1;
    const outcome: CallOutcome = talkedHere ? "talked" : round.at(-1)?.declined ? "declined" : "missed";
    return {
      startedAt: round[0]?.offeredAt ?? leftAt,
      outcome,
      missedBecause: outcome === "missed" ? reasonOf(visit, talked) : null,
      answeredBy: state === "answered" && !talked ? visit.agentId : null,
      rangMs: rangMs(round, leftAt),
      waitedMs: leftAt - visit.enteredAt,
      talkedMs: talkedHere && visit.talkEndedAt !== null ? visit.talkEndedAt - leftAt : null,
      endedBy: talkedHere ? endedBy : state === "abandoned" ? "caller" : "unknown",
      queueId: visit.queueId,
    };
  });
}

/**
 * The core does not tell a queue's strategy; what it does shows it: between two of my rounds another agent was rung, and nobody
 * else's phone rang meanwhile.
 */
function isOneByOne(offers: readonly Offer[], me: UserId): boolean {
  const endOf = ({ endedAt }: Offer): Instant => endedAt ?? Number.POSITIVE_INFINITY;
  const isMine = ({ userId }: Offer) => userId === me;
  return offers.some((other) => {
    const before = offers.filter((each) => endOf(each) <= other.offeredAt);
    const after = offers.filter((each) => endOf(other) <= each.offeredAt);
    const alone = before.length + after.length === offers.length - 1;
    return !isMine(other) && alone && before.some(isMine) && after.some(isMine);
  });
}

function reasonOf({ state }: StoredVisit, talkedLater: boolean): MissedBecause {
  if (talkedLater) return "no-answer";
  if (state === "answered") return "answered-by-colleague";
  return state === "abandoned" ? "caller-left" : "queue-ended";
}

/** A ring whose end nobody saw was over when the next one began, or the wait was over. */
function rangMs(round: readonly Offer[], leftAt: Instant): number | null {
  if (round.length === 0) return null;
  const lengths = round.map(({ offeredAt, endedAt }, index) => {
    const over = endedAt ?? round[index + 1]?.offeredAt ?? leftAt;
    return Math.max(0, Math.min(over, leftAt) - offeredAt);
  });
  return lengths.reduce((sum, ms) => sum + ms, 0);
}
