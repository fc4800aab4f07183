import {
  createSelfSignedCertificate,
  MediaStreamTrack,
  RTCPeerConnection,
  RTCRtpCodecParameters,
  type RTCRtpTransceiver,
  RtpHeader,
} from "werift";
import { askNoServer } from "../../src/exchange/media/ask-no-server.ts";
import { decodeMuLaw, encodeMuLaw } from "../../src/exchange/media/g711.ts";
import { tone } from "../../src/exchange/media/tone.ts";
import type {
  AudioEvent,
  AudioPort,
  AudioRequestInput,
  AudioRequestName,
  AudioRequestOutput,
} from "../../src/shared/contract/audio.ts";

/** A page with microphone and speaker, in Node: a tone for the microphone, PCMU on loopback, and an ear. */
export interface NodeAudioPage extends AudioPort {
  readonly ringing: boolean;
  /** The tone that was asked for last. */
  readonly tone: AudioRequestInput<"tone">["tone"];
  /** What was asked of it last, of requests whose effect nobody hears here. */
  readonly asked: { readonly [N in AudioRequestName]?: AudioRequestInput<N> };
  /** The names of all peers that are mixed with others. */
  readonly mixed: readonly string[];
  /** Whether key presses can be sent with the sound. */
  takesDigits: boolean;
  /** How loud the microphone is, 0 to 1. */
  level: number;
  /** As the page tells main unasked. */
  tell(event: AudioEvent): void;
  peerIds(): readonly string[];
  /** From now on nothing that it is asked is ever answered. */
  hang(): void;
  /** The last half second of PCMU that the speaker played, over all peers. */
  heard(): Buffer;
  forget(): void;
  microphone(state: "ready" | "denied" | "missing"): void;
  /** As if the network path of every call were gone. */
  loseConnections(): void;
  /** How often a new network path was asked for. */
  readonly iceRestarts: number;
  /** As a browser that makes no description any more; the answer tells how often it was asked for one. */
  describeNothing(): () => number;
  /** As a page that is closed or reloaded: its peers end, and what it is asked from now on fails. */
  close(): Promise<void>;
}

interface Peer {
  readonly connection: RTCPeerConnection;
  transceiver: RTCRtpTransceiver | null;
  silent: boolean;
  /** The last 20 ms of the other side. */
  said: Int16Array;
}

type Answers = {
  [N in AudioRequestName]: (input: AudioRequestInput<N>) => Promise<AudioRequestOutput<N>>;
};

const PCMU = new RTCRtpCodecParameters({
  mimeType: "audio/PCMU",
  clockRate: 8000,
  channels: 1,
  payloadType: 0,
});
/** Each connection has an identity of its own, as a browser's have: werift would share one in the whole process. */
const ECDSA_WITH_SHA256 = { hash: 4, signature: 3 } as const;
const P256 = 23;

