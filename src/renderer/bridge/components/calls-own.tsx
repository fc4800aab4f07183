import { durationText } from "../../../shared/messages/formats.ts";
import type { OwnCall } from "../../../shared/model/calls.ts";
import { CallActions } from "../../console/components/call-actions.tsx";
import { CallFacts, CallStates, CallTimer } from "../../console/components/call-facts.tsx";
import { useConsole } from "../../console/context.ts";
import { useAnswerHint } from "../../console/key-hints.ts";
import { currentCall, heldCalls } from "../../console/view-model/lines.ts";
import { partyName } from "../../console/view-model/words.ts";
import { useClock } from "../../kit/clock.ts";
import { useLanguage, useWrite } from "../../kit/text.ts";

/** All calls of my phone and what can be done with each, the one that the keys act on first. */
export function OwnCalls() {
  const write = useWrite();
  const keys = useAnswerHint();
  const calls = useConsole((state) => state.ownCalls);
  const current = currentCall(calls);
  const others = heldCalls(calls).filter((call) => call !== current);
  return (
    <section className="calls-own box" aria-label={write("calls-page.own")}>
      <h2>{write("calls-page.own")}</h2>
      {calls.length === 0 ? (
        <p className="nothing">{write("call.none.hint", { key: keys?.shown ?? "" })}</p>
      ) : (
        <ul>
          {current && <OwnCallItem call={current} current />}
          {others.map((call) => (
            <OwnCallItem key={call.phoneCallId} call={call} current={false} />
          ))}
        </ul>
      )}
    </section>
  );
}

function OwnCallItem({ call, current }: { readonly call: OwnCall; readonly current: boolean }) {
  const write = useWrite();
  const language = useLanguage();
  const name = partyName(language, call.party);
  const inState = useClock((now) => durationText(now - call.stateSince));
  return (
    <li aria-current={current || undefined}>
      <header>
        <b title={name}>{name}</b>
        <CallStates call={call} />
        {call.transfer && <span>{write("calls-page.to", { name: call.transfer.targetName })}</span>}
        {(call.state === "on-hold" || call.transfer) && <span className="tone-hold timer">{inState}</span>}
        <CallTimer call={call} />
      </header>
      <CallFacts call={call} />
      <CallActions call={call} current={current} />
    </li>
  );
}
