import type { RequestInput, RequestName, RequestOutput } from "../../shared/contract/requests.ts";
import type { Favourite, ImportId, ImportProblem } from "../../shared/model/contact.ts";
import { type Result, refused, success } from "../../shared/model/result.ts";
import type { ContactBook, ContactContent } from "../store/contact-book.ts";
import type { Favourites } from "../store/favourites.ts";
import type { Clock } from "../support/clock.ts";
import { createTurns } from "../support/take-turns.ts";
import { type ContactReader, createContactReader, previewContacts } from "./read-contacts.ts";

type ContactRequest = Extract<RequestName, `${"contacts" | "contact-import" | "favourite"}.${string}`>;

/** What a person can do with contacts and favourites: one function for each request, with its name. */
export type Contacts = {
  readonly [N in ContactRequest]: (
    input: RequestInput<N>,
  ) => Result<RequestOutput<N>> | Promise<Result<RequestOutput<N>>>;
};

interface Import {
  readonly reader: ContactReader;
  read: ContactContent[];
  leftOut: number;
  readonly problems: ImportProblem[];
}

const problemsTold = 100;
/** So many are written in one transaction: one or two milliseconds, and 20 where the search index joins its parts with that. */
const writtenAtATime = 25;
/** So much text is read at a time: about a millisecond. */
const readAtATime = 20_000;

/** Address books are read and taken back in small turns, so that no call is kept waiting by them. */
export function createContacts(parts: {
  book: ContactBook & Favourites;
  clock: Clock;
  /** What there is of imports and favourites may be otherwise now. */
  changed(): void;
  /** Who has which number may be otherwise now. */
  contactsChanged(): void;
}): Contacts {
  const { book, clock, changed, contactsChanged } = parts;
  const running = new Map<ImportId, Import>();

  const turns = createTurns(clock);

  function* reading({ reader }: Import, text: string): Generator<() => void> {
    for (let at = 0; at < text.length; at += readAtATime)
      yield () => reader.add(text.slice(at, at + readAtATime));
  }

  function* writing(importId: ImportId, state: Import): Generator<() => void> {
    const { read, leftOut } = state;
    state.read = [];
    state.leftOut = 0;
    for (let at = 0; at < read.length || at === 0; at += writtenAtATime)
      yield () => book.putContacts(importId, read.slice(at, at + writtenAtATime), at === 0 ? leftOut : 0);
    yield changed;
  }

  function* takingBack(importId: ImportId): Generator<() => void> {
    let more = true;
    while (more)
      yield () => {
        more = book.undoSome(importId);
      };
  }

  return {
    "contacts.search": ({ text, limit }) => success(book.searchContacts(text, limit)),
    "contacts.preview": ({ text, ...given }) => success(previewContacts(text, given)),
    "contact-import.begin": ({ fileName, format, fields }) => {
      const importId = book.beginImport(fileName, clock.now());
      const state: Import = {
        reader: createContactReader(
          { format, fields },
          {
            contact: (draft) => void state.read.push(draft),
            problem(problem) {
              state.leftOut += 1;
              if (state.problems.length < problemsTold) state.problems.push(problem);
            },
          },
        ),
        read: [],
        leftOut: 0,
        problems: [],
      };
      running.set(importId, state);
      changed();
      return success({ importId });
    },
    "contact-import.add": async ({ importId, text }) => {
      const state = running.get(importId);
      if (!state) return refused("bad-request", "no such import");
      await turns.run(reading(state, text));
      await turns.run(writing(importId, state));
      return success({});
    },
    "contact-import.end": async ({ importId }) => {
      const state = running.get(importId);
      if (!state) return refused("bad-request", "no such import");
      state.reader.end();
      await turns.run(writing(importId, state));
      running.delete(importId);
      book.endImport(importId);
      changed();
      contactsChanged();
      return success({ problems: state.problems });
    },
    "contact-import.undo": async ({ importId }) => {
      if (book.imports()[0]?.importId !== importId) return refused("bad-request", "not the newest import");
      running.delete(importId);
      await turns.run(takingBack(importId));
      book.forgetImport(importId);
      changed();
      contactsChanged();
      return success({});
    },
    "favourite.put": ({ who, group, position = null }) => {
      if ("contactId" in who && !book.contact(who.contactId))
        return refused("bad-request", "no such contact");
      book.putFavourite(who, group, position);
      changed();
      return success({});
    },
    "favourite.remove": ({ favouriteId }) => {
      book.removeFavourite(favouriteId);
      changed();
      return success({});
    },
  };
}

/** As windows show them; a contact that was erased or taken back is nobody's favourite. */
export function favouriteRows(book: ContactBook & Favourites): readonly Favourite[] {
  return book.favourites().flatMap(({ favouriteId, who, group, position }): Favourite[] => {
    const place = { favouriteId, group, position };
    if ("userId" in who) return [{ ...place, who }];
    const contact = book.contact(who.contactId);
    return contact ? [{ ...place, who: { contact } }] : [];
  });
}
