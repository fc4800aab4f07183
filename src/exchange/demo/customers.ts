import type { Random } from "../pbx/random.ts";

/** Somebody outside who calls the company more than once. */
export interface Customer {
  /** As the network shows them. */
  readonly name: string;
  readonly number: string;
  /** What he says, as PCMU; null: he is silent. */
  readonly frames: Buffer | null;
}

const silentNames = ["P. Jansen", "J. Smit", "K. de Boer", "M. Aydin", "Bakkerij Van Vliet", "Garage Noord"];

const occasionalNames = [
  "A. Dijkstra",
  "Apotheek De Linde",
  "B. Yilmaz",
  "Bloemen Van Rijn",
  "C. Groen",
  "D. van Leeuwen",
  "E. Peters",
  "Fietsen De Vries",
  "G. Willems",
  "H. El Idrissi",
  "Hotel De Haven",
  "I. Kramer",
  "J. Bos",
  "Jachtwerf Zuid",
  "K. Nguyen",
  "L. van Vliet",
  "M. Kuipers",
  "Makelaardij Prins",
  "N. Schouten",
  "O. de Graaf",
  "R. Verhoeven",
  "S. Kaya",
  "Schildersbedrijf Kok",
  "T. van Beek",
  "Tandarts Huisman",
  "V. Popescu",
  "W. Mulder",
  "Zeilmakerij Noord",
] as const;

/** A number of a mobile phone, international. */
export const mobileNumber = (random: Random): string => `316${random.between(10_000_000, 59_999_999)}`;

/** Customers have a number each, so that they are known when they call again. Those with a voice come first. */
export function regularCustomers(
  random: Random,
  voices: readonly { readonly name: string; readonly frames: Buffer }[],
): readonly Customer[] {
  return [
    ...voices.map(({ name, frames }) => ({ name, number: mobileNumber(random), frames })),
    ...silentNames.map((name) => ({ name, number: mobileNumber(random), frames: null })),
  ];
}

/** Customers who have called before the exchange was started. */
export const occasionalCustomers = (random: Random): readonly Customer[] =>
  occasionalNames.map((name) => ({ name, number: mobileNumber(random), frames: null }));
