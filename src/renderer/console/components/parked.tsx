import type { ParkedCall } from "../../../shared/model/calls.ts";
import { Button } from "../../kit/button.tsx";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { useActions, useConsole } from "../context.ts";
import { useHints } from "../key-hints.ts";
import { pendingKey } from "../view-model/actions.ts";
import { nextToRetrieve } from "../view-model/lines.ts";
import { partyName } from "../view-model/words.ts";
import { CallLine } from "./call-line.tsx";

/** After this long a parked caller has waited too long: the exchange rings whoever parked him soon. */
const tooLongMs = 90_000;

/** Who is parked, for anybody to retrieve; nothing where the exchange parks nobody. */
export function Parked() {
  const write = useWrite();
  const parked = useConsole((state) => state.parked);
  const canPark = useConsole((state) => state.phone?.canPark === true);
  if (!canPark && parked.length === 0) return null;
  return (
    <section className="on-hold-pane" aria-label={write("region.parked")}>
      <h2>
        <span>{write("region.parked")}</span>
        <span className="count">{parked.length}</span>
      </h2>
      <div className="call-lines fades">
        {parked.length === 0 ? (
          <p className="nothing">{write("parked.none")}</p>
        ) : (
          <div role="table">
            {parked.map((call) => (
              <ParkedLine key={call.callId} call={call} />
            ))}
          </div>
        )}
      </div>
    </section>
  );
}

function ParkedLine({ call }: { readonly call: ParkedCall }) {
  const write = useWrite();
  const language = useLanguage();
  const { retrieve } = useActions();
  const busy = useConsole((state) => state.pending.has(pendingKey("parked.retrieve", call.callId)));
  const hintFor = useHints();
  const isNext = useConsole(
    ({ parked, identity }) => nextToRetrieve(parked, identity?.userId ?? null) === call,
  );
  return (
    <CallLine
      mark="parked"
      name={partyName(language, call.party)}
      stateWord={write("parked.state")}
      since={call.since}
      tooLongMs={tooLongMs}
      detail={write("parked.slot", { slot: call.slot })}
    >
      <Button
        size="small"
        label={write("action.retrieve")}
        keys={isNext ? hintFor("retrieve") : undefined}
        busy={busy}
        onPress={() => retrieve(call)}
      />
    </CallLine>
  );
}
