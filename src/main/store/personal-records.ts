import type { Database } from "better-sqlite3";
import type { CallId, Instant, UserId } from "../../shared/model/ids.ts";
import { significantDigits } from "../../shared/model/phone-number.ts";
import type { Erasure, PersonalData } from "../../shared/model/privacy.ts";
import { tailOf } from "./history.ts";
import { shred } from "./open-database.ts";
import { aboutNumber, aboutUser, toldRow } from "./personal-tables.ts";

/** Whom records are about: whoever has this number, or a colleague. */
export type Subject = { readonly number: string } | { readonly userId: UserId };

type Found = PersonalData["records"][number];

/** What the cache knows of persons. Another user's records on this computer are among them: the right to them is the person's. */
export interface PersonalRecords {
  /** The rows of every table that may know this person. */
  recordsOf(who: Subject): readonly Found[];
  /** The calls with this person: what was written of them is about him too. */
  callsWith(who: Subject): readonly CallId[];
  /** Erases what is stored, for good; queue visits stay counted. What the core tells again of these calls is not stored again. */
  eraseRecordsOf(who: Subject, now: Instant): Omit<Erasure, "notes" | "contacts">;
  /** Removes records of calls of before this instant, for good; what is told of such calls later is not stored. */
  keepSince(instant: Instant): void;
}

export function createPersonalRecords(database: Database): PersonalRecords {
  database.function("tail", { deterministic: true }, (number) => tailOf(number as string | null));

  const countOf = (sql: string, bound: object): number => database.prepare(sql).run(bound).changes;

  const forget = (part: "line" | "caller" | "agent", callIds: string, bound: object, now: Instant) =>
    database
      .prepare(`INSERT OR REPLACE INTO erased SELECT DISTINCT call_id, '${part}', @now FROM (${callIds})`)
      .run({ ...bound, now });

  const liveCalls = (where: string, bound: object): number =>
    Number(database.prepare(`SELECT count(*) FROM calls WHERE ${where}`).pluck().get(bound));

  function eraseNumber(bound: NumberBound, now: Instant): Omit<Erasure, "notes" | "contacts"> {
    const calls = withNumber;
    forget("line", calls, bound, now);
    forget("caller", calls, bound, now);
    return {
      history: countOf(`DELETE FROM history WHERE ${aboutNumber.history}`, bound),
      visits: countOf(
        `UPDATE visits SET caller_number = NULL, caller_tail = '' WHERE ${aboutNumber.visits}`,
        bound,
      ),
      offers: 0,
      liveCalls: liveCalls(aboutNumber.calls, bound),
    };
  }

  function eraseUser(bound: UserBound, now: Instant): Omit<Erasure, "notes" | "contacts"> {
    forget("line", withUser, bound, now);
    forget("agent", answeredByUser, bound, now);
    countOf(`DELETE FROM agent_states WHERE ${aboutUser.agent_states}`, bound);
    const lines = countOf("DELETE FROM history WHERE @userId IN (owner_id, other_user_id)", bound);
    const answers = countOf("UPDATE history SET answered_by = NULL WHERE answered_by = @userId", bound);
    return {
      history: lines + answers,
      // The ledger follows open visits by their agent; they lose him when they are over.
      visits: countOf("UPDATE visits SET agent_id = NULL WHERE agent_id = @userId AND NOT open", bound),
      offers: countOf(`DELETE FROM offers WHERE ${aboutUser.offers}`, bound),
      liveCalls: liveCalls(aboutUser.calls, bound),
    };
  }

  /** The search index keeps what it deleted until its parts are joined. */
  function shredAll(instant: Instant): void {
    database.exec("INSERT INTO directory (directory) VALUES ('optimize')");
    shred(database, instant);
  }

  return {
    recordsOf: (who) =>
      Object.entries("userId" in who ? aboutUser : aboutNumber).map(([table, where]) => ({
        table,
        rows: nothingToCompare(who)
          ? []
          : database.prepare(rowsOf(table, where)).all(boundBy(who)).map(toldRow),
      })),
    callsWith: (who) =>
      nothingToCompare(who)
        ? []
        : (database
            .prepare("userId" in who ? withUser : withNumber)
            .pluck()
            .all(boundBy(who)) as CallId[]),
    eraseRecordsOf(who, now) {
      if (nothingToCompare(who)) return { history: 0, visits: 0, offers: 0, liveCalls: 0 };
      const erased = database.transaction(() =>
        "userId" in who ? eraseUser(who, now) : eraseNumber(numberBound(who.number), now),
      )();
      shredAll(now);
      return erased;
    },
    keepSince(instant) {
      database.transaction(() => {
        database.prepare("INSERT OR REPLACE INTO retention VALUES (1, ?)").run(instant);
        database.prepare("DELETE FROM visits WHERE entered_at < ?").run(instant);
        database.prepare("DELETE FROM offers WHERE offered_at < ?").run(instant);
        database.prepare("DELETE FROM history WHERE started_at < ?").run(instant);
        database.prepare("DELETE FROM agent_states WHERE ended_at < ?").run(instant);
        database.prepare("DELETE FROM listened WHERE listened_until < ?").run(instant);
        database.prepare("DELETE FROM erased WHERE erased_at < ?").run(instant);
      })();
      shredAll(instant);
    },
  };
}

const withNumber = `SELECT call_id FROM history WHERE ${aboutNumber.history}
  UNION SELECT call_id FROM visits WHERE ${aboutNumber.visits}
  UNION SELECT call_id FROM calls WHERE ${aboutNumber.calls}`;
const withUser = `SELECT call_id FROM history WHERE @userId IN (owner_id, other_user_id)
  UNION SELECT call_id FROM calls WHERE ${aboutUser.calls}`;
const answeredByUser = `SELECT call_id FROM visits WHERE ${aboutUser.visits}
  UNION SELECT call_id FROM history WHERE answered_by = @userId
  UNION SELECT call_id FROM calls WHERE ${aboutUser.calls}`;

interface NumberBound {
  readonly tail: string;
  readonly digits: string;
}
interface UserBound {
  readonly userId: UserId;
}

const numberBound = (number: string): NumberBound => ({
  tail: tailOf(number),
  digits: significantDigits(number),
});

const boundBy = (who: Subject): NumberBound | UserBound => ("userId" in who ? who : numberBound(who.number));

/** Callers who withheld their number are nobody's. */
const nothingToCompare = (who: Subject): boolean => !("userId" in who) && tailOf(who.number) === "";

const rowsOf = (table: string, where: string): string => `SELECT * FROM ${table} WHERE ${where}`;
