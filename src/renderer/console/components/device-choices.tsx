import { Volume2 } from "lucide-react";
import { useId, useState } from "react";
import { type AudioDevice, findDevice } from "../../../shared/model/audio-devices.ts";
import { Button } from "../../kit/button.tsx";
import { useWrite } from "../../kit/text.ts";
import { useActions, useConsole } from "../context.ts";
import { pendingKey } from "../view-model/actions.ts";

/** Where the person is heard, where calls are heard, and where it rings and how loudly. */
export function DeviceChoices() {
  const write = useWrite();
  const { chooseDevices } = useActions();
  const { inputs, outputs, chosen } = useConsole((state) => state.audioDevices);
  return (
    <fieldset className="set-up">
      <legend>{write("phone-setup.sound")}</legend>
      <div className="device">
        <DeviceChoice
          label={write("phone-setup.microphone")}
          connected={inputs}
          chosen={chosen.microphone}
          onChoose={(microphone) => chooseDevices({ microphone })}
        />
      </div>
      <div className="device">
        <DeviceChoice
          label={write("phone-setup.speaker")}
          connected={outputs}
          chosen={chosen.speaker}
          onChoose={(speaker) => chooseDevices({ speaker })}
        />
        <TryButton where="speaker" />
      </div>
      <div className="device">
        <DeviceChoice
          label={write("phone-setup.ringer")}
          connected={outputs}
          chosen={chosen.ringer}
          onChoose={(ringer) => chooseDevices({ ringer })}
        />
        <TryButton where="ringer" />
      </div>
      <RingVolume key={chosen.ringVolumePercent} percent={chosen.ringVolumePercent} />
      {inputs.length + outputs.length === 0 && <small>{write("phone-setup.no-page")}</small>}
    </fieldset>
  );
}

interface DeviceChoiceProps {
  readonly label: string;
  readonly connected: readonly AudioDevice[];
  readonly chosen: AudioDevice | null;
  readonly onChoose: (device: AudioDevice | null) => void;
}

/** One that is chosen and not connected stays chosen: it is used as soon as it is there. */
function DeviceChoice({ label, connected, chosen, onChoose }: DeviceChoiceProps) {
  const write = useWrite();
  const there = findDevice(connected, chosen);
  const offered = chosen && !there ? [...connected, chosen] : connected;
  const name = (device: AudioDevice) => device.label || write("phone-setup.unnamed");
  return (
    <label className="field">
      {label}
      <select
        value={(there ?? chosen)?.deviceId ?? ""}
        onChange={({ currentTarget: { value } }) =>
          onChoose(offered.find(({ deviceId }) => deviceId === value) ?? null)
        }
      >
        <option value="">{write("phone-setup.system-choice")}</option>
        {offered.map((device) => (
          <option key={device.deviceId} value={device.deviceId}>
            {device === chosen && !there
              ? write("phone-setup.not-connected", { name: name(device) })
              : name(device)}
          </option>
        ))}
      </select>
    </label>
  );
}

function TryButton({ where }: { readonly where: "speaker" | "ringer" }) {
  const write = useWrite();
  const { tryDevice } = useActions();
  const busy = useConsole((state) => state.pending.has(pendingKey("audio-devices.try", where)));
  return (
    <Button
      label={write(`phone-setup.try.${where}`)}
      icon={Volume2}
      iconOnly
      busy={busy}
      onPress={() => tryDevice(where)}
    />
  );
}

/** Told when the slider is let go, so that a drag is one change. */
function RingVolume({ percent }: { readonly percent: number }) {
  const write = useWrite();
  const id = useId();
  const { chooseDevices } = useActions();
  const [shown, setShown] = useState(percent);
  const leave = () => {
    if (shown !== percent) chooseDevices({ ringVolumePercent: shown });
  };
  return (
    <div className="field">
      <label htmlFor={id}>{write("phone-setup.ring-volume")}</label>
      <span className="volume">
        <input
          id={id}
          type="range"
          min={0}
          max={100}
          step={5}
          value={shown}
          aria-valuetext={write("phone-setup.percent", { percent: shown })}
          onChange={(event) => setShown(Number(event.currentTarget.value))}
          onPointerUp={leave}
          onKeyUp={leave}
          onBlur={leave}
        />
        <output htmlFor={id} className="number">
          {write("phone-setup.percent", { percent: shown })}
        </output>
      </span>
    </div>
  );
}
