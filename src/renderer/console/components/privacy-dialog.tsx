import { type FormEvent, useId, useState } from "react";
import { Label, Radio, RadioGroup } from "react-aria-components";
import { Settings } from "../../../shared/model/product-state.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { useWrite } from "../../kit/text.ts";
import { useActions, useConsole } from "../context.ts";
import { pendingKey } from "../view-model/actions.ts";
import { PersonalDataForm } from "./personal-data-form.tsx";

const { masking: Maskings, retentionDays: RetentionDays } = Settings.unwrap().shape;

/** What is kept on this computer and for how long, who sees numbers, and what a person may ask of it. */
export function PrivacyDialog() {
  const write = useWrite();
  const { closeDialog } = useActions();
  const open = useConsole((state) => state.dialog === "privacy");
  const days = useConsole((state) => state.settings.retentionDays);
  return (
    <Dialog title={write("privacy.title")} open={open} onClose={closeDialog}>
      <p className="privacy-kept">{write("privacy.kept", { count: days })}</p>
      <RetentionForm key={days} days={days} />
      <MaskingChoice />
      <PersonalDataForm />
    </Dialog>
  );
}

/** A shorter time removes records: so it is said by a button, not with every digit that is typed. */
function RetentionForm({ days }: { readonly days: number }) {
  const write = useWrite();
  const { changeSettings } = useActions();
  const busy = useConsole((state) => state.pending.has(pendingKey("settings.change")));
  const [typed, setTyped] = useState(String(days));
  const wanted = RetentionDays.safeParse(Number(typed));
  const hint = useId();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wanted.success && wanted.data !== days) changeSettings({ retentionDays: wanted.data });
  };
  return (
    <form className="privacy-form" onSubmit={submit}>
      <label>
        {write("privacy.retention")}
        <span className="with-button">
          <input
            type="number"
            min={RetentionDays.minValue ?? undefined}
            max={RetentionDays.maxValue ?? undefined}
            required
            value={typed}
            aria-describedby={hint}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          {typed !== String(days) && <Button submits label={write("privacy.retention.apply")} busy={busy} />}
        </span>
      </label>
      <small id={hint}>{write("privacy.retention.hint")}</small>
    </form>
  );
}

function MaskingChoice() {
  const write = useWrite();
  const { changeSettings } = useActions();
  const masking = useConsole((state) => state.settings.masking);
  return (
    <RadioGroup
      className="choice"
      value={masking}
      onChange={(value) => changeSettings({ masking: Maskings.parse(value) })}
    >
      <Label>{write("privacy.masking")}</Label>
      <div className="options">
        {Maskings.options.map((option) => (
          <Radio key={option} value={option}>
            {write(`privacy.masking.${option}`)}
          </Radio>
        ))}
      </div>
      <small>{write("privacy.masking.hint")}</small>
    </RadioGroup>
  );
}
