import {
  ArrowLeftRight,
  CircleParking,
  Forward,
  MessageCircleQuestionMark,
  Mic,
  MicOff,
  Pause,
  PhoneOff,
  Play,
  Undo2,
  Users,
} from "lucide-react";
import type { RequestName } from "../../../shared/contract/requests.ts";
import type { OwnCall } from "../../../shared/model/calls.ts";
import type { ConsoleKey } from "../../../shared/model/console-keys.ts";
import { Button } from "../../kit/button.tsx";
import { useWrite } from "../../kit/text.ts";
import { useActions, useConsole } from "../context.ts";
import { useHints } from "../key-hints.ts";
import { pendingKey } from "../view-model/actions.ts";
import { type CallAction, type ConsultAction, whyNot, whyNotInConsult } from "../view-model/call-rules.ts";
import { conferenceOf, consultOf } from "../view-model/lines.ts";
import { Keypad } from "./keypad.tsx";
import { useTargetName } from "./target-name.ts";

interface CallActionsProps {
  readonly call: OwnCall;
  /** Whether it is the call that the keys act on. */
  readonly current?: boolean;
}

/** Everything that can be done with a call of ours now; the keys are shown where they act on it. */
export function CallActions({ call, current = true }: CallActionsProps) {
  const calls = useConsole((state) => state.ownCalls);
  if (call.inConference) return <ConferenceActions call={call} />;
  const asking = current && consultOf(calls);
  return asking && (asking.caller === call || asking.consult === call) ? (
    <ConsultActions call={call} {...asking} />
  ) : (
    <OrdinaryActions call={call} current={current} />
  );
}

function useBusy() {
  const pending = useConsole((state) => state.pending);
  return (name: RequestName, { phoneCallId }: OwnCall) => pending.has(pendingKey(name, phoneCallId));
}

function useWhyNot(call: OwnCall) {
  const write = useWrite();
  return (action: CallAction) => {
    const reason = whyNot(action, call);
    return reason && write(reason);
  };
}

function OrdinaryActions({ call, current }: { readonly call: OwnCall; readonly current: boolean }) {
  const write = useWrite();
  const hintFor = useHints();
  const { connect, transfer, consult, consultOrSwap, park, hangUp } = useActions();
  const busy = useBusy();
  const chosen = useConsole((state) => state.chosen);
  const canPark = useConsole((state) => state.phone?.canPark === true);
  const target = useTargetName(chosen);
  const keys = (...actions: readonly ConsoleKey[]) => (current ? hintFor(...actions) : undefined);
  const why = useWhyNot(call);
  const noTarget = (action: CallAction) =>
    why(action) ?? (target === null ? write("why-not.no-target") : null);
  return (
    <div className="actions">
      <Button
        look={current ? "primary" : "plain"}
        label={target === null ? write("action.transfer") : write("action.transfer-to", { name: target })}
        icon={Forward}
        keys={keys("connect", "advance")}
        busy={busy("call.transfer", call)}
        whyNot={noTarget("transfer")}
        onPress={() => (current ? void connect() : chosen && transfer(call, chosen))}
      />
      <Button
        label={write("action.consult")}
        icon={MessageCircleQuestionMark}
        keys={keys("consult")}
        busy={busy("call.consult", call)}
        whyNot={noTarget("consult")}
        onPress={() => (current ? void consultOrSwap() : chosen && consult(call, chosen))}
      />
      <HoldButton call={call} current={current} />
      <MuteButton call={call} current={current} />
      <Keypad call={call} />
      {canPark && (
        <span className="less-usual" title={write("action.park")}>
          <Button
            label={write("action.park")}
            icon={CircleParking}
            keys={keys("park")}
            busy={busy("call.park", call)}
            whyNot={why("park")}
            onPress={() => park(call)}
          />
        </span>
      )}
      <Button
        look="danger"
        label={write("action.hang-up")}
        icon={PhoneOff}
        keys={keys("retreat")}
        busy={busy("call.hang-up", call)}
        onPress={() => hangUp(call)}
      />
    </div>
  );
}