export function createNodeAudioPage(options: { microphoneHz: number }): NodeAudioPage {
  const listeners = new Set<(event: AudioEvent) => void>();
  const peers = new Map<string, Peer>();
  let heard: Buffer[] = [];
  let ringing = false;
  let iceRestarts = 0;
  let [closed, hangs] = [false, false];

  const emit = (event: AudioEvent) => {
    for (const listener of listeners) listener(event);
  };
  const peer = (peerId: string): Peer => {
    const found = peers.get(peerId);
    if (!found) throw new Error(`no peer ${peerId}`);
    return found;
  };

  let asked: NodeAudioPage["asked"] = {};
  let mixed: readonly string[] = [];
  let [takesDigits, level] = [false, 0.2];
  const speech = tone(options.microphoneHz, 0.02);
  const spoken = decodeMuLaw(speech);

  let undescribed: number | null = null;

  /** The microphone unless it is silent, and those with whom this peer is mixed; null: nothing. */
  function heardBy(peerId: string, silent: boolean): Buffer | null {
    if (!mixed.includes(peerId)) return silent ? null : speech;
    const own = silent ? new Int16Array(spoken.length) : spoken;
    const voices = mixed.flatMap((id) => (id === peerId ? [] : (peers.get(id)?.said ?? [])));
    return encodeMuLaw(own.map((sample, at) => voices.reduce((sum, said) => sum + (said[at] ?? 0), sample)));
  }

  let sequenceNumber = 0;
  let timestamp = 0;
  const speaking = setInterval(() => {
    sequenceNumber = (sequenceNumber + 1) & 0xffff;
    timestamp = (timestamp + speech.length) >>> 0;
    for (const [peerId, { silent, transceiver }] of peers) {
      const sender = transceiver?.sender;
      const voice = heardBy(peerId, silent);
      if (!voice || sender?.dtlsTransport?.state !== "connected") continue;
      const header = new RtpHeader({ payloadType: 0, sequenceNumber, timestamp, ssrc: sender.ssrc });
      sender.dtlsTransport.sendRtp(voice, header).catch(() => undefined);
    }
  }, 20);

  const answers: Answers = {
    async "peer.create"({ peerId }) {
      const connection = new RTCPeerConnection({
        codecs: { audio: [PCMU], video: [] },
        dtls: { keys: await createSelfSignedCertificate(ECDSA_WITH_SHA256, P256) },
        iceServers: [],
        iceUseIpv6: false,
        iceInterfaceAddresses: { udp4: "127.0.0.1" },
        iceAdditionalHostAddresses: ["127.0.0.1"],
      });
      const created: Peer = { connection, transceiver: null, silent: false, said: new Int16Array() };
      peers.set(peerId, created);
      const adopt = (added: RTCRtpTransceiver) => {
        created.transceiver = added;
      };
      connection.onTransceiverAdded.subscribe(adopt);
      connection.onRemoteTransceiverAdded.subscribe(adopt);
      connection.connectionStateChange.subscribe((state) => {
        if (!closed) emit({ name: "peer.connection", value: { peerId, state } });
      });
      connection.onTrack.subscribe((track) => {
        track.onReceiveRtp.subscribe(({ payload }) => {
          heard = [...heard, Buffer.from(payload)].slice(-25);
          created.said = decodeMuLaw(payload);
        });
      });
      return {};
    },
    async "peer.describe"({ peerId, hold, iceRestart }) {
      if (undescribed !== null) {
        undescribed += 1;
        throw new Error("no description");
      }
      if (iceRestart) iceRestarts += 1;
      const { connection, transceiver } = peer(peerId);
      const direction = hold ? "sendonly" : "sendrecv";
      const isAnswer = connection.signalingState === "have-remote-offer";
      if (transceiver) transceiver.setDirection(direction);
      else connection.addTransceiver(new MediaStreamTrack({ kind: "audio" }), { direction });
      const description = isAnswer ? await connection.createAnswer() : await connection.createOffer();
      askNoServer(connection);
      await connection.setLocalDescription(description);
      const lines = (connection.localDescription?.sdp ?? "").split("\r\n");
      const isReachable = (line: string) => !line.startsWith("a=candidate:") || line.includes(" 127.0.0.1 ");
      return { sdp: lines.filter(isReachable).join("\r\n") };
    },
    async "peer.prepare"() {
      return {};
    },
    async "peer.answer"({ peerId, sdp, hold }) {
      await answers["peer.apply"]({ peerId, sdp, hold });
      return answers["peer.describe"]({ peerId, hold, iceRestart: false });
    },
    async "peer.apply"({ peerId, sdp }) {
      const { connection } = peer(peerId);
      const type = connection.signalingState === "have-local-offer" ? "answer" : "offer";
      await connection.setRemoteDescription({ type, sdp });
      return {};
    },
    async "peer.rollback"({ peerId }) {
      const { connection } = peer(peerId);
      if (connection.signalingState !== "stable") await connection.setLocalDescription({ type: "rollback" });
      return {};
    },
    async "peer.silence"({ peerId, silent }) {
      peer(peerId).silent = silent;
      return {};
    },
    async "peer.close"({ peerId }) {
      const { connection } = peer(peerId);
      peers.delete(peerId);
      await connection.close();
      return {};
    },
    "peer.digits": async () => ({ sent: takesDigits }),
    async mix({ peerIds }) {
      mixed = peerIds;
      return {};
    },
    tone: async () => ({}),
    "devices.use": async () => ({}),
    "devices.try": async () => ({}),
    "devices.listen": async () => ({ level }),
    "headset.show": async () => ({}),
    async "ring.start"() {
      ringing = true;
      return {};
    },
    async "ring.stop"() {
      ringing = false;
      return {};
    },
  };

  return {
    get ringing() {
      return ringing;
    },
    get tone() {
      return asked.tone?.tone ?? null;
    },
    get asked() {
      return asked;
    },
    get mixed() {
      return mixed;
    },
    get takesDigits() {
      return takesDigits;
    },
    set takesDigits(takes) {
      takesDigits = takes;
    },
    get level() {
      return level;
    },
    set level(loud) {
      level = loud;
    },
    tell: emit,
    hang() {
      hangs = true;
    },
    peerIds: () => [...peers.keys()],
    get iceRestarts() {
      return iceRestarts;
    },
    describeNothing() {
      undescribed = 0;
      return () => undescribed ?? 0;
    },
    loseConnections() {
      for (const peerId of peers.keys())
        emit({ name: "peer.connection", value: { peerId, state: "failed" } });
    },
    heard: () => Buffer.concat(heard),
    forget() {
      heard = [];
    },
    microphone: (state) => emit({ name: "microphone", value: { state } }),
    async ask(name, input) {
      if (closed) throw new Error("the page is gone");
      if (hangs) return new Promise(() => {});
      asked = { ...asked, [name]: input };
      return answers[name](input);
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closed = true;
      clearInterval(speaking);
      await Promise.all([...peers.values()].map(({ connection }) => connection.close()));
    },
  };
}
