import { History, StickyNote } from "lucide-react";
import type { EarlierCall } from "../../../shared/model/history.ts";
import { useClock } from "../../kit/clock.ts";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { earlierCallText, earlierCountText, newestNote } from "../view-model/earlier-words.ts";

/** What there was with this caller before, in a line: how many calls, the last one, the newest note. */
export function Earlier({ before }: { readonly before: readonly EarlierCall[] }) {
  const write = useWrite();
  const language = useLanguage();
  const newest = before[0];
  const last = useClock((now) => (newest ? earlierCallText(language, newest, now) : null));
  if (!last) return null;
  const note = newestNote(before);
  return (
    <p className="earlier">
      <span>
        <History size={16} aria-hidden />
        <span>
          {earlierCountText(language, before)}, {write("earlier.last", { call: last })}
        </span>
      </span>
      {note !== null && (
        <span title={note}>
          <StickyNote size={16} aria-hidden />
          <span>
            <span className="unseen">{write("earlier.note")} </span>“{note}”
          </span>
        </span>
      )}
    </p>
  );
}
