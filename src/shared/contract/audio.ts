import { z } from "zod";

const peer = z.object({ peerId: z.string().min(1) });
const nothing = z.object({});

/**
 * What main asks of the page that has microphone and speaker. A peer is one RTCPeerConnection, driven by
 * SIP.js' own web session description handler in the page; SDP is all that crosses.
 */
export const audioRequests = {
  "peer.create": {
    input: peer.extend({ iceServers: z.array(z.object({ urls: z.string() })) }),
    output: nothing,
  },
  /** The next local offer or answer. `hold` offers sendonly. */
  "peer.describe": {
    input: peer.extend({ hold: z.boolean(), iceRestart: z.boolean() }),
    output: z.object({ sdp: z.string() }),
  },
  "peer.apply": { input: peer.extend({ sdp: z.string(), hold: z.boolean() }), output: nothing },
  "peer.rollback": { input: peer, output: nothing },
  /** Stops the microphone of this peer at its sender: for mute, and on hold, where sendonly alone would still send it. */
  "peer.silence": { input: peer.extend({ silent: z.boolean() }), output: nothing },
  "peer.close": { input: peer, output: nothing },
  "ring.start": { input: nothing, output: nothing },
  "ring.stop": { input: nothing, output: nothing },
} as const;

/** What the page tells main unasked. */
export const audioEvents = {
  "peer.connection": peer.extend({
    state: z.enum(["new", "connecting", "connected", "disconnected", "failed", "closed"]),
  }),
  microphone: z.object({ state: z.enum(["ready", "denied", "missing"]) }),
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
