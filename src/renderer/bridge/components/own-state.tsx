import { useState } from "react";
import { remainingText } from "../../../shared/messages/formats.ts";
import type { Colleague } from "../../../shared/model/colleague.ts";
import { StatusMenu } from "../../console/components/status-menu.tsx";
import { useActions, useConsole } from "../../console/context.ts";
import { useHints } from "../../console/key-hints.ts";
import { pendingKey } from "../../console/view-model/actions.ts";
import { myself } from "../../console/view-model/state.ts";
import { Button } from "../../kit/button.tsx";
import { useClock } from "../../kit/clock.ts";
import { StateMark } from "../../kit/state-mark.tsx";
import { useWrite } from "../../kit/text.ts";

/** Whether I can be called, and the wrap-up with its end. */
export function OwnState() {
  const write = useWrite();
  const me = useConsole(myself);
  return (
    <section className="own-state fades" aria-label={write("region.own-status")}>
      <div className="line own-status">
        <StatusMenu />
        {me?.loggedIn === false && (
          <span className="logged-out tone-off">
            <StateMark of="logged-out" />
            {write("presence.logged-out")}
          </span>
        )}
        {me?.wrapUp && <WrapUpLeft endsAt={me.wrapUp.endsAt} />}
      </div>
      {me?.wrapUp && <WrapUp me={me} wrapUp={me.wrapUp} />}
    </section>
  );
}

function WrapUpLeft({ endsAt }: { readonly endsAt: number | null }) {
  const write = useWrite();
  const left = useClock((now) =>
    endsAt === null
      ? write("bridge.wrap-up.open")
      : write("bridge.wrap-up.left", { duration: remainingText(endsAt - now) }),
  );
  return <b className="left timer">{left}</b>;
}

interface WrapUpProps {
  readonly me: Colleague;
  readonly wrapUp: NonNullable<Colleague["wrapUp"]>;
}

function WrapUp({ me, wrapUp: { endsAt } }: WrapUpProps) {
  const write = useWrite();
  const hintFor = useHints();
  const { endWrapUp, setStatus } = useActions();
  const busy = useConsole((state) => state.pending.has(pendingKey("status.set")));
  return (
    <>
      {endsAt !== null && me.since !== null && (
        <WrapUpProgress key={endsAt} startedAt={me.since} endsAt={endsAt} />
      )}
      <div className="ways-out">
        <Button
          look="primary"
          label={write("action.end-wrap-up")}
          keys={hintFor("end-wrap-up")}
          busy={busy}
          onPress={endWrapUp}
        />
        <Button
          label={write("status.no-queue-calls")}
          busy={busy}
          onPress={() => setStatus("no-queue-calls")}
        />
      </div>
    </>
  );
}

interface WrapUpProgressProps {
  readonly startedAt: number;
  readonly endsAt: number;
}

/** What is left of the wrap-up. When it began is taken from the first look: later changes of my state are no new beginning. */
function WrapUpProgress({ startedAt, endsAt }: WrapUpProgressProps) {
  const write = useWrite();
  const [beganAt] = useState(startedAt);
  const percent = useClock((now) =>
    Math.round(100 * Math.min(1, Math.max(0, (endsAt - now) / Math.max(1, endsAt - beganAt)))),
  );
  return (
    <div
      className="progress"
      role="progressbar"
      aria-label={write("bridge.wrap-up.progress")}
      aria-valuenow={percent}
    >
      <div style={{ width: `${percent}%` }} />
    </div>
  );
}
