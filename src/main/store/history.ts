import type { Database } from "better-sqlite3";
import { significantDigits } from "../../shared/model/phone-number.ts";
import type { HistoryReader, HistoryRecord, HistoryWriter } from "./history-rows.ts";

/** So many trailing digits tell a subscriber, with or without the prefixes of country and trunk. */
const tellingDigits = 9;

export const tailOf = (number: string | null): string => significantDigits(number).slice(-tellingDigits);

/** The calls of the signed-in user that are over; another user's are not told. */
export function createHistory(database: Database): HistoryReader & HistoryWriter {
  const columns = `history_id AS historyId, call_id AS callId, direction, other_user_id AS userId, number, name,
    dialled_number AS dialledNumber, queue_id AS queueId, started_at AS startedAt, outcome,
    missed_because AS missedBecause, answered_by AS answeredBy, rang_ms AS rangMs, waited_ms AS waitedMs,
    talked_ms AS talkedMs, ended_by AS endedBy, rebuilt`;
  const mine = "owner_id = (SELECT user_id FROM session)";
  const within = database.prepare<[number, number], HistoryRow>(
    `SELECT ${columns} FROM history WHERE ${mine} AND started_at >= ? AND started_at < ? ORDER BY started_at`,
  );
  const ofCall = database.prepare<[string], HistoryRow>(
    `SELECT ${columns} FROM history WHERE ${mine} AND call_id = ? ORDER BY started_at`,
  );
  const withNumber = database.prepare<[string, number], HistoryRow>(
    `SELECT ${columns} FROM history WHERE ${mine} AND number_tail = ? ORDER BY started_at DESC LIMIT ?`,
  );
  const withUser = database.prepare<[string, number], HistoryRow>(
    `SELECT ${columns} FROM history WHERE ${mine} AND other_user_id = ? ORDER BY started_at DESC LIMIT ?`,
  );
  const put = database.prepare(`
    INSERT OR REPLACE INTO history
    SELECT @historyId, user_id, @callId, @direction, @userId, @number, @tail, @name, @dialledNumber, @queueId,
      @startedAt, @outcome, @missedBecause, @answeredBy, @rangMs, @waitedMs, @talkedMs, @endedBy, @rebuilt
    FROM session WHERE user_id IS NOT NULL`);

  return {
    historyWithin: (from, to) => within.all(from, to).map(recordFrom),
    historyOfCall: (callId) => ofCall.all(callId).map(recordFrom),
    historyWith({ userId, number }, limit) {
      if (userId !== null) return withUser.all(userId, limit).map(recordFrom);
      const tail = tailOf(number);
      return tail === "" ? [] : withNumber.all(tail, limit).map(recordFrom);
    },
    putHistory: (record) =>
      void put.run({ ...record, tail: tailOf(record.number), rebuilt: Number(record.rebuilt) }),
  };
}

type HistoryRow = Omit<HistoryRecord, "rebuilt"> & { readonly rebuilt: number };

const recordFrom = (row: HistoryRow): HistoryRecord => ({ ...row, rebuilt: row.rebuilt === 1 });
