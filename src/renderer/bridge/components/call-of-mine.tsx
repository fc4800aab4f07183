import { durationText } from "../../../shared/messages/formats.ts";
import type { OwnCall } from "../../../shared/model/calls.ts";
import { CallActions } from "../../console/components/call-actions.tsx";
import { CallFacts, CallStates, CallTimer } from "../../console/components/call-facts.tsx";
import { NotesField } from "../../console/components/notes-field.tsx";
import { useConsole } from "../../console/context.ts";
import { useAnswerHint } from "../../console/key-hints.ts";
import { currentCall } from "../../console/view-model/lines.ts";
import { partyName } from "../../console/view-model/words.ts";
import { toneOf } from "../../kit/state-mark.tsx";
import { useLanguage, useWrite } from "../../kit/text.ts";
import type { LastCall } from "../view-model/calls-of-mine.ts";
import { Facts } from "./facts.tsx";

interface CallOfMineProps {
  readonly call: OwnCall | null;
  readonly last: LastCall | null;
}

/** The call that I have, or the last one I had. Its notes stay under the hand of who writes them when the call ends. */
export function CallOfMine({ call, last }: CallOfMineProps) {
  const write = useWrite();
  const isCurrent = useConsole((state) => currentCall(state.ownCalls) === call);
  const shown = call ?? last;
  const region = call || !last ? write("region.current-call") : write("bridge.last-call");
  return (
    <section className={`call-of-mine ${call ? `tone-${toneOf(call.state)}` : ""}`} aria-label={region}>
      <h2>{region}</h2>
      {call ? <CallNow call={call} /> : last ? <CallBefore last={last} /> : <NoCall />}
      {call && <CallActions call={call} current={isCurrent} />}
      {shown && <NotesField callId={shown.callId} note={shown.note} />}
    </section>
  );
}

function CallNow({ call }: { readonly call: OwnCall }) {
  const write = useWrite();
  return (
    <>
      <p className="states">
        <CallStates call={call} />
        {call.transfer && <span>{write("calls-page.to", { name: call.transfer.targetName })}</span>}
        <CallTimer call={call} />
      </p>
      <PartyName party={call.party} />
      <CallFacts call={call} />
    </>
  );
}

function CallBefore({ last }: { readonly last: LastCall }) {
  const write = useWrite();
  const language = useLanguage();
  const { party, queueName, talkedMs, waitedMs } = last;
  const number = party.displayNumber ?? party.number;
  const facts = [
    number !== partyName(language, party) && number,
    queueName,
    talkedMs !== null && `${write("bridge.talked")} ${durationText(talkedMs)}`,
    waitedMs !== null && `${write("call.waited")} ${durationText(waitedMs)}`,
  ];
  return (
    <>
      <PartyName party={party} />
      <Facts of={facts} />
    </>
  );
}

function PartyName({ party }: Pick<OwnCall, "party">) {
  const name = partyName(useLanguage(), party);
  return (
    <b className="who" title={name}>
      {name}
    </b>
  );
}

function NoCall() {
  const write = useWrite();
  const keys = useAnswerHint();
  return (
    <>
      <b className="who none">{write("call.none")}</b>
      <p className="facts">{write("call.none.hint", { key: keys?.shown ?? "" })}</p>
    </>
  );
}
