/** About as many characters are read in one turn of the event loop: two milliseconds of work, on a slow machine ten. */
const perTurn = 64 << 10;

/** A piece of a text; `isLast`: the text ends with it. */
type Read = (piece: string, isLast: boolean) => void;

/**
 * Reads texts in the order in which they came, in one turn of the event loop no more than what takes a moment: a company's lists are
 * megabytes. Whoever sends is held meanwhile, so that no more waits here than what was already under way. What little comes is
 * read at once. A text is cut before a `<`, where an XML parser is between two things. `read` does not throw.
 */
export function readInTurns(held: (isHeld: boolean) => void): (text: string, read: Read) => void {
  const unread: { readonly text: string; readonly read: Read }[] = [];
  let at = 0;
  let left = perTurn;
  let isTurnOverSoon = false;

  function readOn(): void {
    for (let [first] = unread; first && left > 0; [first] = unread) {
      const { text, read } = first;
      const end = cut(text, at);
      const piece = text.slice(at, end);
      left -= piece.length;
      at = end;
      const isLast = end === text.length;
      if (isLast) {
        unread.shift();
        at = 0;
      }
      read(piece, isLast);
    }
    if (isTurnOverSoon) return;
    isTurnOverSoon = true;
    setImmediate(() => {
      isTurnOverSoon = false;
      left = perTurn;
      if (unread.length === 0) return;
      readOn();
      if (unread.length === 0) held(false);
    });
  }

  return (text, read) => {
    unread.push({ text, read });
    if (unread.length > 1) return;
    readOn();
    if (unread.length > 0) held(true);
  };
}

function cut(text: string, from: number): number {
  const most = from + perTurn;
  if (text.length <= most) return text.length;
  const edge = text.lastIndexOf("<", most);
  return edge > from ? edge : most;
}
