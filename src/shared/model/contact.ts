import { z } from "zod";
import { Instant, UserId } from "./ids.ts";

/** A person or company outside the telephone system, from an address book that was imported. */
export const ContactId = z.string().min(1).brand("ContactId");
export type ContactId = z.infer<typeof ContactId>;

export const ContactNumber = z
  .object({
    /** What the address book calls it: "mobile", "work"; null where it does not say. */
    label: z.string().nullable(),
    number: z.string(),
  })
  .readonly();
export type ContactNumber = z.infer<typeof ContactNumber>;

export const Contact = z
  .object({
    contactId: ContactId,
    name: z.string(),
    company: z.string().nullable(),
    department: z.string().nullable(),
    email: z.string().nullable(),
    /** At least one, the one to call first. */
    numbers: z.array(ContactNumber).readonly(),
  })
  .readonly();
export type Contact = z.infer<typeof Contact>;

/** What a column of a CSV file holds. Several columns may hold numbers: their headings become the labels. */
export const ContactField = z.enum([
  "name",
  "first-name",
  "last-name",
  "company",
  "department",
  "email",
  "number",
  "ignored",
]);
export type ContactField = z.infer<typeof ContactField>;

/** RFC 4180 with any of the usual separators and encodings; RFC 2426 and RFC 6350. */
export const ContactFormat = z.enum(["csv", "vcard"]);
export type ContactFormat = z.infer<typeof ContactFormat>;

/** Why a line was left out. The sentence for it is the message `contacts.problem.<problem>`. */
export const ImportProblem = z
  .object({
    /** Of the file, from 1: where the contact begins. */
    line: z.int().positive(),
    problem: z.enum(["no-name", "no-number", "not-a-number", "too-long", "not-ended"]),
  })
  .readonly();
export type ImportProblem = z.infer<typeof ImportProblem>;

/** What an import would do, judged by the beginning of the file. */
export const ImportPreview = z
  .object({
    format: ContactFormat,
    /** Of a CSV file, as guessed by their headings; none of a vCard file. */
    columns: z.array(z.object({ heading: z.string(), field: ContactField }).readonly()).readonly(),
    /** The first few. */
    contacts: z.array(Contact.unwrap().omit({ contactId: true }).readonly()).readonly(),
    problems: z.array(ImportProblem).readonly(),
  })
  .readonly();
export type ImportPreview = z.infer<typeof ImportPreview>;

export const ImportId = z.string().min(1).brand("ImportId");
export type ImportId = z.infer<typeof ImportId>;

/** An address book that was read, or is being read. Only the newest can be undone. */
export const ContactImport = z
  .object({
    importId: ImportId,
    fileName: z.string(),
    startedAt: Instant,
    state: z.enum(["reading", "done"]),
    added: z.int().nonnegative(),
    updated: z.int().nonnegative(),
    leftOut: z.int().nonnegative(),
  })
  .readonly();
export type ContactImport = z.infer<typeof ContactImport>;

export const FavouriteId = z.string().min(1).brand("FavouriteId");
export type FavouriteId = z.infer<typeof FavouriteId>;

/** Somebody who is kept at hand, in an order of one's own. */
export const Favourite = z
  .object({
    favouriteId: FavouriteId,
    who: z.union([z.object({ userId: UserId }).readonly(), z.object({ contact: Contact }).readonly()]),
    /** The group it is shown in; empty: none. */
    group: z.string(),
    /** Within the group, from 0. */
    position: z.int().nonnegative(),
  })
  .readonly();
export type Favourite = z.infer<typeof Favourite>;
