import type { ReceiveCalls } from "../pbx/company.ts";

/** How somebody of the demo company deals with a ringing phone. */
export type Temperament = "prompt" | "slow" | "away" | "declines";

export interface StaffMember {
  readonly username: string;
  readonly name: string;
  readonly extension: string;
  readonly department: string;
  readonly language: "nl" | "en";
  readonly temperament: Temperament;
  readonly loggedIn: boolean;
  readonly receiveCalls: ReceiveCalls;
}

type Row = readonly [
  name: string,
  extension: string,
  department: string,
  temperament?: Temperament,
  at?: "out" | ReceiveCalls,
];

const rows: readonly Row[] = [
  ["Anna Bakker", "200", "Reception"],
  ["Bram de Wit", "201", "Reception", "slow", "out"],
  ["Femke Hoekstra", "202", "Reception", "prompt", "ONLY_DIRECT"],
  ["Pieter van Dijk", "210", "Management", "slow", "NONE"],
  ["Claire Dubois", "211", "Management", "away"],
  ["Henk Smit", "212", "Management", "declines"],
  ["Saskia Vermeulen", "213", "Sales"],
  ["Mark Visser", "214", "Sales"],
  ["Yusuf Demir", "215", "Sales"],
  ["Lotte Jacobs", "216", "Sales", "slow"],
  ["Oliver Bennett", "217", "Sales", "prompt", "out"],
  ["Sofia Rossi", "218", "Sales"],
  ["Eva Mulder", "221", "Support", "away"],
  ["Tom Kok", "222", "Support"],
  ["Iris Blom", "223", "Support", "prompt", "out"],
  ["Marijke Postma", "231", "Finance"],
  ["Jan Willem ten Brink", "232", "Finance", "slow"],
  ["Agnieszka Nowak", "233", "Finance", "prompt", "ONLY_DIRECT"],
  ["Tom Martens", "240", "Support"],
  ["Fatima El Amrani", "241", "Support"],
  ["Daan Hendriks", "242", "Support", "slow"],
  ["Noor Willems", "243", "Support"],
  ["Lars Andersen", "250", "Logistics"],
  ["Petra Novák", "251", "Logistics", "away"],
  ["Ruben Meijer", "252", "Logistics"],
  ["Thi Mai Nguyen", "253", "Logistics", "prompt", "out"],
  ["Annemiek van den Berg", "260", "Personnel"],
  ["Carlos García", "261", "Workshop", "declines"],
  ["Wim Peeters", "262", "Workshop", "away"],
  ["Ingrid Lindqvist", "270", "Marketing"],
];

const firstName = (name: string) =>
  (name.split(" ")[0] ?? name)
    .normalize("NFD")
    .replace(/[^a-zA-Z]/g, "")
    .toLowerCase();
const international = new Set([
  "Claire",
  "Oliver",
  "Sofia",
  "Agnieszka",
  "Lars",
  "Petra",
  "Carlos",
  "Ingrid",
]);

function usernameOf(name: string, taken: ReadonlySet<string>): string {
  const first = firstName(name);
  return taken.has(first) ? `${first}.${firstName(name.split(" ").at(-1) ?? "")}` : first;
}

/** The people of the demo company by name; the first is its operator, whose phone is the visitor's. */
export function demoStaff(): readonly StaffMember[] {
  const taken = new Set<string>();
  return rows.map(([name, extension, department, temperament = "prompt", at = "ALL"], index) => {
    const username = usernameOf(name, taken);
    taken.add(username);
    return {
      username,
      name,
      extension,
      department,
      language: international.has(name.split(" ")[0] ?? "") ? "en" : "nl",
      temperament,
      // The operator is logged in when her phone registers.
      loggedIn: index > 0 && at !== "out",
      receiveCalls: at === "out" ? "ALL" : at,
    };
  });
}
