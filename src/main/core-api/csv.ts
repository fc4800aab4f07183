import { setImmediate as others } from "node:timers/promises";

/** A line of a file, by the names in its header. */
export interface CsvRow {
  get(column: string): string | undefined;
}

/** So many rows take some milliseconds. */
const rowsAtATime = 2_000;

/**
 * Tells the rows of a CSV file one after the other (RFC 4180; the core API's files end lines either way). A large company's day has
 * hundreds of thousands: others may work in between. A last line that has no end is still being written, and is none yet.
 */
export async function readCsv(text: string, take: (row: CsvRow) => void): Promise<void> {
  let columns: ReadonlyMap<string, number> | null = null;
  let count = 0;
  for (const fields of linesOf(text)) {
    const known = columns;
    if (known) take({ get: (column) => valueAt(fields, known.get(column)) });
    else columns = new Map(fields.map((name, place) => [name.trim(), place]));
    count += 1;
    if (count % rowsAtATime === 0) await others();
  }
}

const valueAt = (fields: readonly string[], place: number | undefined) =>
  place === undefined ? undefined : (fields[place] ?? "");

/** Where a stray quote makes the rest unreadable they end. */
function* linesOf(text: string): Generator<readonly string[], void> {
  // A quoted field may hold commas, line ends and doubled quotes.
  const field = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n)/y;
  let line: string[] = [];
  for (let match = field.exec(text); match; match = field.exec(text)) {
    const [, content = "", end] = match;
    line.push(content.startsWith('"') ? content.slice(1, -1).replaceAll('""', '"') : content);
    if (end === ",") continue;
    yield line;
    line = [];
  }
}
