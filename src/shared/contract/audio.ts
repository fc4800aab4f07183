import { z } from "zod";
import { AudioDevice, DeviceChoice } from "../model/audio-devices.ts";
import { SoundMeasured } from "../model/call-quality.ts";
import { Codec } from "../model/product-state.ts";

const peer = z.object({ peerId: z.string().min(1) });
const nothing = z.object({});

/** As WebRTC's RTCIceServer. A page must know the password of a TURN server to use it; no other secret reaches a page. */
export const IceServer = z
  .object({
    urls: z.string(),
    username: z.string().exactOptional(),
    credential: z.string().exactOptional(),
  })
  .readonly();
export type IceServer = z.infer<typeof IceServer>;

/**
 * What main asks of the page that has microphone and speaker. A peer is one RTCPeerConnection, driven by
 * SIP.js' own web session description handler in the page; SDP is all that crosses.
 */
export const audioRequests = {
  "peer.create": {
    input: peer.extend({ iceServers: z.array(IceServer), codec: Codec }),
    output: nothing,
  },
  /** The next local offer or answer. `hold` offers sendonly. */
  "peer.describe": {
    input: peer.extend({ hold: z.boolean(), iceRestart: z.boolean() }),
    output: z.object({ sdp: z.string() }),
  },
  /**
   * Makes the answer to this offer while the call rings, so that it is there when the person answers. Nobody hears anything yet: the
   * microphone stays closed, and no way to the other side is looked for.
   */
  "peer.prepare": { input: peer.extend({ sdp: z.string() }), output: nothing },
  /** Takes an offer and answers it, at once where that was prepared. `hold` answers sendonly. */
  "peer.answer": {
    input: peer.extend({ sdp: z.string(), hold: z.boolean() }),
    output: z.object({ sdp: z.string() }),
  },
  "peer.apply": { input: peer.extend({ sdp: z.string(), hold: z.boolean() }), output: nothing },
  "peer.rollback": { input: peer, output: nothing },
  /** Stops the microphone of this peer at its sender: for mute, and on hold, where sendonly alone would still send it. */
  "peer.silence": { input: peer.extend({ silent: z.boolean() }), output: nothing },
  "peer.close": { input: peer, output: nothing },
  /** Sends key presses as RFC 4733 events. `sent` is false where the other side takes none. */
  "peer.digits": { input: peer.extend({ digits: z.string() }), output: z.object({ sent: z.boolean() }) },
  /** Each of these peers hears the microphone and all the others of them; every other peer the microphone alone. */
  mix: { input: z.object({ peerIds: z.array(z.string()) }), output: nothing },
  "ring.start": { input: nothing, output: nothing },
  "ring.stop": { input: nothing, output: nothing },
  /**
   * What the person at the speaker hears of a call that has no sound of its own: `ringback` and `call-waiting` go on, `busy` and
   * `answered` end by themselves. Null ends any.
   */
  tone: {
    input: z.object({ tone: z.enum(["ringback", "call-waiting", "busy", "answered"]).nullable() }),
    output: nothing,
  },
  /** From now on, also in calls that go on. What is not connected is used as soon as it is. */
  "devices.use": { input: DeviceChoice, output: nothing },
  /** Plays a short sound where calls are heard, or where it rings; rejects where it cannot be played. */
  "devices.try": { input: z.object({ where: z.enum(["speaker", "ringer"]) }), output: nothing },
  /** Listens to the microphone for a moment: the loudest that it brought, 0 to 1. */
  "devices.listen": {
    input: z.object({ forMs: z.int().min(50).max(5_000) }),
    output: z.object({ level: z.number().min(0).max(1) }),
  },
  /** What a headset with keys shows by its lamps and tells by its ringer. */
  "headset.show": {
    input: z.object({ ringing: z.boolean(), offHook: z.boolean(), muted: z.boolean(), onHold: z.boolean() }),
    output: nothing,
  },
} as const;

/** What the page tells main unasked. */
export const audioEvents = {
  "peer.connection": peer.extend({
    state: z.enum(["new", "connecting", "connected", "disconnected", "failed", "closed"]),
  }),
  microphone: z.object({ state: z.enum(["ready", "denied", "missing"]) }),
  /** What is connected, at first and whenever that changes. */
  devices: z.object({ inputs: z.array(AudioDevice), outputs: z.array(AudioDevice) }),
  /** Every two seconds for a peer that has sound: of those two seconds. */
  "peer.sound": peer.extend({ measured: SoundMeasured }),
  /** A key of the headset: hook answers or hangs up, as the call asks. */
  "headset.key": z.object({ key: z.enum(["hook", "mute", "hold"]) }),
} as const;

export type AudioRequestName = keyof typeof audioRequests;
export type AudioRequestInput<N extends AudioRequestName> = z.infer<(typeof audioRequests)[N]["input"]>;
export type AudioRequestOutput<N extends AudioRequestName> = z.infer<(typeof audioRequests)[N]["output"]>;
export type AudioEventName = keyof typeof audioEvents;
export type AudioEvent = {
  [N in AudioEventName]: { readonly name: N; readonly value: z.infer<(typeof audioEvents)[N]> };
}[AudioEventName];

/** A page that can carry audio, as main sees it. Calls reject when the page is gone or does not answer in time. */
export interface AudioPort {
  ask<N extends AudioRequestName>(name: N, input: AudioRequestInput<N>): Promise<AudioRequestOutput<N>>;
  onEvent(listener: (event: AudioEvent) => void): () => void;
}

/** The same page as its own link sees it: it answers what main asks. */
export interface AudioPage {
  /** Rejects with the reason when it cannot be done. */
  answer<N extends AudioRequestName>(name: N, input: AudioRequestInput<N>): Promise<AudioRequestOutput<N>>;
  /** Tells a new listener the microphone's present state too, since main may be a new one after a lost link. */
  onEvent(listener: (event: AudioEvent) => void): () => void;
}
