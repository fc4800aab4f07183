import { Forward, Mic, MicOff, Pause, PhoneOff, Play } from "lucide-react";
import { durationText } from "../../../shared/messages/formats.ts";
import type { OwnCall } from "../../../shared/model/calls.ts";
import { Button } from "../../kit/button.tsx";
import { useClock } from "../../kit/clock.ts";
import { type Mark, StateMark, toneOf } from "../../kit/state-mark.tsx";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { useActions, useConsole } from "../context.ts";
import { type ConsoleKey, hintFor } from "../keyboard.ts";
import { pendingKey } from "../view-model/actions.ts";
import { currentCall } from "../view-model/lines.ts";
import { partyName } from "../view-model/words.ts";
import { Earlier } from "./earlier.tsx";
import { NotesField } from "./notes-field.tsx";
import { useTargetName } from "./target-name.ts";

const marks: Readonly<Record<OwnCall["state"], Mark>> = {
  dialling: "dialling",
  talking: "talking",
  "on-hold": "on-hold",
  transferring: "transferring",
};

/** The call that the keys act on: who it is, how it came in, and everything that can be done with it. */
export function CurrentCall() {
  const write = useWrite();
  const call = useConsole((state) => currentCall(state.ownCalls));
  return (
    <section
      className={`current-call ${call ? `tone-${toneOf(marks[call.state])}` : "idle"}`}
      aria-label={write("region.current-call")}
    >
      {call ? <CallPane call={call} /> : <NoCall />}
    </section>
  );
}

function NoCall() {
  const write = useWrite();
  return (
    <div className="no-call">
      <h1>{write("call.none")}</h1>
      <p>{write("call.none.hint", { key: hintFor("answer-next").shown })}</p>
    </div>
  );
}

function CallPane({ call }: { readonly call: OwnCall }) {
  const language = useLanguage();
  const name = partyName(language, call.party);
  return (
    <>
      <header>
        <h1 title={name}>{name}</h1>
        <CallStates call={call} />
        <CallTimer call={call} />
      </header>
      <div className="context">
        <div>
          <CallFacts call={call} />
          <Earlier before={call.before} />
        </div>
        <NotesField callId={call.callId} note={call.note} />
      </div>
      <CallActions call={call} />
    </>
  );
}

/** The call's state, and what is unusual of its sound, in words. */
export function CallStates({ call }: { readonly call: OwnCall }) {
  const write = useWrite();
  const mark = marks[call.state];
  return (
    <>
      <span className={`state tone-${toneOf(mark)}`}>
        <StateMark of={mark} />
        {write(`call-state.${call.state}`)}
      </span>
      {call.muted && (
        <span className="state">
          <MicOff size={16} aria-hidden />
          {write("call.muted")}
        </span>
      )}
      {call.audio !== "flowing" && call.state !== "dialling" && (
        <span className={`state ${call.audio === "lost" ? "tone-alarm" : ""}`}>
          {write(`audio.${call.audio}`)}
        </span>
      )}
    </>
  );
}

/** How long the call lasts since its answer, or has been dialled. */
export function CallTimer({ call }: { readonly call: OwnCall }) {
  const write = useWrite();
  const timer = useClock((now) => durationText(now - (call.answeredAt ?? call.startedAt)));
  return <time title={write("call.duration")}>{timer}</time>;
}

/** The number at the other end, the number dialled, the queue and the wait in it. */
export function CallFacts({ call }: { readonly call: OwnCall }) {
  const write = useWrite();
  const language = useLanguage();
  const { party, dialled, queue, waitedMs } = call;
  const number = party.displayNumber ?? party.number;
  return (
    <p className="facts">
      {number && number !== partyName(language, party) && <b>{number}</b>}
      {dialled && <Fact word={write("call.dialled")} value={dialled.name ?? dialled.number} />}
      {queue && <Fact word={write("call.queue")} value={queue.name} />}
      {waitedMs !== null && <Fact word={write("call.waited")} value={durationText(waitedMs)} />}
    </p>
  );
}

function Fact({ word, value }: { readonly word: string; readonly value: string }) {
  return (
    <span>
      {word} <b>{value}</b>
    </span>
  );
}

interface CallActionsProps {
  readonly call: OwnCall;
  /** Whether it is the call that the keys act on. */
  readonly current?: boolean;
}

/** Everything that can be done with a call of ours; the keys are shown where they act on it. */
export function CallActions({ call, current = true }: CallActionsProps) {
  const write = useWrite();
  const { connect, transfer, hold, resume, mute, hangUp } = useActions();
  const pending = useConsole((state) => state.pending);
  const chosen = useConsole((state) => state.chosen);
  const target = useTargetName(chosen);
  const busy = (name: "call.transfer" | "call.hold" | "call.resume" | "call.mute" | "call.hang-up") =>
    pending.has(pendingKey(name, call.phoneCallId));
  const keys = (key: ConsoleKey) => (current ? hintFor(key) : undefined);
  const notAnswered = call.state === "dialling" ? write("why-not.not-answered") : null;
  const away = call.state === "transferring" ? write("refusal.wrong-call-state") : null;
  return (
    <div className="actions">
      <Button
        look={current ? "primary" : "plain"}
        label={target === null ? write("action.transfer") : write("action.transfer-to", { name: target })}
        icon={Forward}
        keys={keys("connect")}
        busy={busy("call.transfer")}
        whyNot={notAnswered ?? away ?? (target === null ? write("why-not.no-target") : null)}
        onPress={() => (current ? void connect() : chosen && transfer(call, chosen))}
      />
      {call.state === "on-hold" || away ? (
        <Button
          label={write("action.resume")}
          icon={Play}
          keys={keys("hold")}
          busy={busy("call.resume")}
          onPress={() => resume(call)}
        />
      ) : (
        <Button
          label={write("action.hold")}
          icon={Pause}
          keys={keys("hold")}
          busy={busy("call.hold")}
          whyNot={notAnswered}
          onPress={() => hold(call)}
        />
      )}
      <Button
        label={write(call.muted ? "action.unmute" : "action.mute")}
        icon={call.muted ? Mic : MicOff}
        keys={keys("mute")}
        busy={busy("call.mute")}
        whyNot={notAnswered ?? (call.state === "talking" ? null : write("refusal.wrong-call-state"))}
        onPress={() => mute(call)}
      />
      <Button
        look="danger"
        label={write("action.hang-up")}
        icon={PhoneOff}
        keys={keys("hang-up")}
        busy={busy("call.hang-up")}
        onPress={() => hangUp(call)}
      />
    </div>
  );
}
