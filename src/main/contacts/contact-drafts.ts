import type { Contact, ContactField, ContactNumber, ImportProblem } from "../../shared/model/contact.ts";
import type { CardLine } from "./read-vcard.ts";

/** A contact as it was read, not stored yet. */
export type ContactDraft = Omit<Contact, "contactId">;
export type Drafted = ContactDraft | { readonly problem: ImportProblem["problem"] };

const longest = 200;
/** What people write between digits. */
const separators = /[\s().\-/\u00a0]/g;

/** The record of a CSV file whose columns hold these fields under these headings. */
export function draftFromCsv(
  record: readonly string[],
  fields: readonly ContactField[],
  headings: readonly string[],
): Drafted {
  const of = (wanted: ContactField) => {
    const values = record.filter((value, at) => fields[at] === wanted && value.trim() !== "");
    return values.map((value) => value.trim()).join(" ");
  };
  const numbers = record.flatMap((value, at): ContactNumber[] =>
    fields[at] === "number" && value.trim() !== ""
      ? [{ label: headings[at]?.trim() || null, number: value.trim() }]
      : [],
  );
  return draft({
    name: of("name") || [of("first-name"), of("last-name")].filter(Boolean).join(" "),
    company: of("company"),
    department: of("department"),
    email: of("email"),
    numbers,
  });
}

export function draftFromCard(card: readonly CardLine[]): Drafted {
  const first = (name: string) => card.find((line) => line.name === name)?.values ?? [];
  const [last = "", given = "", additional = ""] = first("N");
  const [company = "", department = ""] = first("ORG");
  return draft({
    name: first("FN").join(" ") || [given, additional, last].filter(Boolean).join(" "),
    company,
    department,
    email: first("EMAIL")[0] ?? "",
    numbers: card
      .filter(({ name }) => name === "TEL")
      .map(({ values, types }) => ({
        label: types.find((type) => !unspecific.has(type)) ?? null,
        number: values.join("").replace(/^tel:/i, ""),
      })),
  });
}

/** Types that every number may have. */
const unspecific = new Set(["voice", "pref", "uri", "text", "internet", "value=uri"]);

function draft(
  read: {
    readonly [Field in "name" | "company" | "department" | "email"]: string;
  } & { readonly numbers: readonly ContactNumber[] },
): Drafted {
  const name = read.name || read.company;
  if (name === "") return { problem: "no-name" };
  if (read.numbers.length === 0) return { problem: "no-number" };
  const numbers = read.numbers.filter(({ number }) =>
    /^[+*#]?\d{2,20}$/.test(number.replace(separators, "")),
  );
  if (numbers.length === 0) return { problem: "not-a-number" };
  const { company, department, email } = read;
  if ([name, company, department, email].some((text) => text.length > longest))
    return { problem: "too-long" };
  return {
    name,
    company: company || null,
    department: department || null,
    email: email || null,
    numbers: numbers
      .slice(0, 20)
      .map(({ label, number }) => ({ label, number: number.replaceAll("/", "-") })),
  };
}

/** The headings that address books use, English and Dutch, without what is not a letter. */
const known: readonly (readonly [RegExp, ContactField])[] = [
  [/^(firstname|givenname|voornaam|roepnaam)$/, "first-name"],
  [/^(lastname|familyname|surname|achternaam)$/, "last-name"],
  [/^(name|fullname|displayname|contact|naam|volledigenaam|weergavenaam)$/, "name"],
  [
    /^(company|organi[sz]ation|organi[sz]ationname|account|bedrijf|bedrijfsnaam|organisatie|firma|klant)$/,
    "company",
  ],
  [/^(department|afdeling|organi[sz]ationdepartment)$/, "department"],
  [/^e?mail(adres|address|value)?$/, "email"],
  [/(fax)/, "ignored"],
  [/(phone|mobile|telefoon|mobiel|gsm|^tel|nummer|number)/, "number"],
];

/** What a column probably holds. */
export function guessField(heading: string): ContactField {
  const bare = heading
    .normalize("NFD")
    .toLowerCase()
    .replace(/[^a-z]/g, "");
  return known.find(([pattern]) => pattern.test(bare))?.[1] ?? "ignored";
}
