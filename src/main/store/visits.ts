import { isDeepStrictEqual } from "node:util";
import type { Database } from "better-sqlite3";
import type { CallId } from "../../shared/model/ids.ts";
import type { VisitState } from "../../shared/model/visits.ts";
import { tailOf } from "./history.ts";
import type { Live } from "./live.ts";
import type { CountedVisit, Offer, StoredVisit, Visit, VisitReader, VisitWriter } from "./visit-rows.ts";

/** The ledger of queue visits. It outlives the live state: what was counted stays counted. */
export function createVisits(database: Database, live: Live): VisitReader & VisitWriter {
  const columns = `visit_id AS visitId, call_id AS callId, queue_id AS queueId, entered_at AS enteredAt,
    caller_number AS callerNumber, state, left_at AS leftAt, agent_id AS agentId, talk_ended_at AS talkEndedAt,
    wrap_up_ended_at AS wrapUpEndedAt, open, rebuilt`;
  const visitsOf = database.prepare<[string, number, number], VisitRow>(
    `SELECT ${columns} FROM visits WHERE queue_id = ? AND entered_at >= ? AND entered_at < ? ORDER BY entered_at`,
  );
  const countedVisitsOf = database
    .prepare<[string, number, number]>(
      `SELECT entered_at, state, left_at, talk_ended_at, wrap_up_ended_at, rebuilt
       FROM visits WHERE queue_id = ? AND entered_at >= ? AND entered_at < ? ORDER BY entered_at`,
    )
    .raw();
  const entriesOf = database
    .prepare<[string, number, number]>(
      "SELECT entered_at FROM visits WHERE queue_id = ? AND entered_at >= ? AND entered_at < ? ORDER BY entered_at",
    )
    .pluck();
  const visitedWithin = database.prepare<[number, number]>(
    "SELECT 1 FROM visits WHERE entered_at >= ? AND entered_at < ? LIMIT 1",
  );
  const visitsOfCall = database.prepare<[string], VisitRow>(
    `SELECT ${columns} FROM visits WHERE call_id = ?`,
  );
  const visitsOfCaller = database.prepare<[string, number], VisitRow>(
    `SELECT ${columns} FROM visits WHERE caller_tail = ? ORDER BY entered_at DESC LIMIT ?`,
  );
  const openVisits = database.prepare<[], VisitRow>(`SELECT ${columns} FROM visits WHERE open = 1`);
  const offersFor = database.prepare<[string], OfferRow>(
    `SELECT call_id AS callId, parent_call_id AS parentCallId, user_id AS userId, offered_at AS offeredAt,
       ended_at AS endedAt, declined
     FROM offers WHERE parent_call_id = ?`,
  );
  const ledger = database.prepare<[]>("SELECT company FROM ledger").pluck();
  const setLedger = database.prepare("INSERT OR REPLACE INTO ledger VALUES (1, ?)");
  const addVisit = database.prepare(`
    INSERT INTO visits (call_id, queue_id, entered_at, caller_number, caller_tail, state, left_at, agent_id,
      talk_ended_at, wrap_up_ended_at, open, rebuilt)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  // Apart, since the indexes of whatever is set are written anew: who came where and when hardly ever changes.
  const changeCourse = database.prepare(`
    UPDATE visits SET state = ?, left_at = ?, agent_id = ?, talk_ended_at = ?, wrap_up_ended_at = ?, open = ?, rebuilt = ?
    WHERE visit_id = ?`);
  const changeEntry = database.prepare(`
    UPDATE visits SET call_id = ?, queue_id = ?, entered_at = ?, caller_number = ?, caller_tail = ? WHERE visit_id = ?`);
  const addOffer = database.prepare("INSERT OR IGNORE INTO offers VALUES (?, ?, ?, ?, ?, ?)");
  const endOffer = database.prepare(
    "UPDATE offers SET ended_at = ?, declined = ? WHERE call_id = ? AND ended_at IS NULL",
  );

  function remember(visit: StoredVisit): void {
    const { visits, erased } = live.state();
    const known = visits.get(visit.callId);
    if (!known) return;
    // What was written of such a call is not what is stored.
    if (erased.has(visit.callId)) visits.delete(visit.callId);
    else {
      const others = known.filter(({ visitId }) => visitId !== visit.visitId);
      visits.set(visit.callId, [...others, visit].sort(byEntry));
    }
  }

  const sameEntry = (visit: StoredVisit): boolean => {
    const known = live.state().visits.get(visit.callId);
    const before = known?.find(({ visitId }) => visitId === visit.visitId);
    return before !== undefined && isDeepStrictEqual(entryOf(before), entryOf(visit));
  };

  function offersOf(parentCallId: CallId): Map<CallId, Offer> {
    const { calls, offers } = live.state();
    const known = offers.get(parentCallId);
    if (known) return known;
    const rows = offersFor.all(parentCallId).map((row) => ({ ...row, declined: row.declined === 1 }));
    const found = new Map(rows.map((offer) => [offer.callId, offer]));
    if (calls.byId.has(parentCallId)) offers.set(parentCallId, found);
    return found;
  }

  return {
    visitsOf: (queueId, from, to) => visitsOf.all(queueId, from, to).map(visitFrom),
    countedVisitsOf: (queueId, from, to) =>
      (countedVisitsOf.all(queueId, from, to) as CountedRow[]).map(countedFrom),
    entriesOf: (queueId, from, to) => entriesOf.all(queueId, from, to) as number[],
    visitedWithin: (from, to) => visitedWithin.get(from, to) !== undefined,
    visitsOfCall(callId) {
      const { calls, visits } = live.state();
      const known = visits.get(callId);
      if (known) return known;
      const found = visitsOfCall.all(callId).map(visitFrom).sort(byEntry);
      // Of a call that is over nobody asks again and again.
      if (calls.byId.has(callId)) visits.set(callId, found);
      return found;
    },
    visitsOfCaller(number, limit) {
      const tail = tailOf(number);
      return tail === "" ? [] : visitsOfCaller.all(tail, limit).map(visitFrom);
    },
    openVisits: () => openVisits.all().map(visitFrom),
    offersFor: (parentCallId) =>
      [...offersOf(parentCallId).values()].sort((a, b) => a.offeredAt - b.offeredAt),
    setLedgerOf(company) {
      if (ledger.get() === company) return;
      database.exec(
        "DELETE FROM visits; DELETE FROM offers; DELETE FROM history; DELETE FROM listened; DELETE FROM agent_states;",
      );
      setLedger.run(company);
      live.state().visits.clear();
      live.state().offers.clear();
    },
    addVisit(visit) {
      const { changes, lastInsertRowid } = addVisit.run(...entryOf(visit), ...courseOf(visit));
      if (changes > 0) remember({ ...visit, visitId: Number(lastInsertRowid) });
    },
    changeVisit(visit) {
      if (!sameEntry(visit)) changeEntry.run(...entryOf(visit), visit.visitId);
      changeCourse.run(...courseOf(visit), visit.visitId);
      remember(visit);
    },
    addOffer(offer) {
      const { callId, parentCallId, userId, offeredAt, endedAt, declined } = offer;
      const known = offersOf(parentCallId);
      if (known.has(callId)) return;
      addOffer.run(callId, parentCallId, userId, offeredAt, endedAt, Number(declined));
      known.set(callId, offer);
    },
    endOffer(callId, endedAt, declined) {
      endOffer.run(endedAt, Number(declined), callId);
      const { calls, offers } = live.state();
      const parentCallId = calls.byId.get(callId)?.parentCallId;
      // The ring came to its end unseen: whose it was is in the table alone.
      if (parentCallId === undefined) return offers.clear();
      const known = parentCallId === null ? undefined : offers.get(parentCallId);
      const offer = known?.get(callId);
      if (offer?.endedAt === null) known?.set(callId, { ...offer, endedAt, declined });
    },
  };
}

type VisitRow = Omit<StoredVisit, "open" | "rebuilt"> & { readonly open: number; readonly rebuilt: number };

type CountedRow = [number, VisitState, number | null, number | null, number | null, number];

type OfferRow = Omit<Offer, "declined"> & { readonly declined: number };

const visitFrom = (row: VisitRow): StoredVisit => ({
  ...row,
  open: row.open === 1,
  rebuilt: row.rebuilt === 1,
});

const countedFrom = (row: CountedRow): CountedVisit => ({
  enteredAt: row[0],
  state: row[1],
  leftAt: row[2],
  talkEndedAt: row[3],
  wrapUpEndedAt: row[4],
  rebuilt: row[5] === 1,
});

const byEntry = (one: StoredVisit, other: StoredVisit): number => one.enteredAt - other.enteredAt;

const entryOf = (visit: Visit) => [
  visit.callId,
  visit.queueId,
  visit.enteredAt,
  visit.callerNumber,
  tailOf(visit.callerNumber),
];

const courseOf = (visit: Visit) => [
  visit.state,
  visit.leftAt,
  visit.agentId,
  visit.talkEndedAt,
  visit.wrapUpEndedAt,
  Number(visit.open),
  Number(visit.rebuilt),
];
