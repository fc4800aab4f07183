import { useMemo } from "react";
import { OnHold } from "../../console/components/on-hold.tsx";
import { useConsole } from "../../console/context.ts";
import { heldCalls } from "../../console/view-model/lines.ts";
import { useWrite } from "../../kit/text.ts";
import { useBridge } from "../context.ts";
import { callAtHand, lastCall, ringingHere } from "../view-model/calls-of-mine.ts";
import { CallOfMine } from "./call-of-mine.tsx";
import { EarlierCalls } from "./earlier-calls.tsx";
import { OwnState } from "./own-state.tsx";
import { RingingHere } from "./ringing-here.tsx";

/** What is my own, on every page: my status, who rings me, my call or the last one, and what was with this caller before. */
export function OwnSide() {
  const write = useWrite();
  const ownCalls = useConsole((state) => state.ownCalls);
  const callers = useConsole((state) => state.callers);
  const history = useConsole((state) => state.history);
  const ended = useBridge((state) => state.ended);
  const ringing = useMemo(() => ringingHere(callers), [callers]);
  const last = useMemo(() => lastCall(history, ended), [history, ended]);
  const call = callAtHand(ownCalls);
  const rings = ringing.length > 0;
  const before = call ? call.before : rings ? null : last?.before;
  return (
    <aside className="own-side" aria-label={write("bridge.own-side")}>
      <OwnState />
      {!call && rings && <RingingHere callers={ringing} />}
      {!call && <EarlierCalls before={ringing[0]?.before} />}
      <CallOfMine call={call} last={last} />
      {heldCalls(ownCalls).some((held) => held !== call) && <OnHold />}
      <EarlierCalls before={before} />
      {/* Below the call at hand, whose buttons must not move under the hand. */}
      {call && rings && <RingingHere callers={ringing} />}
    </aside>
  );
}
