import { useId } from "react";
import { Codec, Settings } from "../../../shared/model/product-state.ts";
import { Dialog } from "../../kit/dialog.tsx";
import { useWrite } from "../../kit/text.ts";
import { canAskForHeadset } from "../../link/headset-grant.ts";
import { useActions, useConsole } from "../context.ts";
import { DeviceChoices } from "./device-choices.tsx";
import { HeadsetButton } from "./headset-button.tsx";
import { ReadyCheck } from "./ready-check.tsx";
import { SettingField } from "./setting-field.tsx";

/** With what the phone is heard and speaks, how it calls, and whether all of that works. */
export function PhoneDialog() {
  const write = useWrite();
  const { closeDialog } = useActions();
  const open = useConsole((state) => state.dialog === "phone");
  return (
    <Dialog title={write("phone-setup.title")} open={open} onClose={closeDialog}>
      <ReadyCheck />
      <DeviceChoices />
      {canAskForHeadset() && <HeadsetButton />}
      <CallChoices />
    </Dialog>
  );
}

function CallChoices() {
  const write = useWrite();
  const id = useId();
  const { changeSettings } = useActions();
  const { codec, hideNumber, stunServer } = useConsole((state) => state.settings);
  return (
    <fieldset className="set-up">
      <legend>{write("phone-setup.calls")}</legend>
      <label className="tick">
        <input
          type="checkbox"
          checked={hideNumber}
          aria-describedby={`${id} hide`}
          onChange={(event) => changeSettings({ hideNumber: event.currentTarget.checked })}
        />
        {write("phone-setup.hide-number")}
      </label>
      <small id={`${id} hide`}>{write("phone-setup.hide-number.hint")}</small>
      <label className="field">
        {write("phone-setup.codec")}
        <select
          value={codec}
          onChange={(event) => changeSettings({ codec: Codec.parse(event.currentTarget.value) })}
        >
          {Codec.options.map((option) => (
            <option key={option} value={option}>
              {write(`phone-setup.codec.${option}`)}
            </option>
          ))}
        </select>
      </label>
      <SettingField
        key={stunServer}
        label={write("phone-setup.stun")}
        hint={write("phone-setup.stun.hint")}
        wrong={write("phone-setup.stun.wrong")}
        value={stunServer}
        isRight={(text) => Settings.unwrap().shape.stunServer.safeParse(text).success}
        onChange={(text) => changeSettings({ stunServer: text })}
      />
    </fieldset>
  );
}
