/** What the exchange reads from a phone's session description (RFC 8866). */
export interface RemoteAudio {
  /** The description reduced to what the exchange speaks: PCMU and telephone-event at 8 kHz. */
  readonly lean: string;
  /** The phone keeps its other side on hold: it offers to send only, or nothing (RFC 3264 section 8.4). */
  readonly holds: boolean;
  /** Of its DTLS certificate; another one than before means another peer connection. */
  readonly fingerprint: string | null;
  /** Payload type of telephone-event at 8 kHz (RFC 4733); null where the phone has none. */
  readonly digitsType: number | null;
}

export function readRemoteAudio(sdp: string): RemoteAudio {
  const lines = sdp.split(/\r?\n/);
  const codecs = lines.flatMap((line) => {
    const [, type, name] = /^a=rtpmap:(\d+) (\S+)/.exec(line) ?? [];
    return type && name ? [{ type, name: name.toLowerCase() }] : [];
  });
  const foreign = new Set(codecs.filter(({ name }) => !isOurs(name)).map(({ type }) => type));
  const digits = codecs.find(({ name }) => name.startsWith("telephone-event/8000"));
  const direction = lines.find((line) => /^a=(sendrecv|sendonly|recvonly|inactive)$/.test(line));
  return {
    lean: lines.flatMap((line) => leanLine(line, foreign)).join("\r\n"),
    holds: direction === "a=sendonly" || direction === "a=inactive",
    fingerprint: /^a=fingerprint:\S+ (\S+)/m.exec(sdp)?.[1] ?? null,
    digitsType: digits ? Number(digits.type) : null,
  };
}

function isOurs(codec: string): boolean {
  return codec.startsWith("pcmu/8000") || codec.startsWith("telephone-event/8000");
}

function leanLine(line: string, foreign: ReadonlySet<string>): string[] {
  const described = /^a=(?:rtpmap|fmtp|rtcp-fb):(\d+)/.exec(line)?.[1];
  if (described !== undefined && foreign.has(described)) return [];
  if (!line.startsWith("m=audio ")) return [line];
  return [
    line
      .split(" ")
      .filter((word, index) => index < 3 || !foreign.has(word))
      .join(" "),
  ];
}
