import { PhoneOff, TriangleAlert, X } from "lucide-react";
import { useEffect } from "react";
import { Button } from "../../kit/button.tsx";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { useActions, useConsole } from "../context.ts";
import { partyName } from "../view-model/words.ts";

const shownForMs = 10_000;

/** Why something was not done and why a call came to nothing, in sentences that leave by themselves. */
export function Notices() {
  const notices = useConsole((state) => state.notices);
  const { dismiss } = useActions();
  const failedCalls = useConsole((state) => state.failedCalls);
  const write = useWrite();
  const language = useLanguage();
  const last = notices.at(-1)?.id;
  useEffect(() => {
    if (last === undefined) return;
    const timer = setTimeout(() => dismiss(last), shownForMs);
    return () => clearTimeout(timer);
  }, [last, dismiss]);
  return (
    <div className="notices" role="alert" aria-label={write("region.notices")}>
      {failedCalls.map(({ phoneCallId, party, reason }) => (
        <div key={phoneCallId} className="notice">
          <PhoneOff size={16} aria-hidden className="mark tone-alarm" />
          <span>{write(`failed-call.${reason}`, { name: partyName(language, party) })}</span>
        </div>
      ))}
      {notices.map(({ id, code }) => (
        <div key={id} className="notice">
          <TriangleAlert size={16} aria-hidden className="mark tone-alarm" />
          <span>{write(`refusal.${code}`)}</span>
          <Button
            label={write("action.close")}
            icon={X}
            iconOnly
            look="quiet"
            size="small"
            onPress={() => dismiss(id)}
          />
        </div>
      ))}
    </div>
  );
}
