import { PhoneIncoming } from "lucide-react";
import type { Colleague } from "../../../shared/model/colleague.ts";
import { Button } from "../../kit/button.tsx";
import { useWrite } from "../../kit/text.ts";
import { useActions, useConsole } from "../context.ts";
import { pendingKey } from "../view-model/actions.ts";

interface PickUpButtonProps {
  readonly colleague: Colleague;
  /** In the colleague's row. */
  readonly small?: boolean;
}

/** Answers the call that rings at a colleague; nothing while none does, or where the exchange has no such thing. */
export function PickUpButton({ colleague: { userId, name, call }, small = false }: PickUpButtonProps) {
  const write = useWrite();
  const { pickUp } = useActions();
  const isOffered = useConsole(
    ({ phone, identity }) => phone?.canPickUp === true && identity?.userId !== userId,
  );
  const isReady = useConsole(({ phone }) => phone?.registration === "registered");
  const busy = useConsole(({ pending }) => pending.has(pendingKey("colleague.pick-up", userId)));
  if (!isOffered || call?.state !== "ringing") return null;
  return (
    <Button
      label={small ? write("action.pick-up-of", { name }) : write("action.pick-up")}
      icon={PhoneIncoming}
      iconOnly={small}
      look={small ? "quiet" : "plain"}
      size={small ? "small" : "normal"}
      busy={busy}
      whyNot={isReady ? null : write("why-not.no-phone")}
      onPress={() => pickUp(userId)}
    />
  );
}
