import { memo } from "react";
import { durationText } from "../../../shared/messages/formats.ts";
import type { LiveCall } from "../../../shared/model/calls.ts";
import type { CallId } from "../../../shared/model/ids.ts";
import type { Party } from "../../../shared/model/party.ts";
import { useConsole } from "../../console/context.ts";
import { partyName } from "../../console/view-model/words.ts";
import { useClock } from "../../kit/clock.ts";
import { StateMark, toneOf } from "../../kit/state-mark.tsx";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { isMine, liveCallText, reached } from "../view-model/live-calls.ts";

export const liveRowId = (callId: CallId): string => `live-${encodeURIComponent(callId)}`;

interface LiveCallRowProps {
  readonly call: LiveCall;
  readonly index: number;
  readonly chosen: boolean;
  readonly onChoose: (callId: CallId) => void;
}

/** A call of the company. Its name is who calls whom, and how it stands. */
export const LiveCallRow = memo(function LiveCallRow({ call, index, chosen, onChoose }: LiveCallRowProps) {
  const write = useWrite();
  const language = useLanguage();
  const mine = useConsole((state) => isMine(call, state.identity?.userId ?? null));
  const { callId, from, state, since, queue, dialled } = call;
  const timer = useClock((now) => durationText(now - since));
  return (
    <div
      id={liveRowId(callId)}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={chosen}
      aria-label={liveCallText(language, call, mine)}
      className="live-row"
      onClick={() => onChoose(callId)}
    >
      <span role="gridcell" className="icon">
        <StateMark of={state} />
      </span>
      <span role="gridcell" className={`tone-${toneOf(state)}`}>
        {write(`calls-page.${state}`)}
        {mine && <span className="badge">{write("calls-page.mine")}</span>}
      </span>
      <PartyCell party={from} />
      <PartyCell party={reached(call)} />
      <span role="gridcell" className="quiet" title={queue?.name}>
        {queue?.name}
      </span>
      <span role="gridcell" className="quiet" title={dialled?.number}>
        {/* Of a call to the outside it is only who is called, once more. */}
        {dialled && (dialled.name ?? (dialled.number === call.to.number ? null : dialled.number))}
      </span>
      <time role="gridcell">{timer}</time>
    </div>
  );
});

function PartyCell({ party }: { readonly party: Party | null }) {
  const language = useLanguage();
  if (party === null) return <span role="gridcell">–</span>;
  const name = partyName(language, party);
  const number = party.displayNumber ?? party.number;
  return (
    <span
      role="gridcell"
      className="party"
      title={[name, number !== name && number].filter(Boolean).join(" · ")}
    >
      {name}
    </span>
  );
}
