import type { Database } from "better-sqlite3";
import { type Contact, ContactId, type ContactImport, ImportId } from "../../shared/model/contact.ts";
import type { Instant } from "../../shared/model/ids.ts";
import { significantDigits } from "../../shared/model/phone-number.ts";
import { foldText } from "./directory-search.ts";
import { tailOf } from "./history.ts";

export type ContactContent = Omit<Contact, "contactId">;

/** The people outside, from address books that were imported. */
export interface ContactBook {
  contact(contactId: ContactId): Contact | null;
  /** Whoever has this number, compared by its last nine digits; the company where nobody is named. */
  contactName(number: string): string | null;
  /** As the directory is searched; `more`: there are others beyond the limit. Empty text finds nobody. */
  searchContacts(
    text: string,
    limit: number,
  ): { readonly contacts: readonly Contact[]; readonly more: boolean };
  /** Newest first. */
  imports(): readonly ContactImport[];
  beginImport(fileName: string, now: Instant): ImportId;
  /** Who has the same name and a number in common with somebody known takes his place. */
  putContacts(importId: ImportId, contacts: readonly ContactContent[], leftOut: number): void;
  endImport(importId: ImportId): void;
  /** Takes back some of what this import did, the last first; answers whether there was any. */
  undoSome(importId: ImportId): boolean;
  /** Once all is taken back. */
  forgetImport(importId: ImportId): void;
  contactsWith(number: string): readonly Contact[];
  /** For good once the file is shredded; answers how many there were. */
  eraseContactsWith(number: string): number;
}

const namesRemembered = 2_000;
/** So many take one or two milliseconds. */
const undoneAtATime = 25;
/** Of many matches these are looked at, so that the first letter of a word costs no more than the last. */
const looked = 2_000;

