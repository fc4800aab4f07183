import type {
  ContactField,
  ContactFormat,
  ImportPreview,
  ImportProblem,
} from "../../shared/model/contact.ts";
import {
  type ContactDraft,
  type Drafted,
  draftFromCard,
  draftFromCsv,
  guessField,
} from "./contact-drafts.ts";
import { createCsvReader } from "./read-csv.ts";
import { createCardReader } from "./read-vcard.ts";

/** A reader of an address book that comes in pieces. */
export interface ContactReader {
  add(text: string): void;
  end(): void;
}

interface Found {
  contact(draft: ContactDraft): void;
  problem(problem: ImportProblem): void;
}

/** `fields`: of the columns of a CSV file, whose first record is the headings. */
export function createContactReader(
  { format, fields }: { readonly format: ContactFormat; readonly fields: readonly ContactField[] },
  found: Found,
): ContactReader {
  const take = (drafted: Drafted, line: number) => {
    lastLine = line;
    if ("problem" in drafted) found.problem({ line, problem: drafted.problem });
    else found.contact(drafted);
  };
  let lastLine = 1;
  let headings: readonly string[] | null = null;
  const reader =
    format === "vcard"
      ? createCardReader((card, line) => take(draftFromCard(card), line))
      : createCsvReader((record, line) => {
          if (headings) take(draftFromCsv(record, fields, headings), line);
          else headings = record;
        });
  return {
    add: reader.add,
    end() {
      if (!reader.end()) found.problem({ line: lastLine, problem: "not-ended" });
    },
  };
}

const shown = 5;

/** What an import of this address book would do, judged by its beginning, whose last contact may be cut off. */
export function previewContacts(
  text: string,
  given: { readonly format?: ContactFormat; readonly fields?: readonly ContactField[] },
): ImportPreview {
  const format = given.format ?? (/^\uFEFF?\s*BEGIN:VCARD/i.test(text) ? "vcard" : "csv");
  const headings = format === "csv" ? headingsOf(text) : [];
  const fields = given.fields ?? headings.map(guessField);
  const contacts: ContactDraft[] = [];
  const problems: ImportProblem[] = [];
  const reader = createContactReader(
    { format, fields },
    {
      contact: (draft) => void (contacts.length < shown && contacts.push(draft)),
      problem: (problem) => void problems.push(problem),
    },
  );
  reader.add(text);
  return {
    format,
    columns: headings.map((heading, at) => ({ heading, field: fields[at] ?? "ignored" })),
    contacts,
    problems: problems.slice(0, 100),
  };
}

function headingsOf(text: string): readonly string[] {
  let headings: readonly string[] | null = null;
  const reader = createCsvReader((record) => {
    headings ??= record;
  });
  reader.add(`${text.split("\n", 1)[0]}\n`);
  return headings ?? [];
}
