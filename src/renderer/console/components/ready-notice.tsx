import { TriangleAlert, X } from "lucide-react";
import { Button } from "../../kit/button.tsx";
import { useWrite } from "../../kit/text.ts";
import { useActions, useConsole } from "../context.ts";

/** Says what of the phone did not work when it was looked at, and leads to where that is mended; nothing while all is well. */
export function ReadyNotice() {
  const write = useWrite();
  const { open, dismissReadyCheck } = useActions();
  const check = useConsole((state) => state.readyCheck);
  const signedIn = useConsole(
    ({ connection }) => connection?.phase === "live" || connection?.phase === "lost",
  );
  const problem = check?.parts.find((part) => part.problem !== null)?.problem;
  if (!signedIn || !problem) return null;
  return (
    <section className="ready-notice" aria-label={write("ready.notice.region")}>
      <TriangleAlert size={16} aria-hidden />
      <p role="status">
        <b>{write("ready.notice")}</b> {write(`ready.${problem}`)}
      </p>
      <Button size="small" label={write("phone-setup.open")} onPress={() => open("phone")} />
      <Button
        size="small"
        look="quiet"
        icon={X}
        iconOnly
        label={write("ready.dismiss")}
        onPress={dismissReadyCheck}
      />
    </section>
  );
}
