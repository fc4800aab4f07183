import { z } from "zod";

/** The label outlives the id, which a browser may give anew. */
export const AudioDevice = z.object({ deviceId: z.string().min(1), label: z.string() }).readonly();
export type AudioDevice = z.infer<typeof AudioDevice>;

/** Which devices a person wants; null: the system's own choice. One that is not connected is waited for. */
export const DeviceChoice = z
  .object({
    microphone: AudioDevice.nullable(),
    speaker: AudioDevice.nullable(),
    /** Where it rings. */
    ringer: AudioDevice.nullable(),
    ringVolumePercent: z.int().min(0).max(100),
  })
  .readonly();
export type DeviceChoice = z.infer<typeof DeviceChoice>;

export const defaultDeviceChoice: DeviceChoice = {
  microphone: null,
  speaker: null,
  ringer: null,
  ringVolumePercent: 80,
};

/** What is connected where the audio is, and what is wanted of it. Without a page that has the audio, nothing is connected. */
export const AudioDevices = z
  .object({
    inputs: z.array(AudioDevice).readonly(),
    outputs: z.array(AudioDevice).readonly(),
    chosen: DeviceChoice,
  })
  .readonly();
export type AudioDevices = z.infer<typeof AudioDevices>;

/** The same device again, be it under another id. */
export function findDevice(devices: readonly AudioDevice[], wanted: AudioDevice | null): AudioDevice | null {
  if (!wanted) return null;
  return (
    devices.find(({ deviceId }) => deviceId === wanted.deviceId) ??
    devices.find(({ label }) => label !== "" && label === wanted.label) ??
    null
  );
}
