import type { Erasure, PersonalData } from "../../shared/model/privacy.ts";
import type { Clock } from "../support/clock.ts";
import type { ColleagueNotes } from "./colleague-notes.ts";
import type { ContactBook } from "./contact-book.ts";
import { tailOf } from "./history.ts";
import type { PersonalNotes } from "./personal-notes.ts";
import type { Subject } from "./personal-records.ts";
import type { Store } from "./rows.ts";

/** The right of a person to see what is stored about him, and to have it erased: in both databases. */
export interface Privacy {
  exportOf(who: Subject): PersonalData;
  erase(who: Subject): Erasure;
}

export function createPrivacy(
  store: Store,
  entered: PersonalNotes & Pick<ContactBook, "contactsWith" | "eraseContactsWith"> & ColleagueNotes,
  clock: Clock,
): Privacy {
  const enteredAbout = (who: Subject): PersonalData["records"] => {
    if (!("userId" in who)) return [{ table: "contacts", rows: [...entered.contactsWith(who.number)] }];
    const text = entered.colleagueNote(who.userId);
    return [{ table: "colleague_notes", rows: text === "" ? [] : [{ userId: who.userId, text }] }];
  };

  function eraseEntered(who: Subject): Pick<Erasure, "contacts" | "notes"> {
    // Which calls notes are of is known from the records, so these come before them; the file is shredded with the notes, the last.
    let contacts = 0;
    if ("userId" in who) entered.writeColleagueNote(who.userId, "", clock.now());
    else contacts = entered.eraseContactsWith(who.number);
    return { contacts, notes: entered.eraseNotesOf(store.callsWith(who), clock.now()) };
  }

  return {
    exportOf: (who) => ({
      format: "binnacle-personal-data",
      version: 1,
      exportedAt: new Date(clock.now()).toISOString(),
      about:
        "userId" in who
          ? { userId: who.userId, name: store.user(who.userId)?.name ?? null }
          : { number: who.number, comparedDigits: tailOf(who.number) },
      records: [
        ...store.recordsOf(who),
        { table: "notes", rows: [...entered.notesOf(store.callsWith(who))] },
        ...enteredAbout(who),
      ],
    }),
    erase(who) {
      const erased = eraseEntered(who);
      return { ...store.eraseRecordsOf(who, clock.now()), ...erased };
    },
  };
}
