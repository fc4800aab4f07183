import { expect, test } from "vitest";
import type { ContactField, ContactFormat, ImportProblem } from "../../shared/model/contact.ts";
import type { ContactDraft } from "./contact-drafts.ts";
import { createContactReader, previewContacts } from "./read-contacts.ts";

function read(format: ContactFormat, pieces: readonly string[], fields: readonly ContactField[] = []) {
  const contacts: ContactDraft[] = [];
  const problems: ImportProblem[] = [];
  const reader = createContactReader(
    { format, fields },
    { contact: (draft) => contacts.push(draft), problem: (problem) => problems.push(problem) },
  );
  for (const piece of pieces) reader.add(piece);
  reader.end();
  return { contacts, problems };
}

const csv = [
  "Voornaam;Achternaam;Bedrijf;Mobiel;Tel. werk;E-mail;Fax",
  'Sanne;de Vries;"De Vries; Zonen";06-12 34 56 78;;sanne@example.test;020 1',
  ";;Bakkerij Jansen;;020-7654321;;",
  "Piet;Zonder;;;;piet@example.test;",
  'Eva;"Mul""der\nvan Dam";;geen;;;',
  "",
].join("\r\n");
const fields: readonly ContactField[] = [
  "first-name",
  "last-name",
  "company",
  "number",
  "number",
  "email",
  "ignored",
];

test("an address book as CSV is read whatever its separator, quotes and line ends, and each bad line is told", () => {
  const { contacts, problems } = read("csv", [csv], fields);
  expect(contacts).toEqual([
    {
      name: "Sanne de Vries",
      company: "De Vries; Zonen",
      department: null,
      email: "sanne@example.test",
      numbers: [{ label: "Mobiel", number: "06-12 34 56 78" }],
    },
    {
      name: "Bakkerij Jansen",
      company: "Bakkerij Jansen",
      department: null,
      email: null,
      numbers: [{ label: "Tel. werk", number: "020-7654321" }],
    },
  ]);
  expect(problems).toEqual([
    { line: 4, problem: "no-number" },
    { line: 5, problem: "not-a-number" },
  ]);
});

test("it makes no difference where the pieces of a file are cut", () => {
  const whole = read("csv", [csv], fields);
  for (const size of [1, 7, 64]) {
    const pieces = csv.match(new RegExp(`[\\s\\S]{1,${size}}`, "g")) ?? [];
    expect(read("csv", pieces, fields)).toEqual(whole);
  }
});

test("the columns are guessed by their headings, English or Dutch, and a fax is no phone", () => {
  const { columns, contacts } = previewContacts(csv, {});
  expect(columns.map(({ field }) => field)).toEqual(fields);
  expect(contacts).toHaveLength(2);
  const english = previewContacts("Name,Company,Business Phone,Mobile\nA,B,1234,5678\n", {});
  expect(english.columns.map(({ field }) => field)).toEqual(["name", "company", "number", "number"]);
  expect(english.contacts[0]?.numbers).toEqual([
    { label: "Business Phone", number: "1234" },
    { label: "Mobile", number: "5678" },
  ]);
});

test("a quote that is never closed is told rather than swallowing the rest in silence", () => {
  expect(read("csv", ['Name,Phone\nA,1234\n"B,5678\nC,9012\n'], ["name", "number"])).toMatchObject({
    contacts: [{ name: "A" }],
    problems: [{ problem: "not-ended" }],
  });
});

const cards = [
  "BEGIN:VCARD",
  "VERSION:3.0",
  "N:Vries;Sanne;de;;",
  "FN:Sanne de Vries",
  "ORG:De Vries\\; Zonen;Inkoop",
  "item1.TEL;type=CELL;type=VOICE;type=pref:+31 6 12345678",
  'TEL;TYPE="work,voice":tel:+31-20-765-4321',
  "EMAIL;TYPE=INTERNET:sanne@exam",
  " ple.test",
  "END:VCARD",
  "BEGIN:VCARD",
  "VERSION:2.1",
  "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg",
  "TEL;HOME:0201234567",
  "END:VCARD",
  "BEGIN:VCARD",
  "FN:Nobody's number",
  "END:VCARD",
].join("\r\n");

test("vCards of every version are read, folded and quoted lines too", () => {
  const { contacts, problems } = read("vcard", [cards]);
  expect(contacts).toEqual([
    {
      name: "Sanne de Vries",
      company: "De Vries; Zonen",
      department: "Inkoop",
      email: "sanne@example.test",
      numbers: [
        { label: "cell", number: "+31 6 12345678" },
        { label: "work", number: "+31-20-765-4321" },
      ],
    },
    {
      name: "Jörg Müller",
      company: null,
      department: null,
      email: null,
      numbers: [{ label: "home", number: "0201234567" }],
    },
  ]);
  expect(problems).toEqual([{ line: 16, problem: "no-number" }]);
  const pieces = cards.match(/[\s\S]{1,11}/g) ?? [];
  expect(read("vcard", pieces)).toEqual({ contacts, problems });
  expect(previewContacts(cards, {}).format).toBe("vcard");
});
