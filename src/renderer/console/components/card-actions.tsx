import { Forward, Mail, MessageCircleQuestionMark, Voicemail } from "lucide-react";
import type { TransferTarget } from "../../../shared/contract/requests.ts";
import type { Colleague } from "../../../shared/model/colleague.ts";
import { Button } from "../../kit/button.tsx";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { useActions, useConsole } from "../context.ts";
import { useHints } from "../key-hints.ts";
import { pendingKey } from "../view-model/actions.ts";
import { callBackRequest } from "../view-model/call-back-request.ts";
import { whyUnreachable } from "../view-model/dragging.ts";
import { currentCall } from "../view-model/lines.ts";
import { CallButton } from "./call-button.tsx";
import { PickUpButton } from "./pick-up-button.tsx";

interface CardActionsProps {
  readonly target: TransferTarget;
  /** null: nobody of the company. */
  readonly colleague: Colleague | null;
  readonly email?: string | null;
}

/** What can be done with whom is chosen, in a call and without one. */
export function CardActions({ target, colleague, email = colleague?.email ?? null }: CardActionsProps) {
  const write = useWrite();
  const hintFor = useHints();
  const language = useLanguage();
  const { transfer, consult, toVoicemail } = useActions();
  const call = useConsole((state) => currentCall(state.ownCalls));
  const whyNot = useConsole((state) => whyUnreachable(state, target));
  const transferring = useConsole(
    (state) => call !== null && state.pending.has(pendingKey("call.transfer", call.phoneCallId)),
  );
  const consulting = useConsole(
    (state) => call !== null && state.pending.has(pendingKey("call.consult", call.phoneCallId)),
  );
  const recording = useConsole(
    (state) => call !== null && state.pending.has(pendingKey("call.to-voicemail", call.phoneCallId)),
  );
  const canLeaveVoicemail = useConsole((state) => state.phone?.canLeaveVoicemail === true);
  const unreachable = whyNot && write(whyNot);
  return (
    <div className="actions">
      {colleague && <PickUpButton colleague={colleague} />}
      {call && (
        <Button
          label={write("action.transfer-here")}
          icon={Forward}
          busy={transferring}
          whyNot={unreachable ?? (call.state === "dialling" ? write("why-not.not-answered") : null)}
          onPress={() => transfer(call, target)}
        />
      )}
      {call && (
        <Button
          label={write("action.consult")}
          icon={MessageCircleQuestionMark}
          busy={consulting}
          whyNot={unreachable ?? (call.state === "dialling" ? write("why-not.not-answered") : null)}
          onPress={() => consult(call, target)}
        />
      )}
      {call && colleague?.extension && canLeaveVoicemail && (
        <Button
          label={write("action.to-voicemail")}
          icon={Voicemail}
          busy={recording}
          whyNot={call.state === "dialling" ? write("why-not.not-answered") : null}
          onPress={() => toVoicemail(call, colleague)}
        />
      )}
      <CallButton
        target={target}
        primary={call === null}
        keys={call ? undefined : hintFor("connect")}
        whyNot={unreachable}
      />
      {email && (
        <a className="button plain normal" href={callBackRequest(language, email, call, Date.now())}>
          <Mail size={16} aria-hidden />
          <span className="label">{write(call ? "action.e-mail-request" : "action.e-mail")}</span>
        </a>
      )}
    </div>
  );
}
