/** Rows of a CSV file by the names in its header (RFC 4180; the core API's files end lines either way). */
export function parseCsv(text: string): readonly ReadonlyMap<string, string>[] {
  const [header = [], ...lines] = fieldsOf(text);
  return lines.map((fields) => new Map(header.map((name, column) => [name.trim(), fields[column] ?? ""])));
}

/** A quoted field may hold commas, line ends and doubled quotes. */
const field = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/y;

function fieldsOf(text: string): readonly (readonly string[])[] {
  const lines: string[][] = [];
  let line: string[] = [];
  field.lastIndex = 0;
  while (field.lastIndex < text.length) {
    const match = field.exec(text);
    // A stray quote: what follows cannot be read.
    if (!match) break;
    const [, content = "", end] = match;
    line.push(content.startsWith('"') ? content.slice(1, -1).replaceAll('""', '"') : content);
    if (end === ",") continue;
    lines.push(line);
    line = [];
  }
  if (line.length > 0) lines.push(line);
  return lines;
}