export function createContactBook(database: Database): ContactBook {
  const one = database.prepare<[number], ContactRow>("SELECT * FROM contacts WHERE id = ?");
  const byTail = database.prepare<[string], ContactRow>(
    "SELECT contacts.* FROM contact_numbers JOIN contacts USING (id) WHERE tail = ? ORDER BY id",
  );
  const insert = database.prepare<object>(
    `INSERT INTO contacts (folded_name, contact, import_id, before)
     VALUES (@foldedName, @contact, @importId, NULL) RETURNING id`,
  );
  const update = database.prepare(
    "UPDATE contacts SET folded_name = @foldedName, contact = @contact, import_id = @importId, before = @before WHERE id = @id",
  );
  const remove = database.prepare("DELETE FROM contacts WHERE id = ?");
  const putTail = database.prepare("INSERT OR IGNORE INTO contact_numbers VALUES (?, ?)");
  const removeTails = database.prepare("DELETE FROM contact_numbers WHERE id = ?");
  const putWords = database.prepare(
    "INSERT INTO contact_index (rowid, name, company, department, numbers, email) VALUES (@id, @name, @company, @department, @numbers, @email)",
  );
  const removeWords = database.prepare("DELETE FROM contact_index WHERE rowid = ?");
  const ofImport = database.prepare<[string], ContactRow>(
    `SELECT * FROM contacts WHERE import_id = ? ORDER BY id DESC LIMIT ${undoneAtATime}`,
  );
  const allImports = database.prepare<[], ImportRow>(
    "SELECT * FROM contact_imports ORDER BY started_at DESC, import_id DESC",
  );
  const count = database.prepare(
    "UPDATE contact_imports SET added = added + @added, updated = updated + @updated, left_out = left_out + @leftOut WHERE import_id = @importId",
  );

  /** Every call that is shown asks for the same few names again and again. */
  const names = new Map<string, string | null>();

  function index(id: number | bigint, content: ContactContent): void {
    names.clear();
    for (const { number } of content.numbers) putTail.run(tailOf(number), id);
    putWords.run({
      id,
      name: content.name,
      company: content.company ?? "",
      department: content.department ?? "",
      numbers: content.numbers.map(({ number }) => numberWords(number)).join(" "),
      email: content.email ?? "",
    });
  }

  function unindex(id: number): void {
    names.clear();
    removeTails.run(id);
    removeWords.run(id);
  }

  /** The same person: the name is the same, and a number. */
  function known(content: ContactContent): ContactRow | null {
    const folded = foldText(content.name);
    for (const { number } of content.numbers)
      for (const row of byTail.iterate(tailOf(number))) if (row.folded_name === folded) return row;
    return null;
  }

  function put(importId: ImportId, content: ContactContent): "added" | "updated" {
    const before = known(content);
    const written = { foldedName: foldText(content.name), contact: JSON.stringify(content), importId };
    if (!before) {
      const { id } = insert.get(written) as { id: number };
      index(id, content);
      return "added";
    }
    // What this import has written already is not what was there before it.
    const kept = before.import_id === importId ? before.before : before.contact;
    unindex(before.id);
    update.run({ ...written, id: before.id, before: kept });
    index(before.id, content);
    return "updated";
  }

  function takeBack(row: ContactRow): void {
    unindex(row.id);
    if (row.before === null) return void remove.run(row.id);
    const content = JSON.parse(row.before) as ContactContent;
    update.run({
      id: row.id,
      foldedName: foldText(content.name),
      contact: row.before,
      importId: "",
      before: null,
    });
    index(row.id, content);
  }

  const named = database.prepare<[string, string, number], ContactRow>(
    "SELECT * FROM contacts WHERE folded_name >= ? AND folded_name < ? ORDER BY folded_name LIMIT ?",
  );
  const matching = database.prepare<[string], ContactRow>(
    `SELECT contacts.* FROM (SELECT rowid AS id FROM contact_index WHERE contact_index MATCH ? LIMIT ${looked})
     JOIN contacts USING (id) ORDER BY folded_name`,
  );

  const withNumber = (number: string) => (tailOf(number) === "" ? [] : byTail.all(tailOf(number)));

  return {
    contact: (contactId) => found(one.get(Number(contactId))),
    contactName(number) {
      const known = names.get(number);
      if (known !== undefined) return known;
      const tail = tailOf(number);
      const name = tail === "" ? null : (found(byTail.get(tail))?.name ?? null);
      if (names.size >= namesRemembered) names.clear();
      names.set(number, name);
      return name;
    },
    searchContacts(text, limit) {
      const folded = foldText(text).trim().replace(/\s+/g, " ");
      const words = folded.match(/[\p{Letter}\p{Number}]+/gu) ?? [];
      if (words.length === 0) return { contacts: [], more: false };
      const digits = /^[+\d][\d\s().-]*$/.test(text.trim()) ? significantDigits(text) : "";
      const query = digits === "" ? words.map((word) => `"${word}"*`).join(" ") : `numbers : "${digits}"*`;
      const rows = new Map<number, ContactRow>();
      // Whose name begins so comes first, however many others there are.
      if (digits === "")
        for (const row of named.all(folded, `${folded}\uffff`, limit + 1)) rows.set(row.id, row);
      if (rows.size <= limit)
        for (const row of matching.iterate(query)) {
          if (rows.size > limit) break;
          rows.set(row.id, row);
        }
      return { contacts: [...rows.values()].slice(0, limit).map(contactOf), more: rows.size > limit };
    },
    imports: () =>
      allImports.all().map((row) => ({
        importId: row.import_id,
        fileName: row.file_name,
        startedAt: row.started_at,
        state: row.ended === 1 ? "done" : "reading",
        added: row.added,
        updated: row.updated,
        leftOut: row.left_out,
      })),
    beginImport(fileName, now) {
      const importId = ImportId.parse(`${now}-${allImports.all().length}`);
      database
        .prepare("INSERT INTO contact_imports VALUES (?, ?, ?, 0, 0, 0, 0)")
        .run(importId, fileName, now);
      return importId;
    },
    putContacts: database.transaction(
      (importId: ImportId, contacts: readonly ContactContent[], leftOut: number) => {
        const done = contacts.map((content) => put(importId, content));
        const updated = done.filter((what) => what === "updated").length;
        count.run({ importId, added: done.length - updated, updated, leftOut });
      },
    ),
    endImport: (importId) =>
      void database.prepare("UPDATE contact_imports SET ended = 1 WHERE import_id = ?").run(importId),
    undoSome: database.transaction((importId: ImportId) => {
      const rows = ofImport.all(importId);
      for (const row of rows) takeBack(row);
      return rows.length > 0;
    }),
    forgetImport: (importId) =>
      void database.prepare("DELETE FROM contact_imports WHERE import_id = ?").run(importId),
    contactsWith: (number) => withNumber(number).map(contactOf),
    eraseContactsWith(number) {
      const rows = withNumber(number);
      database.transaction(() => {
        for (const { id } of rows) {
          unindex(id);
          remove.run(id);
          database.prepare("DELETE FROM favourites WHERE contact_id = ?").run(String(id));
        }
      })();
      // The search index keeps what it deleted until its parts are joined.
      if (rows.length > 0) database.exec("INSERT INTO contact_index (contact_index) VALUES ('optimize')");
      return rows.length;
    },
  };
}

interface ContactRow {
  readonly id: number;
  readonly folded_name: string;
  readonly contact: string;
  readonly import_id: string;
  readonly before: string | null;
}

interface ImportRow {
  readonly import_id: ImportId;
  readonly file_name: string;
  readonly started_at: Instant;
  readonly ended: number;
  readonly added: number;
  readonly updated: number;
  readonly left_out: number;
}

const contactOf = (row: ContactRow): Contact => ({
  ...(JSON.parse(row.contact) as ContactContent),
  contactId: ContactId.parse(String(row.id)),
});
const found = (row: ContactRow | undefined): Contact | null => (row ? contactOf(row) : null);

/** A number is found by its beginning, with or without the country in front. */
const numberWords = (number: string): string =>
  [...new Set([significantDigits(number), tailOf(number)])].join(" ");
