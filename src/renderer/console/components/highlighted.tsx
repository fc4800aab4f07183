interface HighlightedProps {
  readonly text: string;
  readonly searched: string;
}

/** A text with the beginnings of its words marked that the search found; accents and case do not matter. */
export function Highlighted({ text, searched }: HighlightedProps) {
  return partsOf(text, searched).map(({ at, part, found }) =>
    found ? <mark key={at}>{part}</mark> : <span key={at}>{part}</span>,
  );
}

interface Part {
  readonly at: number;
  readonly part: string;
  readonly found: boolean;
}

export function partsOf(text: string, searched: string): readonly Part[] {
  const characters = [...text];
  const bare = characters.map(plain);
  const found = new Array<boolean>(characters.length).fill(false);
  for (const word of searched.split(/\s+/).filter(Boolean)) {
    const wanted = [...word].map(plain).join("");
    for (let at = 0; at < bare.length; at += 1) {
      let end = at;
      let seen = "";
      while (seen.length < wanted.length && end < bare.length) {
        seen += bare[end];
        end += 1;
      }
      if (seen.startsWith(wanted)) found.fill(true, at, end);
    }
  }
  const parts: Part[] = [];
  characters.forEach((character, at) => {
    const last = parts.at(-1);
    if (last && last.found === found[at]) parts[parts.length - 1] = { ...last, part: last.part + character };
    else parts.push({ at, part: character, found: found[at] ?? false });
  });
  return parts;
}

const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
