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
  /** Makes the answer to this offer; microphone and network wait until `begin`. */
  prepare(offer: string): Promise<void>;
  /** The call is answered: the answer that was prepared for this offer, and what waited begins. null: none was. */
  begin(offer: string): string | null;
  close(): void;
}

/** One peer connection, its loudspeaker and its line of the microphone, which is opened with the first description that is not prepared. */
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
  let prepared: { readonly offer: string; readonly answer: string | null } | null = null;
  const firstStream = async () => new MediaStream(prepared ? [] : [await openMicrophone()]);
  const handler = new Web.SessionDescriptionHandler(logger, firstStream, {
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
    async prepare(offer) {
      prepared = { offer, answer: null };
      await handler.setDescription(withoutCandidates(offer), {});
      takeSender();
      const { body } = await handler.getDescription({});
      prepared = { offer, answer: body };
    },
    begin(offer) {
      if (!prepared) return null;
      const { offer: known, answer } = prepared;
      prepared = null;
      // The answer need not wait for it. It fails only where the peer is closed meanwhile.
      openMicrophone().then(onOutgoing, () => {});
      if (known !== offer || answer === null) return null;
      void Promise.allSettled(
        candidatesIn(offer).map((candidate) =>
          peer.connection.addIceCandidate({ candidate, sdpMLineIndex: 0 }),
        ),
      );
      return answer;
    },
    close() {
      isClosed = true;
      handler.close();
      for (const release of releases) release();
    },
  };

  async function openMicrophone(): Promise<MediaStreamTrack> {
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
    return peer.microphone;
  }

  const takeSender = () => {
    const [transceiver] = connection.getTransceivers();
    const { codecs = [] } = RTCRtpReceiver.getCapabilities("audio") ?? {};
    transceiver?.setCodecPreferences(orderCodecs(codecs, codec));
    peer.sender = transceiver?.sender ?? null;
    void onOutgoing();
  };

  // SIP.js tells so when it has added our track, and before it makes or takes any description.
  handler.localMediaStream.addEventListener("addtrack", takeSender);
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

const candidateLine = /^a=(candidate:.*)\r?\n/gm;
const withoutCandidates = (sdp: string): string => sdp.replace(candidateLine, "");
const candidatesIn = (sdp: string): string[] =>
  [...sdp.matchAll(candidateLine)].flatMap(([, candidate]) => candidate?.trim() ?? []);
