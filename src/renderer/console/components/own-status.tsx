import { remainingText } from "../../../shared/messages/formats.ts";
import { Button } from "../../kit/button.tsx";
import { useClock } from "../../kit/clock.ts";
import { useWrite } from "../../kit/text.ts";
import { useActions, useConsole } from "../context.ts";
import { useHints } from "../key-hints.ts";
import { pendingKey } from "../view-model/actions.ts";
import { myself } from "../view-model/state.ts";
import { StatusMenu } from "./status-menu.tsx";

/** My own status, and the end of my wrap-up. */
export function OwnStatus() {
  const write = useWrite();
  const hintFor = useHints();
  const { endWrapUp } = useActions();
  const inWrapUp = useConsole((state) => Boolean(myself(state)?.wrapUp));
  const endsAt = useConsole((state) => myself(state)?.wrapUp?.endsAt ?? null);
  const busy = useConsole((state) => state.pending.has(pendingKey("status.set")));
  const left = useClock((now) => (endsAt === null ? "" : remainingText(endsAt - now)));
  return (
    <section className="own-status fades" aria-label={write("region.own-status")}>
      <StatusMenu>{inWrapUp && <span className="timer"> {left}</span>}</StatusMenu>
      {inWrapUp && (
        <Button
          label={write("action.end-wrap-up")}
          size="small"
          keys={hintFor("end-wrap-up")}
          busy={busy}
          onPress={endWrapUp}
        />
      )}
    </section>
  );
}
