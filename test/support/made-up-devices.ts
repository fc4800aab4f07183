interface MadeUpDevice {
  readonly kind: "audioinput" | "audiooutput";
  readonly deviceId: string;
  readonly label: string;
  /** What a microphone hears. */
  readonly hz?: number;
}

declare global {
  interface Window {
    /** Devices that can be plugged in and out, which a browser's own fakes cannot. */
    madeUp?: {
      plug(...devices: MadeUpDevice[]): void;
      unplug(...deviceIds: string[]): void;
      /** As if another program had every microphone for itself. */
      taken: boolean;
      /** How many microphones are open. */
      open(): number;
      /** Where what plays now, or played last, is heard, by the name of its file; a call's by "call". */
      sinks(): Record<string, { sinkId: string; volume: number; playing: boolean }>;
    };
  }
}

/**
 * To be run in a page before its own scripts. A microphone is a tone; an output is a name that elements are put on. The first of each
 * kind is the system's own choice.
 */
export function makeUpDevices(): void {
  let connected: MadeUpDevice[] = [
    { kind: "audioinput", deviceId: "desk", label: "Desk microphone", hz: 700 },
    { kind: "audiooutput", deviceId: "desk-speaker", label: "Desk speaker" },
  ];
  const tracks = new Map<MediaStreamTrack, string>();
  const sinks = new WeakMap<HTMLMediaElement, string>();
  const played = new Set<HTMLMediaElement>();
  let context: AudioContext | undefined;
  const changed = () => navigator.mediaDevices.dispatchEvent(new Event("devicechange"));

  const madeUp = {
    taken: false,
    plug(...devices: MadeUpDevice[]) {
      connected = [...connected, ...devices];
      changed();
    },
    unplug(...deviceIds: string[]) {
      connected = connected.filter(({ deviceId }) => !deviceIds.includes(deviceId));
      for (const [track, deviceId] of tracks) {
        if (!deviceIds.includes(deviceId) || track.readyState === "ended") continue;
        track.stop();
        track.dispatchEvent(new Event("ended"));
      }
      changed();
    },
    open: () => [...tracks.keys()].filter(({ readyState }) => readyState === "live").length,
    sinks: () =>
      Object.fromEntries(
        [...played].map((element) => [
          element.srcObject ? "call" : (/([a-z-]+)-.{8}\.wav$/.exec(element.src)?.[1] ?? element.src),
          { sinkId: sinks.get(element) ?? "", volume: element.volume, playing: !element.paused },
        ]),
      ),
  };
  window.madeUp = madeUp;

  navigator.mediaDevices.enumerateDevices = async () => {
    const own = connected.map((device) => ({ ...device, groupId: device.deviceId, toJSON: () => device }));
    const first = own.find(({ kind }) => kind === "audioinput");
    return first ? [{ ...first, deviceId: "default", label: `Default - ${first.label}` }, ...own] : own;
  };
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    const wanted = typeof constraints?.audio === "object" ? constraints.audio.deviceId : undefined;
    const exact = typeof wanted === "object" && "exact" in wanted ? wanted.exact : undefined;
    const device = connected.find(
      ({ kind, deviceId }) => kind === "audioinput" && (exact === undefined || deviceId === exact),
    );
    if (!device) throw new DOMException("there is none", "NotFoundError");
    if (madeUp.taken) throw new DOMException("it is taken", "NotReadableError");
    context ??= new AudioContext();
    const oscillator = new OscillatorNode(context, { frequency: device.hz ?? 0 });
    const heard = context.createMediaStreamDestination();
    oscillator.connect(new GainNode(context, { gain: 0.25 })).connect(heard);
    oscillator.start();
    for (const track of heard.stream.getTracks()) tracks.set(track, device.deviceId);
    return heard.stream;
  };
  Object.defineProperty(HTMLMediaElement.prototype, "sinkId", {
    get(this: HTMLMediaElement) {
      return sinks.get(this) ?? "";
    },
  });
  HTMLMediaElement.prototype.setSinkId = async function (this: HTMLMediaElement, sinkId: string) {
    if (sinkId && !connected.some(({ deviceId }) => deviceId === sinkId))
      throw new DOMException("there is none", "NotFoundError");
    sinks.set(this, sinkId);
  };
  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
    played.add(this);
    return play.call(this);
  };
}
