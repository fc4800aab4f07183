import { Phone } from "lucide-react";
import type { Caller } from "../../../shared/model/calls.ts";
import { Button } from "../../kit/button.tsx";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { useActions, useConsole } from "../context.ts";
import { useAnswerHint, useHints } from "../key-hints.ts";
import { pendingKey } from "../view-model/actions.ts";
import { earlierTimesText, newestNote } from "../view-model/earlier-words.ts";
import { isRingingHere, nextToAnswer, nextToTake } from "../view-model/lines.ts";
import { isLoading, mayTake } from "../view-model/state.ts";
import { partyName, returnReasonText } from "../view-model/words.ts";
import { CallLine } from "./call-line.tsx";

/** Who came back, rings or waits, in the order in which they want an answer. */
export function Callers() {
  const write = useWrite();
  const callers = useConsole((state) => state.callers);
  const loading = useConsole(isLoading);
  return (
    <section className="callers-pane" aria-label={write("region.callers")}>
      <h2>
        <span>{write("region.callers")}</span>
        <span className="count">{callers.length}</span>
      </h2>
      <div className="call-lines fades">
        {callers.length === 0 ? (
          <p className="nothing">{write(loading ? "connection.loading" : "callers.none")}</p>
        ) : (
          <div role="table">
            {callers.map((caller) => (
              <CallerLine key={caller.callerId} caller={caller} />
            ))}
          </div>
        )}
      </div>
    </section>
  );
}

/** Answers whoever wants it most, wherever the eye is. */
export function AnswerNext() {
  const write = useWrite();
  const keys = useAnswerHint();
  const { answerNext } = useActions();
  const next = useConsole((state) => nextToAnswer(state.callers));
  const busy = useConsole(
    (state) => next !== null && state.pending.has(pendingKey("caller.answer", next.callerId)),
  );
  return (
    <div className="answer-next">
      <Button
        look="primary"
        label={write("action.answer-next")}
        icon={Phone}
        keys={keys}
        busy={busy}
        whyNot={next ? null : write("why-not.nobody-rings")}
        onPress={answerNext}
      />
    </div>
  );
}

function CallerLine({ caller }: { readonly caller: Caller }) {
  const write = useWrite();
  const language = useLanguage();
  const { answer, take } = useActions();
  const answering = useConsole((state) => state.pending.has(pendingKey("caller.answer", caller.callerId)));
  const taking = useConsole((state) => state.pending.has(pendingKey("caller.take", caller.callerId)));
  const licensed = useConsole(mayTake);
  const hintFor = useHints();
  const isNext = useConsole((state) => nextToTake(state.callers) === caller);
  const { queue, dialled, returned, before, phoneCallId } = caller;
  const detail = returned
    ? [
        write("callers.returned-from", { name: returned.targetName }),
        returnReasonText(language, returned, "short"),
      ]
    : [
        queue?.name,
        dialled && write("callers.dialled", { number: dialled.name ?? dialled.number }),
        before.length > 0 && earlierTimesText(language, before),
      ];
  return (
    <CallLine
      mark={caller.state}
      name={partyName(language, caller.party)}
      stateWord={write(`callers.${caller.state}`)}
      since={caller.since}
      detail={detail.filter(Boolean).join(" · ")}
      note={newestNote(before)}
      dragged={returned && phoneCallId ? { kind: "call", phoneCallId } : null}
    >
      {caller.state === "waiting" ? (
        <Button
          size="small"
          label={write("action.take")}
          keys={isNext ? hintFor("take") : undefined}
          busy={taking}
          whyNot={licensed ? null : write("why-not.no-licence-to-take")}
          onPress={() => take(caller)}
        />
      ) : (
        (caller.state === "returned" || isRingingHere(caller)) && (
          <Button
            size="small"
            label={write("action.answer")}
            busy={answering}
            onPress={() => answer(caller)}
          />
        )
      )}
    </CallLine>
  );
}
