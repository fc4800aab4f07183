import { Phone } from "lucide-react";
import { durationText } from "../../../shared/messages/formats.ts";
import type { Caller } from "../../../shared/model/calls.ts";
import { useActions, useConsole } from "../../console/context.ts";
import { useAnswerHint } from "../../console/key-hints.ts";
import { pendingKey } from "../../console/view-model/actions.ts";
import { partyName, returnReasonText } from "../../console/view-model/words.ts";
import { Button } from "../../kit/button.tsx";
import { useClock } from "../../kit/clock.ts";
import { StateMark, toneOf } from "../../kit/state-mark.tsx";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { Facts } from "./facts.tsx";

/** Who rings at my phone or came back to it, each with an answer; the key answers the first. */
export function RingingHere({ callers }: { readonly callers: readonly Caller[] }) {
  const write = useWrite();
  return (
    <section className="ringing-here" aria-label={write("bridge.ringing")}>
      <ul>
        {callers.map((caller, index) => (
          <RingingCaller key={caller.callerId} caller={caller} first={index === 0} />
        ))}
      </ul>
    </section>
  );
}

interface RingingCallerProps {
  readonly caller: Caller;
  readonly first: boolean;
}

function RingingCaller({ caller, first }: RingingCallerProps) {
  const write = useWrite();
  const keys = useAnswerHint();
  const language = useLanguage();
  const { answer } = useActions();
  const busy = useConsole((state) => state.pending.has(pendingKey("caller.answer", caller.callerId)));
  const timer = useClock((now) => durationText(now - caller.since));
  const { party, queue, dialled, returned, state } = caller;
  const name = partyName(language, party);
  const number = party.displayNumber ?? party.number;
  const facts = [
    number !== name && number,
    ...(returned
      ? [
          write("callers.returned-from", { name: returned.targetName }),
          returnReasonText(language, returned, "short"),
        ]
      : [queue?.name, dialled && write("callers.dialled", { number: dialled.name ?? dialled.number })]),
  ];
  return (
    <li className={state} aria-label={`${name}, ${write(`callers.${state}`)}`}>
      <p className={`state tone-${toneOf(state)}`}>
        <StateMark of={state} />
        <span className="word">{write(`callers.${state}`)}</span>
        <time>{timer}</time>
      </p>
      <b className="who" title={name}>
        {name}
      </b>
      <Facts of={facts} />
      <Button
        look={first ? "primary" : "plain"}
        label={write("action.answer")}
        icon={Phone}
        keys={first ? keys : undefined}
        busy={busy}
        onPress={() => answer(caller)}
      />
    </li>
  );
}
