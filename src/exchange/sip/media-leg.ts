import type {
  BodyAndContentType,
  SessionDescriptionHandler,
  SessionDescriptionHandlerModifier,
} from "sip.js";
import {
  MediaStreamTrack,
  RTCPeerConnection,
  RTCRtpCodecParameters,
  type RTCRtpTransceiver,
  type RtpPacket,
} from "werift";
import { askNoServer } from "../media/ask-no-server.ts";
import { frameBytes } from "../media/g711.ts";
import { createRtpWriter, type RtpWriter } from "./rtp-writer.ts";
import { readRemoteAudio } from "./sdp.ts";

/** What a phone's media brings. */
export interface MediaListener {
  /** 20 ms of PCMU. */
  audio(frame: Buffer): void;
  /** One key press sent as RFC 4733 telephone-event. */
  digit(digit: string): void;
  held(held: boolean): void;
}

/** The exchange's end of one phone's media: SIP.js negotiates through it, the leg plays through it. */
export interface MediaLeg extends SessionDescriptionHandler {
  play(frame: Buffer): void;
}

const loopback = "127.0.0.1";
const digitNames = "0123456789*#ABCD";

/** A WebRTC endpoint on loopback that speaks PCMU and telephone-event, and nothing else. */
export function createMediaLeg(listener: MediaListener): MediaLeg {
  let connection: RTCPeerConnection | null = null;
  let transceiver: RTCRtpTransceiver | null = null;
  let writer: RtpWriter | null = null;
  let fingerprint: string | null = null;
  let digitsType: number | null = 101;
  let lastDigitAt: number | null = null;
  let held = false;

  function open(): RTCPeerConnection {
    const opened = new RTCPeerConnection({
      codecs: { audio: [codec("PCMU", 0), codec("telephone-event", 101, "0-16")], video: [] },
      headerExtensions: { audio: [], video: [] },
      iceServers: [],
      iceUseIpv6: false,
      iceInterfaceAddresses: { udp4: loopback },
      iceAdditionalHostAddresses: [loopback],
    });
    connection = opened;
    transceiver = null;
    const adopt = (added: RTCRtpTransceiver) => {
      transceiver = added;
      writer = createRtpWriter(added.sender);
    };
    opened.onTransceiverAdded.subscribe(adopt);
    opened.onRemoteTransceiverAdded.subscribe(adopt);
    opened.onTrack.subscribe((track) => {
      track.onReceiveRtp.subscribe((packet) => {
        if (opened === connection) receive(packet);
      });
    });
    return opened;
  }

  function receive({ header, payload }: RtpPacket): void {
    if (header.payloadType === digitsType) {
      receiveDigit(header.timestamp, payload);
      return;
    }
    for (let at = 0; at + frameBytes <= payload.length; at += frameBytes) {
      listener.audio(payload.subarray(at, at + frameBytes));
    }
  }

  // RFC 4733 section 2.5.1.4: the packet with the end bit comes three times, all with the timestamp of the key press.
  function receiveDigit(timestamp: number, [code = 0, flags = 0]: Buffer): void {
    const ended = (flags & 0x80) !== 0;
    if (!ended || timestamp === lastDigitAt) return;
    lastDigitAt = timestamp;
    const name = digitNames[code];
    if (name) listener.digit(name);
  }

  async function describe(): Promise<string> {
    const current = connection ?? open();
    const answers = current.signalingState === "have-remote-offer";
    if (!answers && !transceiver) {
      current.addTransceiver(new MediaStreamTrack({ kind: "audio" }), { direction: "sendrecv" });
    }
    if (answers) transceiver?.setDirection("sendrecv");
    const description = answers ? await current.createAnswer() : await current.createOffer();
    askNoServer(current);
    await current.setLocalDescription(description);
    await gathered(current);
    const sdp = current.localDescription?.sdp ?? "";
    const isReachable = (line: string) => !line.startsWith("a=candidate:") || line.includes(` ${loopback} `);
    return sdp.split("\r\n").filter(isReachable).join("\r\n");
  }

  return {
    play(frame) {
      writer?.write(frame);
    },
    hasDescription: (contentType) => contentType === "application/sdp",
    sendDtmf: () => false,
    async getDescription(_options, modifiers: SessionDescriptionHandlerModifier[] = []) {
      const type = connection?.signalingState === "have-remote-offer" ? "answer" : "offer";
      let description: RTCSessionDescriptionInit = { type, sdp: await describe() };
      for (const modify of modifiers) description = await modify(description);
      return { body: description.sdp ?? "", contentType: "application/sdp" } satisfies BodyAndContentType;
    },
    async setDescription(sdp) {
      const remote = readRemoteAudio(sdp);
      const isAnswer = connection?.signalingState === "have-local-offer";
      // A page that was reloaded comes back with a new peer connection; ours could not follow it.
      if (!isAnswer && connection && remote.fingerprint !== fingerprint) {
        void connection.close();
        open();
      }
      fingerprint = remote.fingerprint;
      digitsType = remote.digitsType;
      await (connection ?? open()).setRemoteDescription({
        type: isAnswer ? "answer" : "offer",
        sdp: remote.lean,
      });
      if (remote.holds !== held) {
        held = remote.holds;
        listener.held(held);
      }
    },
    async rollbackDescription() {
      if (connection && connection.signalingState !== "stable") {
        await connection.setLocalDescription({ type: "rollback" });
      }
    },
    close() {
      const closing = connection;
      connection = null;
      writer = null;
      void closing?.close();
    },
  };
}

function codec(name: string, payloadType: number, parameters?: string): RTCRtpCodecParameters {
  const format = parameters === undefined ? {} : { parameters };
  return new RTCRtpCodecParameters({
    mimeType: `audio/${name}`,
    clockRate: 8000,
    channels: 1,
    payloadType,
    ...format,
  });
}

async function gathered(connection: RTCPeerConnection): Promise<void> {
  if (connection.iceGatheringState === "complete") return;
  await new Promise<void>((resolve) => {
    connection.iceGatheringStateChange.subscribe((state) => {
      if (state === "complete") resolve();
    });
  });
}
