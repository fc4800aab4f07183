import { TriangleAlert, X } from "lucide-react";
import { useEffect } from "react";
import { Button } from "../../kit/button.tsx";
import { useWrite } from "../../kit/text.ts";
import { useActions, useConsole } from "../context.ts";

const shownForMs = 10_000;

/** Why something was not done, in a sentence that leaves by itself. */
export function Notices() {
  const notices = useConsole((state) => state.notices);
  const { dismiss } = useActions();
  const write = useWrite();
  const last = notices.at(-1)?.id;
  useEffect(() => {
    if (last === undefined) return;
    const timer = setTimeout(() => dismiss(last), shownForMs);
    return () => clearTimeout(timer);
  }, [last, dismiss]);
  return (
    <div className="notices" role="alert" aria-label={write("region.notices")}>
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
