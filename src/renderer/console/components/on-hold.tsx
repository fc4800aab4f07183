import { Forward } from "lucide-react";
import { durationText } from "../../../shared/messages/formats.ts";
import type { OwnCall } from "../../../shared/model/calls.ts";
import { Button } from "../../kit/button.tsx";
import { useClock } from "../../kit/clock.ts";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { useActions, useConsole } from "../context.ts";
import { pendingKey } from "../view-model/actions.ts";
import { isTransferable } from "../view-model/dragging.ts";
import { longHoldMs } from "../view-model/holds.ts";
import { consultOf, currentCall, heldCalls } from "../view-model/lines.ts";
import { partyName } from "../view-model/words.ts";
import { CallLine } from "./call-line.tsx";

/** Callers on hold or on their way to a colleague: nobody is lost out of sight. */
export function OnHold() {
  const write = useWrite();
  const calls = useConsole((state) => state.ownCalls);
  const held = heldCalls(calls);
  const current = currentCall(calls);
  return (
    <section className="on-hold-pane" aria-label={write("region.on-hold")}>
      <h2>
        <span>{write("region.on-hold")}</span>
        <span className="count">{held.length}</span>
      </h2>
      <div className="call-lines">
        {held.length === 0 ? (
          <p className="nothing">{write("held.none")}</p>
        ) : (
          <div role="table">
            {held.map((call) => (
              <HeldLine key={call.phoneCallId} call={call} current={call === current} />
            ))}
          </div>
        )}
      </div>
    </section>
  );
}

function HeldLine({ call, current }: { readonly call: OwnCall; readonly current: boolean }) {
  const write = useWrite();
  const language = useLanguage();
  const { resume, connectCalls } = useActions();
  const partner = useConsole(({ ownCalls }) => (consultOf(ownCalls) ? null : currentCall(ownCalls)));
  const busy = useConsole((state) => state.pending.has(pendingKey("call.resume", call.phoneCallId)));
  const connecting = useConsole((state) => state.pending.has(pendingKey("call.connect", call.phoneCallId)));
  const { transfer } = call;
  const ringing = useClock((now) => (transfer ? durationText(now - transfer.since) : ""));
  return (
    <CallLine
      mark={transfer ? "transferring" : "on-hold"}
      name={partyName(language, call.party)}
      stateWord={write(transfer ? "call-state.transferring" : "call-state.on-hold")}
      since={transfer ? call.startedAt : call.stateSince}
      {...(!transfer && { tooLongMs: longHoldMs })}
      detail={
        transfer
          ? write("held.transferring", { name: transfer.targetName, duration: ringing })
          : (call.queue?.name ?? call.party.displayNumber ?? "")
      }
      current={current}
      dragged={isTransferable(call) ? { kind: "call", phoneCallId: call.phoneCallId } : null}
    >
      {/* The current call has its Resume in the call pane: one caller, one button. */}
      {!current && !transfer && partner?.state === "talking" && !partner.inConference && (
        <Button
          size="small"
          look="quiet"
          icon={Forward}
          iconOnly
          label={write("action.connect-to", { name: partyName(language, call.party) })}
          busy={connecting}
          onPress={() => connectCalls(call, partner)}
        />
      )}
      {!current && (
        <Button size="small" label={write("action.resume")} busy={busy} onPress={() => resume(call)} />
      )}
    </CallLine>
  );
}
