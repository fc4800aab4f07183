import { Forward, Mail, Phone } from "lucide-react";
import { clockText, durationText, listText, remainingText } from "../../../shared/messages/formats.ts";
import { type Colleague, presenceOf } from "../../../shared/model/colleague.ts";
import { Button } from "../../kit/button.tsx";
import { useClock } from "../../kit/clock.ts";
import { StateMark, toneOf } from "../../kit/state-mark.tsx";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { useActions, useConsole } from "../context.ts";
import { hintFor } from "../keyboard.ts";
import { pendingKey } from "../view-model/actions.ts";
import { callBackRequest } from "../view-model/call-back-request.ts";
import { currentCall } from "../view-model/lines.ts";
import { partyName } from "../view-model/words.ts";

/** The chosen colleague in full, and what can be done with them. */
export function ColleagueCard() {
  const write = useWrite();
  const chosen = useConsole((state) => state.chosen);
  const colleague = useConsole((state) =>
    chosen && "userId" in chosen ? (state.colleagues.get(chosen.userId) ?? null) : null,
  );
  return (
    <aside className="card" aria-label={write("region.colleague")}>
      {colleague ? (
        <>
          <div className="title">
            <h2>{colleague.name}</h2>
            <p>{[colleague.extension, colleague.department].filter(Boolean).join(" · ")}</p>
          </div>
          <Facts colleague={colleague} />
          <CardActions target={{ userId: colleague.userId }} colleague={colleague} />
        </>
      ) : chosen && "number" in chosen ? (
        <>
          <div className="title">
            <h2>{chosen.number}</h2>
          </div>
          <CardActions target={chosen} colleague={null} />
        </>
      ) : (
        <p className="nothing">{write("colleagues.choose")}</p>
      )}
    </aside>
  );
}

function Facts({ colleague }: { readonly colleague: Colleague }) {
  const write = useWrite();
  const language = useLanguage();
  const queues = useConsole((state) => state.queues);
  const presence = presenceOf(colleague);
  const { call, wrapUp, status, since } = colleague;
  const duration = useClock((now) => (call ? durationText(now - call.since) : ""));
  const left = useClock((now) => (wrapUp?.endsAt ? remainingText(wrapUp.endsAt - now) : ""));
  const unchanged = useClock((now) => (since === null ? "" : durationText(now - since)));
  const queueNames = queues
    .filter((queue) => colleague.queueIds.includes(queue.queueId))
    .map((queue) => queue.name);
  const state = call && write(`presence.${call.state}`);
  return (
    <dl>
      <dt>{write("fact.phone")}</dt>
      <dd>
        {colleague.loggedIn === null
          ? write("presence.unknown")
          : !colleague.loggedIn
            ? write("presence.logged-out")
            : colleague.extension
              ? write("fact.logged-in-on", { extension: colleague.extension })
              : write("fact.logged-in")}
      </dd>
      <dt>{write("fact.call")}</dt>
      <dd className={call ? `tone-${toneOf(presence)}` : undefined}>
        {call && <StateMark of={call.state} />}
        {!state
          ? write("fact.no-call")
          : call.party
            ? write("fact.in-call-with", { state, duration, name: partyName(language, call.party) })
            : write("fact.in-call", { state, duration })}
      </dd>
      <dt>{write("fact.status")}</dt>
      <dd>{status ? write(`status.${status}`) : (colleague.statusLabel ?? write("status.unknown"))}</dd>
      <dt>{write("fact.wrap-up")}</dt>
      <dd className={wrapUp ? "tone-wrap" : undefined}>
        {!wrapUp
          ? write("fact.no-wrap-up")
          : wrapUp.endsAt === null
            ? write("fact.wrap-up-open")
            : write("fact.wrap-up-left", { duration: left })}
      </dd>
      {since !== null && (
        <>
          <dt>{write("fact.since")}</dt>
          <dd className="timer">
            {write("fact.since-for", { time: clockText(language, since), duration: unchanged })}
          </dd>
        </>
      )}
      <dt>{write("fact.queues")}</dt>
      <dd>{queueNames.length > 0 ? listText(language, queueNames) : write("fact.no-queues")}</dd>
    </dl>
  );
}

type Target = Parameters<ReturnType<typeof useActions>["dial"]>[0];

function CardActions({
  target,
  colleague,
}: {
  readonly target: Target;
  readonly colleague: Colleague | null;
}) {
  const write = useWrite();
  const language = useLanguage();
  const { dial, transfer } = useActions();
  const call = useConsole((state) => currentCall(state.ownCalls));
  const me = useConsole((state) => state.identity?.userId ?? null);
  const phoneReady = useConsole((state) => state.phone?.registration === "registered");
  const dialling = useConsole((state) => state.pending.has(pendingKey("call.dial")));
  const transferring = useConsole(
    (state) => call !== null && state.pending.has(pendingKey("call.transfer", call.phoneCallId)),
  );
  const unreachable =
    colleague && colleague.userId === me
      ? write("why-not.yourself")
      : colleague && colleague.extension === null
        ? write("why-not.no-extension")
        : phoneReady
          ? null
          : write("why-not.no-phone");
  return (
    <div className="actions">
      {call && (
        <Button
          label={write("action.transfer-here")}
          icon={Forward}
          busy={transferring}
          whyNot={unreachable ?? (call.state === "dialling" ? write("why-not.not-answered") : null)}
          onPress={() => transfer(call, target)}
        />
      )}
      <Button
        label={write("action.call")}
        icon={Phone}
        look={call ? "plain" : "primary"}
        keys={call ? undefined : hintFor("connect")}
        busy={dialling}
        whyNot={unreachable}
        onPress={() => dial(target)}
      />
      {colleague?.email && (
        <a
          className="button plain normal"
          href={callBackRequest(language, colleague.email, call, Date.now())}
        >
          <Mail size={16} aria-hidden />
          <span className="label">{write(call ? "action.e-mail-request" : "action.e-mail")}</span>
        </a>
      )}
    </div>
  );
}
