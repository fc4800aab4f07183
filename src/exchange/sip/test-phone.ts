import { type Invitation, Inviter, Registerer, type Session, type URI, UserAgent } from "sip.js";
import {
  createSelfSignedCertificate,
  MediaStreamTrack,
  RTCCertificate,
  RTCPeerConnection,
  RTCRtpCodecParameters,
  type RTCRtpTransceiver,
  RtpHeader,
} from "werift";
import { askNoServer } from "../media/ask-no-server.ts";

/** A phone as the world builds them: SIP.js' user agent and transport, and a WebRTC endpoint of its own. */
export interface TestPhone {
  readonly userAgent: UserAgent;
  /** The final status code of a REGISTER, after SIP.js has answered the challenge. */
  register(): Promise<number>;
  unregister(): Promise<number>;
  dial(number: string): Inviter;
  addressOf(number: string): URI;
  /** INVITEs that came, oldest first. */
  readonly incoming: Invitation[];
  mediaOf(session: Session): TestMedia;
  close(): Promise<void>;
}

export interface TestMedia {
  /** The last second of PCMU that was heard. */
  heard(): Buffer;
  play(frame: Buffer): void;
  /** The digit by RFC 4733: one packet while it is pressed, then the end three times. */
  press(code: number): void;
  /** The direction of the next offer. */
  direction: "sendrecv" | "sendonly";
  /** As a page does that was reloaded: the next offer comes from a new peer connection. */
  restart(): void;
}

export function createTestPhone(
  url: string,
  account: { domain: string; username: string; password: string },
): TestPhone {
  const media = new WeakMap<Session, TestMedia>();
  const incoming: Invitation[] = [];
  const uri = UserAgent.makeURI(`sip:${account.username}@${account.domain}`);
  if (!uri) throw new Error("Not an address");
  const userAgent = new UserAgent({
    uri,
    authorizationUsername: account.username,
    authorizationPassword: account.password,
    transportOptions: { server: url },
    gracefulShutdown: false,
    logBuiltinEnabled: false,
    logConfiguration: false,
    sessionDescriptionHandlerFactory(session) {
      const handler = createTestMedia();
      media.set(session, handler);
      return handler;
    },
    delegate: { onInvite: (invitation) => incoming.push(invitation) },
  });
  function addressOf(number: string): URI {
    const target = UserAgent.makeURI(`sip:${number}@${account.domain}`);
    if (!target) throw new Error("Not a number");
    return target;
  }
  const registerer = new Registerer(userAgent, { expires: 300 });

  return {
    userAgent,
    incoming,
    register: () => outcome((requestDelegate) => registerer.register({ requestDelegate })),
    unregister: () => outcome((requestDelegate) => registerer.unregister({ requestDelegate })),
    dial: (number) => new Inviter(userAgent, addressOf(number)),
    addressOf,
    mediaOf(session) {
      const found = media.get(session);
      if (!found) throw new Error("No media yet");
      return found;
    },
    close: () => userAgent.stop(),
  };
}

interface Answered {
  readonly message: { readonly statusCode?: number | undefined };
}

function outcome(
  send: (delegate: { onAccept(r: Answered): void; onReject(r: Answered): void }) => Promise<unknown>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const settle = ({ message }: Answered) => resolve(message.statusCode ?? 0);
    send({ onAccept: settle, onReject: settle }).catch(reject);
  });
}

/** Browsers make a certificate for each peer connection; werift has one for the process unless it is given one. */
const certificates = await Promise.all([certificate(), certificate()]);

async function certificate(): Promise<RTCCertificate> {
  // ECDSA with SHA-256, by their numbers in TLS.
  const made = await createSelfSignedCertificate({ signature: 3, hash: 4 });
  return new RTCCertificate(made.keyPem, made.certPem, made.signatureHash);
}

function createTestMedia() {
  let opened = 0;
  let connection = open();
  let transceiver: RTCRtpTransceiver | null = null;
  let heard: Buffer[] = [];
  let sequenceNumber = 0;
  let timestamp = 0;

  function open(): RTCPeerConnection {
    const chosen = certificates[opened++ % certificates.length];
    const fresh = new RTCPeerConnection({
      certificates: chosen ? [chosen] : [],
      codecs: { audio: [codec("opus", 48_000, 96), codec("PCMU", 8000, 0)], video: [] },
      iceServers: [],
      iceInterfaceAddresses: { udp4: "127.0.0.1" },
      iceAdditionalHostAddresses: ["127.0.0.1"],
    });
    const adopt = (added: RTCRtpTransceiver) => {
      transceiver = added;
    };
    fresh.onTransceiverAdded.subscribe(adopt);
    fresh.onRemoteTransceiverAdded.subscribe(adopt);
    fresh.onTrack.subscribe((track) => {
      track.onReceiveRtp.subscribe(({ payload }) => {
        heard = [...heard, Buffer.from(payload)].slice(-50);
      });
    });
    return fresh;
  }

  function send(payload: Buffer, payloadType: number, ticks: number): void {
    const sender = transceiver?.sender;
    if (sender?.dtlsTransport.state !== "connected") return;
    sequenceNumber = (sequenceNumber + 1) & 0xffff;
    timestamp = (timestamp + ticks) >>> 0;
    const header = new RtpHeader({ payloadType, sequenceNumber, timestamp, ssrc: sender.ssrc });
    void sender.dtlsTransport.sendRtp(payload, header);
  }

  const self = {
    direction: "sendrecv" as TestMedia["direction"],
    heard: () => Buffer.concat(heard),
    play: (frame: Buffer) => send(frame, 0, frame.length),
    press(code: number) {
      send(Buffer.from([code, 0x0a, 0x00, 0xa0]), 101, 160);
      for (let copy = 0; copy < 3; copy += 1) send(Buffer.from([code, 0x8a, 0x03, 0x20]), 101, 0);
    },
    restart() {
      void connection.close();
      transceiver = null;
      heard = [];
      connection = open();
    },
    hasDescription: () => true,
    sendDtmf: () => false,
    async getDescription() {
      const answers = connection.signalingState === "have-remote-offer";
      if (!answers && !transceiver) connection.addTransceiver(new MediaStreamTrack({ kind: "audio" }));
      (transceiver as RTCRtpTransceiver | null)?.setDirection(self.direction);
      const description = answers ? await connection.createAnswer() : await connection.createOffer();
      askNoServer(connection);
      await connection.setLocalDescription(description);
      const body = (connection.localDescription?.sdp ?? "").replace(
        /(m=audio .*)\r\n/,
        "$1 101\r\na=rtpmap:101 telephone-event/8000\r\n",
      );
      return { body, contentType: "application/sdp" };
    },
    async setDescription(sdp: string) {
      const type = connection.signalingState === "have-local-offer" ? "answer" : "offer";
      await connection.setRemoteDescription({ type, sdp });
    },
    async rollbackDescription() {},
    close() {
      void connection.close();
    },
  };
  return self;
}

function codec(name: string, clockRate: number, payloadType: number): RTCRtpCodecParameters {
  return new RTCRtpCodecParameters({ mimeType: `audio/${name}`, clockRate, channels: 1, payloadType });
}
