import { Core, Web } from "sip.js";
import type { AudioEvent } from "../../shared/contract/audio.ts";
import type { AudioAnswers } from "./audio-page.ts";
import { orderCodecs } from "./codecs.ts";
import { sendDigits } from "./digits.ts";
import type { Microphone } from "./microphone.ts";
import { createOutgoingSound, type Outgoing } from "./outgoing.ts";
import { measureSound } from "./sound-quality.ts";
import type { Speakers } from "./speakers.ts";

const GATHERING_MS = 500;
/** Candidates of this machine come together; what a slow STUN server might add is not worth the wait. */
const AFTER_FIRST_HOST_MS = 10;

type PeerEvent = Extract<AudioEvent, { name: `peer.${string}` }>;
type PeerAnswers = Pick<AudioAnswers, Extract<keyof AudioAnswers, `peer.${string}`> | "mix">;

interface Peer extends Outgoing {
  readonly handler: Web.SessionDescriptionHandler;
  /** What it holds while it lives, each to be given back. */
  readonly releases: (() => void)[];
}

/** The peer connections of this page: SIP.js' own session description handler for browsers, asked from afar. */
export function createPeers(options: {
  microphone: Microphone;
  speakers: Speakers;
  tell(event: PeerEvent): void;
}): PeerAnswers {
  const { microphone, speakers, tell } = options;
  const peers = new Map<string, Peer>();
  const outgoing = createOutgoingSound(peers);
  const loggers = new Core.LoggerFactory();
  loggers.builtinEnabled = false;

  function peerOf(peerId: string): Peer {
    const peer = peers.get(peerId);
    if (!peer) throw new Error(`no peer ${peerId}`);
    return peer;
  }

  function connectionOf(peerId: string): RTCPeerConnection {
    const { peerConnection } = peerOf(peerId).handler;
    if (!peerConnection) throw new Error(`peer ${peerId} is closed`);
    return peerConnection;
  }

  async function openMicrophone(peerId: string): Promise<MediaStream> {
    const peer = peerOf(peerId);
    const line = await microphone.open((track) => {
      peer.microphone = track;
      return outgoing.settle();
    });
    if (peers.get(peerId) !== peer) {
      line.close();
      throw new Error(`peer ${peerId} is closed`);
    }
    peer.releases.push(line.close);
    peer.microphone = line.track();
    return new MediaStream([peer.microphone]);
  }

  return {
    async "peer.create"({ peerId, iceServers, codec }) {
      const peerConnectionConfiguration = { iceServers: [...iceServers] };
      const handler = new Web.SessionDescriptionHandler(
        loggers.getLogger("phone-audio"),
        () => openMicrophone(peerId),
        { iceGatheringTimeout: GATHERING_MS, peerConnectionConfiguration },
      );
      const speaker = new Audio();
      document.body.append(speaker);
      const peer: Peer = {
        handler,
        sender: null,
        microphone: null,
        remote: null,
        silent: false,
        held: false,
        releases: [speakers.place(speaker, "speaker"), () => speaker.remove()],
      };
      peers.set(peerId, peer);
      const connection = connectionOf(peerId);
      peer.releases.push(
        measureSound(connection, (measured) => tell({ name: "peer.sound", value: { peerId, measured } })),
      );
      // SIP.js tells so when it has added our track, and before it makes or takes any description.
      handler.localMediaStream.addEventListener("addtrack", () => {
        const [transceiver] = connection.getTransceivers();
        const { codecs = [] } = RTCRtpReceiver.getCapabilities("audio") ?? {};
        transceiver?.setCodecPreferences(orderCodecs(codecs, codec));
        peer.sender = transceiver?.sender ?? null;
        void outgoing.settle();
      });
      handler.peerConnectionDelegate = {
        // Not earlier: an element whose stream is still empty does not begin by itself when a track comes.
        ontrack() {
          peer.remote = handler.remoteMediaStream.getAudioTracks()[0] ?? null;
          speaker.srcObject = handler.remoteMediaStream;
          speaker.play().catch((cause: unknown) => {
            if (peers.has(peerId)) console.error(`the speaker does not play: ${cause}`);
          });
          void outgoing.settle();
        },
        onconnectionstatechange: () =>
          tell({ name: "peer.connection", value: { peerId, state: connection.connectionState } }),
        onicecandidate({ candidate }) {
          if (candidate?.type === "host")
            setTimeout(() => handler.iceGatheringComplete(), AFTER_FIRST_HOST_MS);
        },
      };
      return {};
    },
    async "peer.describe"({ peerId, hold, iceRestart }) {
      const peer = peerOf(peerId);
      const { body } = await peer.handler.getDescription({ hold, offerOptions: { iceRestart } });
      peer.held = hold;
      await outgoing.settle();
      return { sdp: body };
    },
    async "peer.apply"({ peerId, sdp, hold }) {
      const peer = peerOf(peerId);
      await peer.handler.setDescription(sdp, { hold });
      peer.held = hold;
      await outgoing.settle();
      return {};
    },
    async "peer.rollback"({ peerId }) {
      const connection = connectionOf(peerId);
      // SIP.js' handler has no rollback of its own, and the side that answers is asked for one too.
      if (connection.signalingState !== "stable") await connection.setLocalDescription({ type: "rollback" });
      return {};
    },
    async "peer.silence"({ peerId, silent }) {
      peerOf(peerId).silent = silent;
      await outgoing.settle();
      return {};
    },
    async "peer.digits"({ peerId, digits }) {
      return { sent: sendDigits(peerOf(peerId).sender, digits) };
    },
    async "peer.close"({ peerId }) {
      const peer = peers.get(peerId);
      peers.delete(peerId);
      peer?.handler.close();
      for (const release of peer?.releases ?? []) release();
      await outgoing.settle();
      return {};
    },
    async mix({ peerIds }) {
      await outgoing.mix(peerIds);
      return {};
    },
  };
}