function HoldButton({ call, current }: { readonly call: OwnCall; readonly current: boolean }) {
  const write = useWrite();
  const hintFor = useHints();
  const { hold, resume } = useActions();
  const busy = useBusy();
  const why = useWhyNot(call);
  const keys = current ? hintFor("hold-or-swap", "hold") : undefined;
  return why("resume") === null ? (
    <Button
      label={write("action.resume")}
      icon={Play}
      keys={keys}
      busy={busy("call.resume", call)}
      onPress={() => resume(call)}
    />
  ) : (
    <Button
      label={write("action.hold")}
      icon={Pause}
      keys={keys}
      busy={busy("call.hold", call)}
      whyNot={why("hold")}
      onPress={() => hold(call)}
    />
  );
}

function MuteButton({ call, current }: { readonly call: OwnCall; readonly current: boolean }) {
  const write = useWrite();
  const hintFor = useHints();
  const { mute } = useActions();
  const busy = useBusy();
  const why = useWhyNot(call);
  return (
    <Button
      label={write(call.muted ? "action.unmute" : "action.mute")}
      icon={call.muted ? Mic : MicOff}
      keys={current ? hintFor("mute") : undefined}
      busy={busy("call.mute", call)}
      whyNot={why("mute")}
      onPress={() => mute(call)}
    />
  );
}

interface ConsultActionsProps {
  readonly call: OwnCall;
  readonly caller: OwnCall;
  readonly consult: OwnCall;
}

/** Somebody is asked about a caller: bring the two together, go on with either, or go back to the caller. */
function ConsultActions({ call, caller, consult }: ConsultActionsProps) {
  const write = useWrite();
  const hintFor = useHints();
  const { connectCalls, consultOrSwap, confer, cancelConsult } = useActions();
  const busy = useBusy();
  const why = (action: ConsultAction) => {
    const reason = whyNotInConsult(action, { caller, consult });
    return reason && write(reason);
  };
  const other = call === caller ? consult : caller;
  return (
    <div className="actions">
      <Button
        look="primary"
        label={write("action.complete-transfer")}
        icon={Forward}
        keys={hintFor("connect", "advance")}
        busy={busy("call.connect", caller)}
        onPress={() => connectCalls(caller, consult)}
      />
      <Button
        label={write("action.swap")}
        icon={ArrowLeftRight}
        keys={hintFor("hold-or-swap", "consult")}
        busy={busy("call.resume", other)}
        whyNot={why("swap")}
        onPress={() => void consultOrSwap()}
      />
      <Button
        label={write("action.conference")}
        icon={Users}
        keys={hintFor("confer")}
        busy={busy("call.conference", caller)}
        whyNot={why("confer")}
        onPress={confer}
      />
      <MuteButton call={call} current />
      <Keypad call={call} />
      <Button
        look="danger"
        label={write("action.cancel-transfer")}
        icon={Undo2}
        keys={hintFor("retreat")}
        busy={busy("call.cancel-consult", consult)}
        onPress={() => cancelConsult(consult)}
      />
    </div>
  );
}

function ConferenceActions({ call }: { readonly call: OwnCall }) {
  const write = useWrite();
  const hintFor = useHints();
  const { connect, retreat } = useActions();
  const busy = useBusy();
  const last = useConsole((state) => conferenceOf(state.ownCalls).at(-1) ?? call);
  return (
    <div className="actions">
      <Button
        look="primary"
        label={write("action.leave-conference")}
        icon={Forward}
        keys={hintFor("connect", "advance")}
        busy={busy("call.connect", call)}
        onPress={() => void connect()}
      />
      <HoldButton call={call} current />
      <MuteButton call={call} current />
      <Button
        look="danger"
        label={write("action.end-conference")}
        icon={Undo2}
        keys={hintFor("retreat")}
        busy={busy("call.hang-up", last)}
        onPress={retreat}
      />
    </div>
  );
}
