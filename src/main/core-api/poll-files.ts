import { type Day, dayAfter, dayAt } from "../../shared/model/calendar.ts";
import type { UserId } from "../../shared/model/ids.ts";
import type { Result } from "../../shared/model/result.ts";
import type { Clock } from "../support/clock.ts";
import type { Log } from "../support/log.ts";
import type { OwnCallRecord, VisitRecord } from "./facts.ts";
import type { FilesClient } from "./files-client.ts";
import { type OwnIdentity, readOwnCalls } from "./read-own-calls.ts";
import { readVisits } from "./read-visits.ts";
import type { RestClient } from "./rest-client.ts";
import { readIdentities } from "./rest-company.ts";

/** The files are not real-time (core API section 10): a conversation that was under way when we came is in them some time later. */
const everyMs = 15 * 60_000;
/** So long after its end a day changes no more. */
const settledAfterMs = 2 * 60 * 60_000;
/** In days: the one that today is compared with, then the others, newest first. */
const pastAges = [7, 1, 2, 3, 4, 5, 6];

export interface FilesListener {
  /** Visits of the last week, a day at a time; those of today are told again with every reading. */
  visitRecords(records: readonly VisitRecord[], day: Day): void;
  /** My calls of the last week that are over, a day at a time; those of today are told again with every reading. */
  ownCalls(records: readonly OwnCallRecord[]): void;
}

/**
 * Reads the core's files of the last week at once, today first, and those of today again from time to time; one request at a time.
 * Where the core does not tell which identities are mine there are no calls of mine. The answer ends it.
 */
export function pollFiles(parts: {
  files: FilesClient;
  rest: RestClient;
  companyId: string;
  me: UserId | null;
  clock: Clock;
  log: Log;
  /** IANA name: which day is today. */
  timeZone: string;
  /** Days of the past that were read and do not change any more. Kept by the caller for the next session. */
  done: Set<string>;
  listener: FilesListener;
}): () => void {
  const { files, rest, companyId, me, clock, log, timeZone, done, listener } = parts;
  let stopped = false;
  let cancel = () => {};
  let identity: OwnIdentity | null = null;

  /** null: it could not be read, or was read in vain. */
  function settled<T>(what: string, result: Result<T>): T | null {
    if (!stopped && !result.ok) log.info("core-api", `${what} could not be read: ${result.refusal.detail}`);
    return !stopped && result.ok ? result.value : null;
  }

  async function whoAmI(): Promise<void> {
    if (me === null || identity !== null) return;
    const ids = settled("my identities", await readIdentities(rest, me));
    if (ids) identity = { userId: me, identityIds: new Set(ids) };
  }

  /** The answer: whether all was read that can be. */
  async function readDay(day: Day): Promise<boolean> {
    let lost = false;
    /** The day's visits are told without their reasons where those cannot be had: whether they never can is another matter. */
    const watched: FilesClient = {
      async get(...asked) {
        const file = await files.get(...asked);
        lost ||= !file.ok && file.refusal.code !== "not-allowed";
        return file;
      },
    };
    const visits = settled(`the visits of ${day.date}`, await readVisits(watched, companyId, day));
    if (!visits) return false;
    listener.visitRecords(visits, day);
    if (identity === null) return me === null && !lost;
    const calls = settled(
      `my calls of ${day.date}`,
      await readOwnCalls(files, companyId, day, identity, visits),
    );
    if (calls) listener.ownCalls(calls);
    return calls !== null && !lost;
  }

  async function poll(): Promise<void> {
    await whoAmI();
    const today = dayAt(clock.now(), timeZone);
    if (!stopped) await readDay(today);
    for (const age of pastAges) {
      const day = dayAfter(today, -age, timeZone);
      if (stopped || done.has(day.date)) continue;
      if ((await readDay(day)) && clock.now() >= day.endsAt + settledAfterMs) done.add(day.date);
    }
  }

  function again(): void {
    poll()
      .catch((cause) => log.error("core-api", "could not read the files", cause))
      .finally(() => {
        if (!stopped) cancel = clock.after(everyMs, again);
      });
  }

  again();
  return () => {
    stopped = true;
    cancel();
  };
}
