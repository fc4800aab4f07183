import type { Erasure, PersonalData } from "../../shared/model/privacy.ts";
import type { Clock } from "../support/clock.ts";
import { tailOf } from "./history.ts";
import type { PersonalNotes } from "./personal-notes.ts";
import type { Subject } from "./personal-records.ts";
import type { Store } from "./rows.ts";

/** The right of a person to see what is stored about him, and to have it erased: in both databases. */
export interface Privacy {
  exportOf(who: Subject): PersonalData;
  erase(who: Subject): Erasure;
}

export function createPrivacy(store: Store, notes: PersonalNotes, clock: Clock): Privacy {
  return {
    exportOf: (who) => ({
      format: "binnacle-personal-data",
      version: 1,
      exportedAt: new Date(clock.now()).toISOString(),
      about:
        "userId" in who
          ? { userId: who.userId, name: store.user(who.userId)?.name ?? null }
          : { number: who.number, comparedDigits: tailOf(who.number) },
      records: [...store.recordsOf(who), { table: "notes", rows: [...notes.notesOf(store.callsWith(who))] }],
    }),
    erase(who) {
      // First the notes: which calls they are of is known from the records.
      const erasedNotes = notes.eraseNotesOf(store.callsWith(who), clock.now());
      return { ...store.eraseRecordsOf(who, clock.now()), notes: erasedNotes };
    },
  };
}
