import { Phone, PhoneIncoming, PhoneMissed, PhoneOutgoing } from "lucide-react";
import { useMemo } from "react";
import { momentText } from "../../../shared/messages/formats.ts";
import { Button } from "../../kit/button.tsx";
import { useClock } from "../../kit/clock.ts";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { useActions, useConsole } from "../context.ts";
import { whyUnreachable } from "../view-model/dragging.ts";
import { type RecentCall, recentCalls } from "../view-model/recent-calls.ts";
import { partyName } from "../view-model/words.ts";

/** So many have room beside each other. */
const shown = 3;

/** Whom one dealt with last, to be called once more; missed callers say so. Nothing where there was no call today. */
export function RecentCalls() {
  const write = useWrite();
  const history = useConsole((state) => state.history);
  const recent = useMemo(() => recentCalls(history, shown), [history]);
  if (recent.length === 0) return null;
  return (
    <ul className="recent-calls" aria-label={write("recent.title")}>
      {recent.map((call) => (
        <RecentLine key={call.entry.historyId} call={call} />
      ))}
    </ul>
  );
}

function RecentLine({ call: { entry, target } }: { readonly call: RecentCall }) {
  const write = useWrite();
  const language = useLanguage();
  const { dial } = useActions();
  const whyNot = useConsole((state) => whyUnreachable(state, target));
  const name = partyName(language, entry.party);
  const moment = useClock((now) => momentText(language, entry.startedAt, now));
  const missed = entry.outcome === "missed";
  const Icon = missed ? PhoneMissed : entry.direction === "incoming" ? PhoneIncoming : PhoneOutgoing;
  const word = write(missed ? "recent.missed" : `recent.${entry.direction}`);
  return (
    <li>
      <Icon size={16} aria-hidden className={missed ? "tone-alarm" : undefined} />
      <span title={name}>
        <b className="who">{name}</b>
        <small>
          {word} · {moment}
        </small>
      </span>
      <Button
        size="small"
        label={write("recent.call", { name })}
        icon={Phone}
        iconOnly
        whyNot={whyNot && write(whyNot)}
        onPress={() => dial(target)}
      />
    </li>
  );
}
