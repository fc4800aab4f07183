import { momentText } from "../../../shared/messages/formats.ts";
import type { EarlierCall } from "../../../shared/model/history.ts";
import { useClock } from "../../kit/clock.ts";
import { useLanguage, useWrite } from "../../kit/text.ts";

/** What there was with a caller before, newest first: when, who talked or what became of it, in which queue, and what was noted. */
export function EarlierCalls({ before }: { readonly before: readonly EarlierCall[] | null | undefined }) {
  const write = useWrite();
  if (!before || before.length === 0) return null;
  return (
    <section className="earlier-calls" aria-label={write("bridge.before")}>
      <h2>{write("bridge.before")}</h2>
      <ul>
        {before.map((call) => (
          <EarlierCallItem key={call.callId} call={call} />
        ))}
      </ul>
    </section>
  );
}

function EarlierCallItem({ call }: { readonly call: EarlierCall }) {
  const write = useWrite();
  const language = useLanguage();
  const moment = useClock((now) => momentText(language, call.at, now));
  const { colleagueName, outcome, queueName, note } = call;
  const who = colleagueName ?? (outcome === "unknown" ? null : write(`earlier.${outcome}`));
  return (
    <li>
      <p>
        {moment}
        {who && (
          <>
            {" · "}
            <b>{who}</b>
          </>
        )}
        {queueName && ` · ${queueName}`}
      </p>
      {note && <p className="note">“{note}”</p>}
    </li>
  );
}
