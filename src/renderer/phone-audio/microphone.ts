export type MicrophoneState = "ready" | "denied" | "missing";

export interface Microphone {
  /** null: the browser has not said yet. */
  state(): MicrophoneState | null;
  /** A stream that whoever opens it also stops. */
  open(): Promise<MediaStream>;
}

const audio: MediaTrackConstraints = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
};

/**
 * Asks for the microphone at once and again when devices or the permission change, and lets go of it: whether it can be had is
 * known before the first call.
 */
export function createMicrophone(options: { onState(state: MicrophoneState): void }): Microphone {
  let state: MicrophoneState | null = null;

  function found(next: MicrophoneState) {
    if (next === state) return;
    state = next;
    options.onState(next);
  }

  async function open(): Promise<MediaStream> {
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio });
      found("ready");
      return stream;
    } catch (cause) {
      found(isRefused(cause) ? "denied" : "missing");
      throw cause;
    }
  }

  const look = () =>
    open().then(
      (stream) => stopTracks(stream),
      () => undefined,
    );

  async function watchPermission() {
    const permission = await navigator.permissions.query({ name: "microphone" });
    permission.onchange = look;
  }

  void look();
  // Outside a secure context there are no devices at all.
  navigator.mediaDevices?.addEventListener("devicechange", look);
  // Chromium alone answers for the microphone; elsewhere the next call tells.
  watchPermission().catch(() => undefined);

  return { state: () => state, open };
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

const isRefused = (cause: unknown) =>
  cause instanceof DOMException && (cause.name === "NotAllowedError" || cause.name === "SecurityError");
