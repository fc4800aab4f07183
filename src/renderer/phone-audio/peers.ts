import { Core } from "sip.js";
import type { AudioAnswers } from "./audio-page.ts";
import { sendDigits } from "./digits.ts";
import type { Microphone } from "./microphone.ts";
import { createOutgoingSound } from "./outgoing.ts";
import { createPeer, type Peer, type PeerEvent } from "./peer.ts";
import { rollBack } from "./rollback.ts";
import type { Speakers } from "./speakers.ts";

export interface Peers {
  readonly answers: Pick<AudioAnswers, Extract<keyof AudioAnswers, `peer.${string}`> | "mix">;
  /** Nobody speaks for them any more. */
  closeAll(): void;
}

/** The peer connections of this page: SIP.js' own session description handler for browsers, asked from afar. */
export function createPeers(options: {
  microphone: Microphone;
  speakers: Speakers;
  tell(event: PeerEvent): void;
}): Peers {
  const peers = new Map<string, Peer>();
  const outgoing = createOutgoingSound(peers);
  const loggers = new Core.LoggerFactory();
  loggers.builtinEnabled = false;
  const logger = loggers.getLogger("phone-audio");

  function peerOf(peerId: string): Peer {
    const peer = peers.get(peerId);
    if (!peer) throw new Error(`no peer ${peerId}`);
    return peer;
  }

  /** An offer may still be refused. */
  async function agreed(peer: Peer, hold: boolean) {
    if (peer.connection.signalingState === "stable") peer.held = hold;
    await outgoing.settle();
  }

  const answers: Peers["answers"] = {
    async "peer.create"(input) {
      peers.set(input.peerId, createPeer(input, { ...options, logger, onOutgoing: outgoing.settle }));
      return {};
    },
    async "peer.describe"({ peerId, hold, iceRestart }) {
      const peer = peerOf(peerId);
      const { body } = await peer.handler.getDescription({ hold, offerOptions: { iceRestart } });
      await agreed(peer, hold);
      return { sdp: body };
    },
    async "peer.prepare"({ peerId, sdp }) {
      await peerOf(peerId).prepare(sdp);
      return {};
    },
    async "peer.answer"({ peerId, sdp, hold }) {
      const prepared = peerOf(peerId).begin(sdp);
      if (prepared !== null && !hold) return { sdp: prepared };
      await answers["peer.apply"]({ peerId, sdp, hold });
      return answers["peer.describe"]({ peerId, hold, iceRestart: false });
    },
    async "peer.apply"({ peerId, sdp, hold }) {
      const peer = peerOf(peerId);
      await peer.handler.setDescription(sdp, { hold });
      await agreed(peer, hold);
      return {};
    },
    async "peer.rollback"({ peerId }) {
      await rollBack(peerOf(peerId).connection);
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
      peers.get(peerId)?.close();
      peers.delete(peerId);
      await outgoing.settle();
      return {};
    },
    async mix({ peerIds }) {
      await outgoing.mix(peerIds);
      return {};
    },
  };

  return {
    answers,
    closeAll() {
      for (const peer of peers.values()) peer.close();
      peers.clear();
      void outgoing.mix([]);
    },
  };
}
