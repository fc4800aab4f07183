import type { AudioDevice } from "../../shared/model/audio-devices.ts";
import type { Devices } from "./devices.ts";
import { openMixer } from "./mixer.ts";

export type MicrophoneState = "ready" | "denied" | "missing";

/** One user's own track of the microphone, to be silenced by `enabled` without regard to others. */
export interface MicrophoneLine {
  track(): MediaStreamTrack;
  close(): void;
}

export interface Microphone {
  /** null: the browser has not said yet. */
  state(): MicrophoneState | null;
  /**
   * Never rejects, since a call is worth more than the voice in it: where there is no microphone the track is silent, and it is
   * replaced as soon as there is one, as it is when another device is used. The microphone is open while any line is.
   */
  open(onReplaced: (track: MediaStreamTrack) => Promise<void>): Promise<MicrophoneLine>;
  use(device: AudioDevice | null): Promise<void>;
  /** To be called when devices came or went. */
  devicesChanged(): Promise<void>;
}

interface Line {
  readonly onReplaced: (track: MediaStreamTrack) => Promise<void>;
  track: MediaStreamTrack | null;
}

const processing: MediaTrackConstraints = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
};
/** A microphone that another program has for itself comes back without an event. */
const RETRY_MS = 1000;

/**
 * Asks for the microphone at once and again when devices or the permission change, and lets go of it: whether it can be had is
 * known before the first call. Outside calls it is not kept open.
 */
export function createMicrophone(options: {
  devices: Devices;
  onState(state: MicrophoneState): void;
}): Microphone {
  const { devices, onState } = options;
  const lines = new Set<Line>();
  let state: MicrophoneState | null = null;
  let wanted: AudioDevice | null = null;
  let source: { readonly track: MediaStreamTrack; readonly key: string } | null = null;
  let settling: Promise<void> = Promise.resolve();
  let retry: ReturnType<typeof setTimeout> | undefined;

  function found(next: MicrophoneState) {
    if (next === state) return;
    state = next;
    onState(next);
  }

  async function get(deviceId: string | null): Promise<MediaStreamTrack> {
    const device = deviceId === null ? {} : { deviceId: { exact: deviceId } };
    const stream = await navigator.mediaDevices.getUserMedia({ audio: { ...processing, ...device } });
    const [track] = stream.getAudioTracks();
    if (!track) throw new Error("the browser gave a microphone without sound");
    return track;
  }

  async function acquire(): Promise<typeof source> {
    const { deviceId, key } = devices.input(wanted);
    try {
      // What is listed may be gone already, or taken by another program.
      const track = await get(deviceId).catch((cause: unknown) => {
        if (deviceId === null || isRefused(cause)) throw cause;
        return get(null);
      });
      found("ready");
      return { track, key };
    } catch (cause) {
      found(isRefused(cause) ? "denied" : "missing");
      return null;
    }
  }

  function letGo() {
    source?.track.stop();
    source = null;
  }

  async function settleNow(): Promise<void> {
    clearTimeout(retry);
    if (source && source.track.readyState === "live" && source.key === devices.input(wanted).key) return;
    const next = await acquire();
    letGo();
    source = next;
    if (lines.size === 0) return letGo();
    if (!next) {
      // Not where it is refused: the browser might ask the person each time.
      if (state === "missing") retry = setTimeout(settle, RETRY_MS);
      return;
    }
    next.track.addEventListener("ended", settle);
    await Promise.all([...lines].map((line) => give(line, next.track)));
  }

  async function give(line: Line, from: MediaStreamTrack) {
    const before = line.track;
    line.track = from.clone();
    if (!before) return;
    await line.onReplaced(line.track);
    before.stop();
  }

  function settle(): Promise<void> {
    settling = settling.then(settleNow, settleNow);
    return settling;
  }

  async function watchPermission() {
    const permission = await navigator.permissions.query({ name: "microphone" });
    permission.onchange = settle;
  }

  void settle();
  // Chromium alone answers for the microphone; elsewhere the next call tells.
  watchPermission().catch(() => undefined);

  return {
    state: () => state,
    async open(onReplaced) {
      const line: Line = { onReplaced, track: null };
      lines.add(line);
      await settle();
      const track = line.track ?? source?.track.clone() ?? silentTrack();
      line.track = track;
      return {
        track: () => line.track ?? track,
        close() {
          lines.delete(line);
          line.track?.stop();
          if (lines.size === 0) letGo();
        },
      };
    },
    use(device) {
      wanted = device;
      return lines.size === 0 ? Promise.resolve() : settle();
    },
    async devicesChanged() {
      // Known without opening it.
      const isStillThere = state === "ready" && devices.connected()?.inputs.length;
      if (lines.size > 0 || !isStillThere) await settle();
    },
  };
}

/** A call can be made with it, and the microphone takes its place without a word to the other side. */
function silentTrack(): MediaStreamTrack {
  const context = openMixer();
  const [track] = context.createMediaStreamDestination().stream.getAudioTracks();
  if (!track) throw new Error("the browser mixes no sound");
  void context.close();
  return track;
}

const isRefused = (cause: unknown) =>
  cause instanceof DOMException && (cause.name === "NotAllowedError" || cause.name === "SecurityError");
