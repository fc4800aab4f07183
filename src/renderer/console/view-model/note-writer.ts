import type { RefusalCode } from "../../../shared/model/product-state.ts";

/** How it stands with what was typed: nothing typed yet, on its way, with main, or why main did not take it. */
export type NoteState = "untouched" | "saving" | "saved" | RefusalCode;

/** How long a person may pause in typing before what is there so far is saved. */
const pauseMs = 400;

export interface NoteWriter {
  type(text: string): void;
  /** Saves at once what was typed or refused; does nothing when all is saved. */
  flush(): void;
}

/**
 * Saves a note as it is typed. One write is under way at a time, so that an earlier text never lands after a later one; a refused
 * text is kept and tried again with the next typing or flush.
 */
export function createNoteWriter(
  write: (text: string) => Promise<RefusalCode | null>,
  tell: (state: NoteState) => void,
): NoteWriter {
  let wanted: string | null = null;
  let writing = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function save(): Promise<void> {
    clearTimeout(timer);
    if (writing) return;
    writing = true;
    let refusal: RefusalCode | null = null;
    while (wanted !== null && refusal === null) {
      const text: string = wanted;
      wanted = null;
      refusal = await write(text);
      if (refusal !== null) wanted ??= text;
    }
    writing = false;
    tell(refusal ?? "saved");
  }

  return {
    type(text) {
      wanted = text;
      tell("saving");
      clearTimeout(timer);
      timer = setTimeout(save, pauseMs);
    },
    flush() {
      if (wanted !== null) void save();
    },
  };
}
