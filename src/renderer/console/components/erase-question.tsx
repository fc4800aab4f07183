import { useEffect, useId, useRef } from "react";
import { Button } from "../../kit/button.tsx";
import { useWrite } from "../../kit/text.ts";

/** Says what an erasure will do before it is done. Escape is the way back, as from a dialog. */
export function EraseQuestion({
  name,
  isNumber,
  onErase,
  onCancel,
}: {
  readonly name: string;
  readonly isNumber: boolean;
  readonly onErase: () => void;
  readonly onCancel: () => void;
}) {
  const write = useWrite();
  const id = useId();
  const group = useRef<HTMLFieldSetElement>(null);
  useEffect(() => group.current?.focus(), []);
  return (
    <fieldset
      ref={group}
      className="erase-question"
      tabIndex={-1}
      aria-describedby={id}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onCancel();
      }}
    >
      <legend>{write("privacy.erase.title", { name })}</legend>
      <p id={id}>{write(isNumber ? "privacy.erase.number" : "privacy.erase.colleague")}</p>
      <div className="buttons">
        <Button look="danger" label={write("privacy.erase.confirm")} onPress={onErase} />
        <Button label={write("privacy.erase.cancel")} onPress={onCancel} />
      </div>
    </fieldset>
  );
}
