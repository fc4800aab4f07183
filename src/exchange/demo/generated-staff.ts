import type { Random } from "../pbx/random.ts";
import type { StaffMember, Temperament } from "./staff.ts";

const given =
  "Adam Aisha Bas Bianca Cem Daphne Emma Erik Floor Frank Giulia Hanna Hugo Ilse Jasper Jens Julia Kees Lena Liam Lucas Maud Mila Mohammed Nina Olga Paul Quinten Roos Sam Sara Stijn Tess Thomas Vera Victor Wouter Xander Yara Zoë".split(
    " ",
  );
const family =
  "Aalbers Bos Claessens Dekker Evers Faber Geerts Hermans Ivanova Janssen Khan Kramer Laan Maas Nagel Otten Peters Quist Rietveld Schouten Timmermans Ünal Verbeek Weber Yilmaz Zwart".split(
    " ",
  );
const departments = ["Sales", "Support", "Finance", "Logistics", "Workshop", "Marketing"];
const temperaments: readonly Temperament[] = ["prompt", "prompt", "prompt", "slow", "away", "declines"];

/** Extensions as the platform allows them: four digits first, then five. */
const extensionFor = (index: number): string =>
  String(index < 7_000 ? 2_000 + index : 20_000 + index - 7_000);

/** More colleagues for a bigger company: the same for the same random source. */
export function generatedStaff(count: number, random: Random): readonly StaffMember[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `${random.pick(given)} ${random.pick(family)}`;
    return {
      username: `user${index + 1}`,
      name,
      extension: extensionFor(index),
      department: random.pick(departments),
      language: "nl",
      temperament: random.pick(temperaments),
      loggedIn: random.next() < 0.7,
      receiveCalls: random.next() < 0.9 ? "ALL" : "ONLY_DIRECT",
    };
  });
}
