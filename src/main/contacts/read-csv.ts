const separators = [",", ";", "\t"] as const;

/** A reader of CSV text that comes in pieces. */
export interface CsvReader {
  add(text: string): void;
  /** The text is over: tells a last record that has no line end; false where a quote was never closed. */
  end(): boolean;
}

/**
 * Tells each record of a CSV text (RFC 4180) with the line that it begins at. The separator is the one of comma, semicolon and tab
 * that the first line has most of; lines that are empty are none.
 */
export function createCsvReader(take: (fields: readonly string[], line: number) => void): CsvReader {
  let separator: string | null = null;
  let beginning = "";
  let fields: string[] = [];
  let field = "";
  let quoted = false;
  /** A quote within quotes: the end of them, or the first of two. */
  let quoteSeen = false;
  let line = 1;
  let recordLine = 1;

  function endRecord(): void {
    fields.push(field);
    if (fields.length > 1 || field !== "") take(fields, recordLine);
    fields = [];
    field = "";
    recordLine = line;
  }

  function read(character: string): void {
    if (character === "\n") line += 1;
    if (quoted) {
      if (quoteSeen) {
        quoteSeen = false;
        if (character === '"') field += '"';
        else {
          quoted = false;
          readPlain(character);
        }
      } else if (character === '"') quoteSeen = true;
      else field += character;
    } else readPlain(character);
  }

  function readPlain(character: string): void {
    if (character === separator) {
      fields.push(field);
      field = "";
    } else if (character === "\n") endRecord();
    else if (character === '"' && field === "") quoted = true;
    else if (character !== "\r") field += character;
  }

  return {
    add(text) {
      let rest = text;
      if (separator === null) {
        beginning += text;
        if (!beginning.includes("\n")) return;
        separator = separatorOf(beginning);
        rest = beginning.replace(/^\uFEFF/, "");
      }
      for (const character of rest) read(character);
    },
    end() {
      if (separator === null) this.add("\n");
      const closed = !quoted || quoteSeen;
      if (closed && (field !== "" || fields.length > 0)) endRecord();
      return closed;
    },
  };
}

function separatorOf(text: string): string {
  const [firstLine = ""] = text.split("\n", 1);
  const bare = firstLine.replace(/"[^"]*"/g, "");
  const count = (separator: string) => bare.split(separator).length;
  return separators.reduce<string>((best, each) => (count(each) > count(best) ? each : best), ",");
}
