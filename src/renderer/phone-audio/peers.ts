import { Core, Web } from "sip.js";
import type { AudioEvent } from "../../shared/contract/audio.ts";
import type { AudioAnswers } from "./audio-page.ts";
import type { Microphone } from "./microphone.ts";

const GATHERING_MS = 500;
/** Candidates of this machine come together; what a slow STUN server might add is not worth the wait. */
const AFTER_FIRST_HOST_MS = 10;

type PeerConnection = Extract<AudioEvent, { name: "peer.connection" }>["value"];
type PeerAnswers = Pick<AudioAnswers, Exclude<Extract<keyof AudioAnswers, `peer.${string}`>, "peer.digits">>;

interface Peer {
  readonly handler: Web.SessionDescriptionHandler;
  readonly speaker: HTMLAudioElement;
}

/** The peer connections of this page: SIP.js' own session description handler for browsers, asked from afar. */
export function createPeers(options: {
  microphone: Microphone;
  onConnection(connection: PeerConnection): void;
}): PeerAnswers {
  const { microphone, onConnection } = options;
  const peers = new Map<string, Peer>();
  const loggers = new Core.LoggerFactory();
  loggers.builtinEnabled = false;

  function handlerOf(peerId: string): Web.SessionDescriptionHandler {
    const peer = peers.get(peerId);
    if (!peer) throw new Error(`no peer ${peerId}`);
    return peer.handler;
  }

  function connectionOf(peerId: string): RTCPeerConnection {
    const { peerConnection } = handlerOf(peerId);
    if (!peerConnection) throw new Error(`peer ${peerId} is closed`);
    return peerConnection;
  }

  return {
    async "peer.create"({ peerId, iceServers }) {
      const handler = new Web.SessionDescriptionHandler(
        loggers.getLogger("phone-audio"),
        () => microphone.open(),
        { iceGatheringTimeout: GATHERING_MS, peerConnectionConfiguration: { iceServers } },
      );
      const speaker = new Audio();
      document.body.append(speaker);
      peers.set(peerId, { handler, speaker });
      const connection = connectionOf(peerId);
      handler.peerConnectionDelegate = {
        // Not earlier: an element whose stream is still empty does not begin by itself when a track comes.
        ontrack() {
          speaker.srcObject = handler.remoteMediaStream;
          speaker.play().catch((cause: unknown) => {
            if (peers.has(peerId)) console.error(`the speaker does not play: ${cause}`);
          });
        },
        onconnectionstatechange: () => onConnection({ peerId, state: connection.connectionState }),
        onicecandidate({ candidate }) {
          if (candidate?.type === "host")
            setTimeout(() => handler.iceGatheringComplete(), AFTER_FIRST_HOST_MS);
        },
      };
      return {};
    },
    async "peer.describe"({ peerId, hold, iceRestart }) {
      const { body } = await handlerOf(peerId).getDescription({ hold, offerOptions: { iceRestart } });
      return { sdp: body };
    },
    async "peer.apply"({ peerId, sdp, hold }) {
      await handlerOf(peerId).setDescription(sdp, { hold });
      return {};
    },
    async "peer.rollback"({ peerId }) {
      const connection = connectionOf(peerId);
      // SIP.js' handler has no rollback of its own, and the side that answers is asked for one too.
      if (connection.signalingState !== "stable") await connection.setLocalDescription({ type: "rollback" });
      return {};
    },
    async "peer.silence"({ peerId, silent }) {
      handlerOf(peerId).enableSenderTracks(!silent);
      return {};
    },
    async "peer.close"({ peerId }) {
      const peer = peers.get(peerId);
      peers.delete(peerId);
      peer?.handler.close();
      peer?.speaker.remove();
      return {};
    },
  };
}
