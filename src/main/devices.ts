import type { AudioDevices, DeviceChoice } from "../shared/model/audio-devices.ts";
import type { CallControl } from "./softphone/call-control.ts";
import type { UserData } from "./store/user-data.ts";

/** What a person wants of microphone, speaker and ringer: kept here, told to the phone, and shown with what is connected. */
export function createDevices(options: {
  userData: Pick<UserData, "deviceChoice" | "chooseDevices">;
  phone: Pick<CallControl, "setDevices">;
  changed(devices: AudioDevices): void;
}): {
  connected(devices: Pick<AudioDevices, "inputs" | "outputs">): void;
  choose(change: Partial<DeviceChoice>): void;
} {
  const { userData, phone } = options;
  let now: AudioDevices = { inputs: [], outputs: [], chosen: userData.deviceChoice() };

  function become(change: Partial<AudioDevices>): void {
    now = { ...now, ...change };
    options.changed(now);
  }

  phone.setDevices(now.chosen);
  become({});
  return {
    connected: become,
    choose(change) {
      const chosen = userData.chooseDevices(change);
      phone.setDevices(chosen);
      become({ chosen });
    },
  };
}
