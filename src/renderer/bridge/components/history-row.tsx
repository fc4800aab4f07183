import { PhoneIncoming, PhoneMissed, PhoneOff, PhoneOutgoing } from "lucide-react";
import { memo } from "react";
import { clockText, durationText } from "../../../shared/messages/formats.ts";
import type { HistoryEntry } from "../../../shared/model/history.ts";
import type { HistoryId } from "../../../shared/model/ids.ts";
import { partyName } from "../../console/view-model/words.ts";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { outcomeText, sequelText } from "../view-model/history-words.ts";

export const historyRowId = (historyId: HistoryId): string => `history-${encodeURIComponent(historyId)}`;

interface HistoryRowProps {
  readonly entry: HistoryEntry;
  readonly index: number;
  /** How many calls of today were with this number. */
  readonly times: number;
  readonly chosen: boolean;
  readonly onChoose: (historyId: HistoryId) => void;
}

/** A call that is over. Its name is the other side and how it went, in words. */
export const HistoryRow = memo(function HistoryRow({
  entry,
  index,
  times,
  chosen,
  onChoose,
}: HistoryRowProps) {
  const write = useWrite();
  const language = useLanguage();
  const { party, note, queue, waitedMs, talkedMs, outcome } = entry;
  const name = partyName(language, party);
  const number = party.displayNumber ?? party.number;
  const time = clockText(language, entry.startedAt);
  const how = outcomeText(language, entry);
  const sequel = sequelText(language, entry);
  const more = [sequel, note && `“${note}”`].filter(Boolean).join(" · ");
  const tone = outcome === "missed" ? "tone-alarm" : "";
  return (
    <div
      id={historyRowId(entry.historyId)}
      role="row"
      aria-rowindex={index + 1}
      aria-selected={chosen}
      aria-label={[name, how, sequel, time].filter(Boolean).join(", ")}
      className="history-row"
      onClick={() => onChoose(entry.historyId)}
    >
      <time role="gridcell">{time}</time>
      <span role="gridcell" className={`icon ${tone}`}>
        <OutcomeIcon entry={entry} />
      </span>
      <span role="gridcell" className="who" title={name}>
        <b>{name}</b>
        {times > 1 && (
          <span className="times" title={write("history.times", { count: times })}>
            {" "}
            {times}×
          </span>
        )}
        <span className="more number">{number !== name && number}</span>
      </span>
      <span role="gridcell" className="how" title={more}>
        <b className={tone}>{how}</b>
        <span className="more">{more}</span>
      </span>
      <span role="gridcell" className="queue" title={queue?.name}>
        {queue?.name}
      </span>
      <time role="gridcell">{waitedMs !== null && durationText(waitedMs)}</time>
      <time role="gridcell">{talkedMs !== null && durationText(talkedMs)}</time>
    </div>
  );
});

function OutcomeIcon({ entry: { outcome, direction } }: { readonly entry: HistoryEntry }) {
  const Icon =
    outcome === "missed"
      ? PhoneMissed
      : outcome === "declined"
        ? PhoneOff
        : direction === "incoming"
          ? PhoneIncoming
          : PhoneOutgoing;
  return <Icon size={16} aria-hidden />;
}
