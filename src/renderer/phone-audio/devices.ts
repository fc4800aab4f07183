import { type AudioDevice, findDevice } from "../../shared/model/audio-devices.ts";

export interface Connected {
  readonly inputs: readonly AudioDevice[];
  readonly outputs: readonly AudioDevice[];
}

export interface Devices {
  /** null: the browser has not said yet. */
  connected(): Connected | null;
  /** Which input to ask for; null: the system's own. `key` changes whenever that would bring another device. */
  input(wanted: AudioDevice | null): { readonly deviceId: string | null; readonly key: string };
  /** A sink id; empty: the system's own. */
  output(wanted: AudioDevice | null): string;
  /** Labels can be read only once the microphone is allowed. */
  look(): Promise<void>;
}

/** What is connected. Called back at first and whenever a device comes or goes, also where the list remains the same to a person. */
export function createDevices(onChange: (connected: Connected) => void): Devices {
  let connected: Connected | null = null;
  let systemInput = "";

  async function look() {
    // Outside a secure context there are none at all.
    const all = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
    systemInput =
      all.find(({ kind, deviceId }) => kind === "audioinput" && deviceId === "default")?.groupId ?? "";
    connected = { inputs: ofKind(all, "audioinput"), outputs: ofKind(all, "audiooutput") };
    onChange(connected);
  }

  navigator.mediaDevices?.addEventListener("devicechange", look);

  return {
    connected: () => connected,
    input(wanted) {
      const deviceId = findDevice(connected?.inputs ?? [], wanted)?.deviceId ?? null;
      return { deviceId, key: deviceId ?? `the system's, of group ${systemInput}` };
    },
    output: (wanted) => findDevice(connected?.outputs ?? [], wanted)?.deviceId ?? "",
    look,
  };
}

/** Chromium lists the system's own choice once more under each of these. */
const pseudoIds = ["", "default", "communications"];

const ofKind = (all: readonly MediaDeviceInfo[], wanted: MediaDeviceKind): AudioDevice[] =>
  all
    .filter(({ kind, deviceId }) => kind === wanted && !pseudoIds.includes(deviceId))
    .map(({ deviceId, label }) => ({ deviceId, label }));
