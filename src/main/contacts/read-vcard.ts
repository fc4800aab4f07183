/** A line of a vCard: `TEL;TYPE=cell:+31…`. */
export interface CardLine {
  /** In upper case, without its group. */
  readonly name: string;
  /** Parameter values in lower case; a value without a name (vCard 2.1) is a TYPE. */
  readonly types: readonly string[];
  /** Its parts between semicolons. */
  readonly values: readonly string[];
}

/** A reader of vCards that come in pieces. */
export interface CardReader {
  add(text: string): void;
  /** The text is over; false where a card was never ended. */
  end(): boolean;
}

/**
 * Tells each card with the line that it begins at: vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350), folded lines and quoted-printable
 * values included.
 */
export function createCardReader(take: (card: readonly CardLine[], line: number) => void): CardReader {
  let rest = "";
  let lineNumber = 0;
  let folded: string | null = null;
  let card: { lines: CardLine[]; line: number } | null = null;

  function endLine(): void {
    const content = folded;
    folded = null;
    const parsed = content === null ? null : parseLine(content);
    if (!parsed) return;
    if (parsed.name === "BEGIN") card = { lines: [], line: lineNumber };
    else if (parsed.name === "END" && card) {
      take(card.lines, card.line);
      card = null;
    } else card?.lines.push(parsed);
  }

  function readLine(line: string): void {
    if (folded !== null && isQuotedPrintable(folded) && folded.endsWith("=")) {
      folded = folded.slice(0, -1) + line;
    } else if (folded !== null && /^[ \t]/.test(line)) folded += line.slice(1);
    else {
      endLine();
      folded = line;
    }
    lineNumber += 1;
  }

  return {
    add(text) {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) readLine(line.replace(/\r$/, "").replace(/^\uFEFF/, ""));
    },
    end() {
      if (rest !== "") readLine(rest);
      endLine();
      return card === null;
    },
  };
}

const isQuotedPrintable = (line: string): boolean => /^[^:]*QUOTED-PRINTABLE/i.test(line);

function parseLine(content: string): CardLine | null {
  const match = /^(?:[\w-]+\.)?([\w-]+)((?:;(?:"[^"]*"|[^":])*)?):(.*)$/s.exec(content);
  if (!match) return null;
  const [, name = "", parameters = "", written = ""] = match;
  const value = isQuotedPrintable(content) ? fromQuotedPrintable(written) : written;
  return {
    name: name.toUpperCase(),
    types: parameters
      .split(/[;,]/)
      .map((parameter) =>
        parameter
          .replace(/^type=/i, "")
          .replaceAll('"', "")
          .trim()
          .toLowerCase(),
      )
      .filter((type) => type !== "" && !type.includes("=")),
    values: splitUnescaped(value),
  };
}

/** Backslashes take the meaning from a semicolon, a comma and an n. */
function splitUnescaped(value: string): readonly string[] {
  const parts: string[] = [];
  let part = "";
  for (let at = 0; at < value.length; at += 1) {
    const character = value[at];
    if (character === "\\" && at + 1 < value.length) {
      at += 1;
      part += /n/i.test(value[at] ?? "") ? " " : value[at];
    } else if (character === ";") {
      parts.push(part.trim());
      part = "";
    } else part += character;
  }
  return [...parts, part.trim()];
}

/** RFC 2045 6.7; who still writes it writes UTF-8 or ASCII. */
function fromQuotedPrintable(text: string): string {
  const bytes = [...text.matchAll(/=([0-9A-F]{2})|([^=])/gi)].flatMap(([, hex, plain]) =>
    hex === undefined ? [...Buffer.from(plain ?? "")] : [Number.parseInt(hex, 16)],
  );
  return Buffer.from(bytes).toString("utf8");
}
