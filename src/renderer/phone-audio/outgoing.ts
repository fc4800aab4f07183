import { createConference, type Party } from "./conference.ts";

/** What decides on the sound that one peer is sent. */
export interface Outgoing {
  /** null until there is something to send. */
  sender: RTCRtpSender | null;
  microphone: MediaStreamTrack | null;
  /** The other side's voice, for the others in a conference. */
  remote: MediaStreamTrack | null;
  silent: boolean;
  held: boolean;
}

export interface OutgoingSound {
  mix(peerIds: readonly string[]): Promise<void>;
  /** To be called whenever a peer came, went or changed. */
  settle(): Promise<void>;
}

/**
 * Sends every peer its microphone, or, where several are mixed, the microphone and the other voices. Tracks are replaced under the
 * negotiated connection, so the other side is not asked. Silence takes the microphone from what a mixed peer hears, hold everything.
 */
export function createOutgoingSound(peers: ReadonlyMap<string, Outgoing>): OutgoingSound {
  const conference = createConference();
  /** What a sender was told last: it takes a moment to be what it sends. */
  const told = new WeakMap<RTCRtpSender, MediaStreamTrack>();
  let mixed: readonly string[] = [];

  function seat(): ReadonlyMap<string, MediaStreamTrack> {
    const parties = new Map<string, Party>();
    for (const id of mixed) {
      const { sender, microphone, remote } = peers.get(id) ?? {};
      if (sender && microphone && remote) parties.set(id, { microphone, remote });
    }
    return conference.seat(parties);
  }

  async function send(id: string, sender: RTCRtpSender, track: MediaStreamTrack) {
    if ((told.get(sender) ?? sender.track) === track) return;
    told.set(sender, track);
    try {
      await sender.replaceTrack(track);
    } catch (cause) {
      // Closed meanwhile.
      if (peers.get(id)?.sender === sender) throw cause;
    }
  }

  async function settle() {
    const seated = seat();
    const sending = [...peers].map(async ([id, { sender, microphone, silent, held }]) => {
      if (!microphone) return;
      microphone.enabled = !silent;
      const mix = seated.get(id);
      if (mix) mix.enabled = !held;
      if (sender) await send(id, sender, mix ?? microphone);
    });
    await Promise.all(sending);
  }

  return {
    mix(peerIds) {
      mixed = peerIds;
      return settle();
    },
    settle,
  };
}
