import { Phone } from "lucide-react";
import { durationText, timeText } from "../../../shared/messages/formats.ts";
import type { HistoryEntry } from "../../../shared/model/history.ts";
import { NotesField } from "../../console/components/notes-field.tsx";
import { useActions, useConsole } from "../../console/context.ts";
import { pendingKey } from "../../console/view-model/actions.ts";
import { dialId } from "../../console/view-model/call-rules.ts";
import { whyUnreachable } from "../../console/view-model/dragging.ts";
import { callBackTarget } from "../../console/view-model/recent-calls.ts";
import { partyName } from "../../console/view-model/words.ts";
import { Button } from "../../kit/button.tsx";
import { keyHint } from "../../kit/keys.ts";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { endText, outcomeText, sequelText } from "../view-model/history-words.ts";

/** The chosen call in full, what was written of it, and the way to call back. */
export function HistoryDetails({ entry }: { readonly entry: HistoryEntry }) {
  const write = useWrite();
  const language = useLanguage();
  const { party } = entry;
  const name = partyName(language, party);
  const number = party.displayNumber ?? party.number;
  return (
    <section className="history-details box" aria-label={write("history.details")}>
      <header>
        <h2>{name}</h2>
        {number && number !== name && <span className="number">{number}</span>}
        <CallBack entry={entry} />
      </header>
      <div className="columns">
        <Facts entry={entry} />
        <NotesField callId={entry.callId} note={entry.note} />
      </div>
    </section>
  );
}

function CallBack({ entry }: { readonly entry: HistoryEntry }) {
  const write = useWrite();
  const { dial } = useActions();
  const target = callBackTarget(entry);
  const busy = useConsole((state) => state.pending.has(pendingKey("call.dial", dialId(target))));
  const whyNot = useConsole((state) => (target ? whyUnreachable(state, target) : "history.no-number"));
  return (
    <Button
      label={write("action.call")}
      icon={Phone}
      look="primary"
      keys={keyHint(["Enter"])}
      busy={busy}
      whyNot={whyNot && write(whyNot)}
      onPress={() => target && dial(target)}
    />
  );
}

function Facts({ entry }: { readonly entry: HistoryEntry }) {
  const write = useWrite();
  const language = useLanguage();
  const { dialled, queue, rangMs, waitedMs, talkedMs, outcome } = entry;
  const facts = [
    [
      write("history.fact.how"),
      [outcomeText(language, entry), sequelText(language, entry)].filter(Boolean).join(", "),
    ],
    [write("history.fact.at"), timeText(language, entry.startedAt)],
    [write("history.fact.dialled"), dialled && (dialled.name ?? dialled.number)],
    [write("history.fact.queue"), queue?.name],
    [write("history.fact.waited"), waitedMs !== null && durationText(waitedMs)],
    [write("history.fact.rang"), rangMs !== null && durationText(rangMs)],
    [write("history.fact.talked"), talkedMs !== null && durationText(talkedMs)],
    [write("history.fact.ended"), outcome === "talked" && endText(language, entry)],
  ] as const;
  return (
    <dl>
      {facts.map(
        ([word, value]) =>
          value && (
            <div key={word}>
              <dt>{word}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
