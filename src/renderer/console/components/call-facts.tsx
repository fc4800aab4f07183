import { ExternalLink, MicOff, TriangleAlert } from "lucide-react";
import { durationText } from "../../../shared/messages/formats.ts";
import { annoyingMos } from "../../../shared/model/call-quality.ts";
import type { OwnCall } from "../../../shared/model/calls.ts";
import { crmAddress } from "../../../shared/model/crm.ts";
import { useClock } from "../../kit/clock.ts";
import { type Mark, StateMark, toneOf } from "../../kit/state-mark.tsx";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { useConsole } from "../context.ts";
import { partyName } from "../view-model/words.ts";

const marks: Readonly<Record<OwnCall["state"], Mark>> = {
  dialling: "dialling",
  talking: "talking",
  "on-hold": "on-hold",
  transferring: "transferring",
};

/** The state that colours a call. */
export const markOf = (call: OwnCall): Mark => marks[call.state];

/** The call's state, and what is unusual of its sound, in words. */
export function CallStates({ call }: { readonly call: OwnCall }) {
  const write = useWrite();
  const qualityText = useQualityText();
  const mark = markOf(call);
  const poor = call.quality !== null && call.quality.mos < annoyingMos;
  return (
    <>
      <span className={`state tone-${toneOf(mark)}`}>
        <StateMark of={mark} />
        {write(call.inConference ? "call-state.conference" : `call-state.${call.state}`)}
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
      {call.audio === "flowing" && call.state === "talking" && poor && (
        <span className="state tone-ring" title={qualityText(call)}>
          <TriangleAlert size={16} aria-hidden />
          {write("audio.poor")}
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

/** What was measured of the sound, for who wants to know. */
function useQualityText() {
  const write = useWrite();
  const language = useLanguage();
  return ({ quality }: OwnCall): string | undefined => {
    if (!quality) return undefined;
    const { mos, lossPercent, jitterMs, roundTripMs } = quality;
    const number = (value: number) => value.toLocaleString(language, { maximumFractionDigits: 1 });
    return write("audio.measured", {
      mos: number(mos),
      loss: number(lossPercent),
      jitter: number(jitterMs),
      trip: roundTripMs === null ? "–" : number(roundTripMs),
    });
  };
}

/** Whom a consult is about, the number at the other end, the number dialled, the queue and the wait in it. */
export function CallFacts({ call }: { readonly call: OwnCall }) {
  const write = useWrite();
  const language = useLanguage();
  const { party, dialled, queue, waitedMs } = call;
  const asking = useConsole((state) =>
    call.consultFor === null || call.inConference
      ? null
      : (state.ownCalls.find(({ phoneCallId }) => phoneCallId === call.consultFor) ?? null),
  );
  const number = party.displayNumber ?? party.number;
  const record = useConsole(({ settings }) =>
    party.kind === "external" && party.number ? crmAddress(settings.crmUrl, party.number) : null,
  );
  return (
    <ul className="facts">
      {asking && <Fact word={write("call.consult-for")} value={partyName(language, asking.party)} />}
      {number && number !== partyName(language, party) && <Fact value={number} />}
      {dialled && <Fact word={write("call.dialled")} value={dialled.name ?? dialled.number} />}
      {queue && <Fact word={write("call.queue")} value={queue.name} />}
      {waitedMs !== null && <Fact word={write("call.waited")} value={durationText(waitedMs)} />}
      {record && (
        <li>
          <a className="record-link" href={record} target="_blank" rel="noopener noreferrer">
            {write("crm.open-record")}
            <ExternalLink size={14} aria-hidden />
          </a>
        </li>
      )}
    </ul>
  );
}

function Fact({ word, value }: { readonly word?: string; readonly value: string }) {
  return (
    <li>
      {word} <b>{value}</b>
    </li>
  );
}
