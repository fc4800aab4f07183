import { PhoneOff } from "lucide-react";
import { Button } from "../../kit/button.tsx";
import { useLanguage, useWrite } from "../../kit/text.ts";
import { useActions, useConsole } from "../context.ts";
import { pendingKey } from "../view-model/actions.ts";
import { conferenceOf } from "../view-model/lines.ts";
import { partyName } from "../view-model/words.ts";

/** Who talks with us in the conference, each with the way out. */
export function Conference() {
  const write = useWrite();
  const language = useLanguage();
  const { hangUp } = useActions();
  const calls = useConsole((state) => state.ownCalls);
  const pending = useConsole((state) => state.pending);
  return (
    <ul className="conference">
      {conferenceOf(calls).map((call) => {
        const name = partyName(language, call.party);
        return (
          <li key={call.phoneCallId}>
            <b className="member" title={name}>
              {name}
            </b>
            <Button
              size="small"
              look="quiet"
              icon={PhoneOff}
              label={write("action.remove-from-conference", { name })}
              iconOnly
              busy={pending.has(pendingKey("call.hang-up", call.phoneCallId))}
              onPress={() => hangUp(call)}
            />
          </li>
        );
      })}
    </ul>
  );
}
