import { useEffect, useMemo, useState } from "react";
import { longestNote } from "../../../shared/model/history.ts";
import type { CallId } from "../../../shared/model/ids.ts";
import { useWrite } from "../../kit/text.ts";
import { useActions } from "../context.ts";
import { useHints } from "../key-hints.ts";
import { createNoteWriter, type NoteState } from "../view-model/note-writer.ts";

interface NotesFieldProps {
  /** null while the feed does not yet know the call. */
  readonly callId: CallId | null;
  /** As main last published it. */
  readonly note: string;
}

/**
 * What is written of a call, saved as it is typed. What main publishes never overwrites what is typed here, and what was typed
 * of one call is saved for that call, whatever is shown next.
 */
export function NotesField({ callId, note }: NotesFieldProps) {
  const write = useWrite();
  if (callId !== null) return <WritableNotes key={callId} callId={callId} note={note} />;
  return (
    <div className="notes-field">
      <textarea
        rows={1}
        aria-label={write("notes.label")}
        disabled
        placeholder={write("notes.no-call")}
        title={write("notes.no-call")}
      />
    </div>
  );
}

function WritableNotes({ callId, note }: { readonly callId: CallId; readonly note: string }) {
  const write = useWrite();
  const { writeNote } = useActions();
  /** What stands in the field once it was typed into; null: what main publishes. */
  const [typed, setTyped] = useState<string | null>(null);
  const [focused, setFocused] = useState(false);
  const [state, setState] = useState<NoteState>("untouched");
  const writer = useMemo(
    () => createNoteWriter((text) => writeNote(callId, text), setState),
    [writeNote, callId],
  );
  useEffect(() => {
    const { flush } = writer;
    window.addEventListener("pagehide", flush);
    return () => {
      window.removeEventListener("pagehide", flush);
      flush();
    };
  }, [writer]);
  // Once main publishes what was typed, later changes from elsewhere are shown again.
  useEffect(() => {
    if (typed === note && !focused) setTyped(null);
  }, [typed, note, focused]);
  const keys = useHints()("notes");
  const refused = state !== "untouched" && state !== "saving" && state !== "saved";
  return (
    <div className="notes-field">
      <textarea
        rows={1}
        aria-label={write("notes.label")}
        aria-invalid={refused || undefined}
        aria-keyshortcuts={keys?.shortcuts}
        placeholder={[write("notes.label"), keys?.shown].filter(Boolean).join(" · ")}
        maxLength={longestNote}
        value={typed ?? note}
        onChange={({ currentTarget: { value } }) => {
          setTyped(value);
          writer.type(value);
        }}
        onFocus={() => setFocused(true)}
        onBlur={() => {
          setFocused(false);
          writer.flush();
        }}
        onKeyDown={(event) => {
          // Back to where typing searches and digits dial.
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
      <span className={refused ? "note-state tone-alarm" : "note-state"} role="status">
        {refused
          ? write("notes.refused", { reason: write(`refusal.${state}`) })
          : state !== "untouched" && write(`notes.${state}`)}
      </span>
    </div>
  );
}
