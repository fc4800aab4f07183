import { DialledNumber, type TransferTarget } from "../../../shared/contract/requests.ts";
import type { Language } from "../../../shared/messages/message.ts";
import type { Colleague } from "../../../shared/model/colleague.ts";
import type { Contact } from "../../../shared/model/contact.ts";
import type { ConsoleState } from "./state.ts";

type DirectoryInputs = Pick<ConsoleState, "listed" | "search" | "shown" | "favourites">;

/** Shorter typing than this is a search for an extension rather than a number to dial. */
const shortestNumberLength = 3;

/**
 * The rows of the directory, in order: a typed number first where it is nobody's extension, since whoever types 112 means 112; then the
 * colleagues who match, best first, or everybody by name, or those at hand; then the contacts who match.
 */
export function directoryRows(state: DirectoryInputs): readonly TransferTarget[] {
  const { search, shown, listed } = state;
  const searches = search.text.trim() !== "";
  if (!searches && shown === "favourites")
    return state.favourites.flatMap(({ who }) => ("userId" in who ? [who] : contactTarget(who.contact, "")));
  const department = typeof shown === "string" ? null : shown.department;
  const found = searches ? (search.userIds ?? []).map((userId) => listed.get(userId)) : [...listed.values()];
  const colleagueRows = found.flatMap((colleague): TransferTarget[] => {
    const isShown = colleague && (department === null || colleague.department === department);
    return isShown ? [{ userId: colleague.userId }] : [];
  });
  const contactRows = searches
    ? search.contacts.flatMap((contact) => contactTarget(contact, search.text))
    : [];
  const people = [...colleagueRows, ...contactRows];
  const number = typedNumber(search.text);
  if (number === null) return people;
  const best = people[0];
  const exact = best && "userId" in best && listed.get(best.userId)?.extension === digitsOf(number);
  if (exact) return people;
  return digitsOf(number).length < shortestNumberLength ? [...people, { number }] : [{ number }, ...people];
}

/** A contact at the number that was typed of him, else at the first. */
function contactTarget({ contactId, numbers }: Contact, typed: string): readonly TransferTarget[] {
  const digits = digitsOf(typed).replace(/^[+0]+/, "");
  const best = numbers.find(({ number }) => digits !== "" && digitsOf(number).includes(digits)) ?? numbers[0];
  return best ? [{ contactId, number: best.number }] : [];
}

/** The number in what was typed, or null where it is a name. */
export function typedNumber(text: string): string | null {
  const parsed = DialledNumber.safeParse(text);
  return parsed.success ? parsed.data : null;
}

const digitsOf = (number: string): string => number.replace(/[^+*#\d]/g, "");

/** The same person, be it at another number. */
export function sameTarget(one: TransferTarget | null, other: TransferTarget | null): boolean {
  if (one === null || other === null) return one === other;
  return targetKey(one) === targetKey(other);
}

export const targetKey = (target: TransferTarget): string =>
  "userId" in target
    ? `user ${target.userId}`
    : "contactId" in target
      ? `contact ${target.contactId}`
      : `number ${target.number}`;

/**
 * Everybody by name; what there was before stays while nobody came, went, was renamed or moved. Somebody else's state changes many
 * times a second: whoever draws the directory must not look at everybody for that.
 */
export function listByName(
  before: ReadonlyMap<string, Colleague>,
  listedBefore: ReadonlyMap<string, Colleague>,
  now: ReadonlyMap<string, Colleague>,
  language: Language,
): ReadonlyMap<string, Colleague> {
  const then = before.values();
  const isListedAlike = (one: Colleague) => {
    const other = then.next().value;
    // Rows that did not change are the same objects, in the same order.
    return one === other || (other !== undefined && listing(one) === listing(other));
  };
  if (before.size === now.size && [...now.values()].every(isListedAlike)) return listedBefore;
  const collator = new Intl.Collator(language, { sensitivity: "base", numeric: true });
  const ordered = [...now.values()].sort((one, other) => collator.compare(one.name, other.name));
  return new Map(ordered.map((colleague) => [colleague.userId, colleague]));
}

/** What decides where somebody stands in the directory. */
const listing = ({ userId, name, extension, department }: Colleague): string =>
  JSON.stringify([userId, name, extension, department]);

/** The departments that colleagues are in, by name. */
export function departmentsOf(listed: ReadonlyMap<string, Colleague>): readonly string[] {
  const names = new Set<string>();
  for (const { department } of listed.values()) if (department) names.add(department);
  return [...names].sort((one, other) => one.localeCompare(other));
}
