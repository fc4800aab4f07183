import { type Core, Web } from "sip.js";
import type { AudioEvent, AudioRequestInput } from "../../shared/contract/audio.ts";
import { orderCodecs } from "./codecs.ts";
import { AFTER_FIRST_MS, bestCandidate, GATHERING_MS } from "./gathering.ts";
import type { Microphone } from "./microphone.ts";
import type { Outgoing } from "./outgoing.ts";
import { measureSound } from "./sound-quality.ts";
import type { Speakers } from "./speakers.ts";

export type PeerEvent = Extract<AudioEvent, { name: `peer.${string}` }>;

export interface Peer extends Outgoing {
  readonly handler: Web.SessionDescriptionHandler;
  readonly connection: RTCPeerConnection;
  close(): void;
}

/** One peer connection, its loudspeaker and its line of the microphone, which is opened with the first description. */
export function createPeer(
  { peerId, iceServers, codec }: AudioRequestInput<"peer.create">,
  options: {
    logger: Core.Logger;
    microphone: Microphone;
    speakers: Speakers;
    tell(event: PeerEvent): void;
    /** What is to be sent may be another. */
    onOutgoing(): Promise<void>;
  },
): Peer {
  const { logger, microphone, speakers, tell, onOutgoing } = options;
  let isClosed = false;
  const handler = new Web.SessionDescriptionHandler(logger, openMicrophone, {
    iceGatheringTimeout: GATHERING_MS,
    peerConnectionConfiguration: { iceServers: [...iceServers] },
  });
  const { peerConnection: connection } = handler;
  if (!connection) throw new Error("SIP.js made no peer connection");
  const speaker = new Audio();
  document.body.append(speaker);
  const releases = [
    () => speaker.remove(),
    speakers.place(speaker, "speaker"),
    measureSound(connection, (measured) => tell({ name: "peer.sound", value: { peerId, measured } })),
  ];
  const peer: Peer = {
    handler,
    connection,
    sender: null,
    microphone: null,
    remote: null,
    silent: false,
    held: false,
    close() {
      isClosed = true;
      handler.close();
      for (const release of releases) release();
    },
  };

  async function openMicrophone(): Promise<MediaStream> {
    const line = await microphone.open((track) => {
      peer.microphone = track;
      return onOutgoing();
    });
    if (isClosed) {
      line.close();
      throw new Error(`peer ${peerId} is closed`);
    }
    releases.push(line.close);
    peer.microphone = line.track();
    return new MediaStream([peer.microphone]);
  }

  // SIP.js tells so when it has added our track, and before it makes or takes any description.
  handler.localMediaStream.addEventListener("addtrack", () => {
    const [transceiver] = connection.getTransceivers();
    const { codecs = [] } = RTCRtpReceiver.getCapabilities("audio") ?? {};
    transceiver?.setCodecPreferences(orderCodecs(codecs, codec));
    peer.sender = transceiver?.sender ?? null;
    void onOutgoing();
  });
  const awaited = bestCandidate(iceServers);
  handler.peerConnectionDelegate = {
    // Not earlier: an element whose stream is still empty does not begin by itself when a track comes.
    ontrack() {
      peer.remote = handler.remoteMediaStream.getAudioTracks()[0] ?? null;
      speaker.srcObject = handler.remoteMediaStream;
      speaker.play().catch((cause: unknown) => {
        if (!isClosed) console.error(`the speaker does not play: ${cause}`);
      });
      void onOutgoing();
    },
    onconnectionstatechange: () =>
      tell({ name: "peer.connection", value: { peerId, state: connection.connectionState } }),
    onicecandidate({ candidate }) {
      if (candidate?.type === awaited) setTimeout(() => handler.iceGatheringComplete(), AFTER_FIRST_MS);
    },
  };
  return peer;
}
