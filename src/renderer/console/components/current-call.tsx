import { listText } from "../../../shared/messages/formats.ts";
import type { OwnCall } from "../../../shared/model/calls.ts";
import { toneOf } from "../../kit/state-mark.tsx";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { useConsole } from "../context.ts";
import { useAnswerHint } from "../key-hints.ts";
import { isTransferable } from "../view-model/dragging.ts";
import { conferenceOf, currentCall } from "../view-model/lines.ts";
import { partyName } from "../view-model/words.ts";
import { CallActions } from "./call-actions.tsx";
import { CallFacts, CallStates, CallTimer, markOf } from "./call-facts.tsx";
import { Conference } from "./conference.tsx";
import { useDrag } from "./drag.ts";
import { Earlier } from "./earlier.tsx";
import { NotesField } from "./notes-field.tsx";
import { RecentCalls } from "./recent-calls.tsx";

/** The call that the keys act on: who it is, how it came in, and everything that can be done with it. */
export function CurrentCall() {
  const write = useWrite();
  const call = useConsole((state) => currentCall(state.ownCalls));
  return (
    <section
      className={`current-call ${call ? `tone-${toneOf(markOf(call))}` : "idle"}`}
      aria-label={write("region.current-call")}
    >
      {call ? <CallPane call={call} /> : <NoCall />}
    </section>
  );
}

function NoCall() {
  const write = useWrite();
  const keys = useAnswerHint();
  return (
    <div className="no-call">
      <h1>{write("call.none")}</h1>
      <p>{write("call.none.hint", { key: keys?.shown ?? "" })}</p>
      <RecentCalls />
    </div>
  );
}

function CallPane({ call }: { readonly call: OwnCall }) {
  const language = useLanguage();
  const name = useConsole((state) =>
    listText(
      language,
      (call.inConference ? conferenceOf(state.ownCalls) : [call]).map((each) =>
        partyName(language, each.party),
      ),
    ),
  );
  const dragging = useDrag(isTransferable(call) ? { kind: "call", phoneCallId: call.phoneCallId } : null);
  return (
    <>
      <header {...dragging}>
        <h1 title={name}>{name}</h1>
        <CallStates call={call} />
        <CallTimer call={call} />
      </header>
      <div className="context">
        <div>
          {!call.inConference && <CallFacts call={call} />}
          {call.inConference ? <Conference /> : <Earlier before={call.before} />}
        </div>
        <NotesField callId={call.callId} note={call.note} />
      </div>
      <CallActions call={call} />
    </>
  );
}
