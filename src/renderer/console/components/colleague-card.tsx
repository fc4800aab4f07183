import { clockText, durationText, listText, remainingText } from "../../../shared/messages/formats.ts";
import { type Colleague, presenceOf } from "../../../shared/model/colleague.ts";
import { useClock } from "../../kit/clock.ts";
import { StateMark, toneOf } from "../../kit/state-mark.tsx";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { useConsole } from "../context.ts";
import { draggedCall } from "../view-model/dragging.ts";
import { knownContact } from "../view-model/state.ts";
import { partyName } from "../view-model/words.ts";
import { CardActions } from "./card-actions.tsx";
import { ColleagueNote, ContactNumbers, FavouriteButton } from "./card-parts.tsx";
import { useTargetDrop } from "./drag.ts";

export const cardId = "card";

/** Who is chosen in full, and what can be done with them. */
export function ColleagueCard() {
  const write = useWrite();
  const chosen = useConsole((state) => state.chosen);
  const colleague = useConsole((state) =>
    chosen && "userId" in chosen ? (state.colleagues.get(chosen.userId) ?? null) : null,
  );
  const contact = useConsole((state) =>
    chosen && "contactId" in chosen ? knownContact(state, chosen.contactId) : null,
  );
  const { whyNot, zone } = useTargetDrop(useConsole((state) => (draggedCall(state) ? state.chosen : null)));
  return (
    <aside className="card" id={cardId} aria-label={write("region.colleague")} {...zone}>
      {whyNot && <p className="why-not">{write(whyNot)}</p>}
      {colleague ? (
        <>
          <div className="title">
            <h2>{colleague.name}</h2>
            <p>{[colleague.extension, colleague.department].filter(Boolean).join(" · ")}</p>
          </div>
          <FavouriteButton who={{ userId: colleague.userId }} />
          <ColleagueNote key={colleague.userId} colleague={colleague} />
          <Facts colleague={colleague} />
          <CardActions target={{ userId: colleague.userId }} colleague={colleague} />
        </>
      ) : contact && chosen && "contactId" in chosen ? (
        <>
          <div className="title">
            <h2>{contact.name}</h2>
            <p>{[contact.company, contact.department].filter(Boolean).join(" · ")}</p>
          </div>
          <FavouriteButton who={{ contactId: contact.contactId }} />
          <ContactNumbers contact={contact} chosen={chosen.number} />
          <CardActions target={chosen} colleague={null} email={contact.email} />
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
