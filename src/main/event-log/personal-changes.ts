import { setImmediate as nextTurn } from "node:timers/promises";
import type { Callpoint } from "../../shared/model/feed.ts";
import type { PersonalData } from "../../shared/model/privacy.ts";
import type { EventRows } from "../store/event-rows.ts";
import { tailOf } from "../store/history.ts";
import type { Subject } from "../store/personal-records.ts";
import type { StoredCall } from "../store/rows.ts";
import type { Clock } from "../support/clock.ts";
import { anonymous } from "./anonymous.ts";
import { entryText, packed, unpacked } from "./entries.ts";
import type { ChangeKeeper } from "./keep-changes.ts";
import type { Entry, LiveChange } from "./live-change.ts";

/** What the event log knows of persons. It is read bit by bit, so that calls and windows go on meanwhile. */
export interface PersonalChanges {
  recordsOf(who: Subject): Promise<PersonalData["records"][number]>;
  /** For good. Calls with this person are kept with nobody in them, also what is yet to come of those that go on. */
  erase(who: Subject): Promise<void>;
}

export function createPersonalChanges(parts: {
  rows: EventRows;
  keeper: ChangeKeeper;
  clock: Clock;
}): PersonalChanges {
  const { rows, keeper, clock } = parts;

  async function eachRow(read: (seq: number, entries: readonly Entry[]) => void): Promise<void> {
    const last = rows.lastSeq();
    let some = rows.after(0);
    while (some.length > 0) {
      for (const { seq, changes } of some) {
        const entries = unpacked(changes);
        // Whatever it held, nobody can read it any more.
        if (entries === null) rows.replace(seq, packed([]));
        else if (seq <= last) read(seq, entries);
      }
      await nextTurn();
      some = rows.after(some.at(-1)?.seq ?? last);
    }
  }

  async function callsWith(who: Subject): Promise<ReadonlySet<string>> {
    const calls = new Set<string>();
    await eachRow((_, entries) => {
      for (const [, ...change] of entries) if (isCallWith(who, change)) calls.add(change[1]);
    });
    return calls;
  }

  return {
    async recordsOf(who) {
      keeper.drain();
      const calls = await callsWith(who);
      const found: Record<string, unknown>[] = [];
      await eachRow((_, entries) => {
        for (const [at, ...change] of entries)
          if (isAbout(who, change) || isOneOf(calls, change))
            found.push({ at: new Date(at).toISOString(), kind: change[0], value: change[2] });
      });
      return { table: "changes", rows: found };
    },
    async erase(who) {
      for (const change of keeper.state())
        if (isCallWith(who, change)) {
          keeper.makeAnonymous(change[2].callId);
          keeper.note([change]);
        }
      keeper.drain();
      const calls = await callsWith(who);
      await eachRow((seq, entries) => {
        if (!entries.some(([, ...change]) => isAbout(who, change) || isOneOf(calls, change))) return;
        const kept = entries.flatMap(([at, ...change]) => {
          if (isAbout(who, change)) return [];
          const [kind, id, value] = change;
          const told = kind === "call" && value !== null && calls.has(id) ? anonymous(value) : value;
          return entryText(at, kind, id, JSON.stringify(told));
        });
        rows.replace(seq, packed(kept));
      });
      // The directory stays: it is told again from here on.
      keeper.beginStretch();
      rows.shred(clock.now());
    },
  };
}

function isCallWith(who: Subject, change: LiveChange): change is readonly ["call", string, StoredCall] {
  const [kind, , value] = change;
  if (kind !== "call" || value === null) return false;
  const { source, destination, dialledNumber } = value;
  // Callers who withheld their number are nobody's.
  const tail = "userId" in who ? "" : tailOf(who.number);
  const hasNumber = (number: string | null) => tail !== "" && tailOf(number) === tail;
  const isWith = (point: Callpoint) =>
    "userId" in who
      ? point.kind === "user" && point.userId === who.userId
      : "number" in point && hasNumber(point.number);
  return isWith(source) || isWith(destination) || hasNumber(dialledNumber);
}

function isAbout(who: Subject, [kind, id, value]: LiveChange): boolean {
  if (!("userId" in who)) return false;
  if (kind === "membership")
    return value === null ? id.includes(JSON.stringify(who.userId)) : value.userId === who.userId;
  return (kind === "user" && id === who.userId) || (kind === "me" && value === who.userId);
}

const isOneOf = (calls: ReadonlySet<string>, [kind, id]: LiveChange): boolean =>
  kind === "call" && calls.has(id);
