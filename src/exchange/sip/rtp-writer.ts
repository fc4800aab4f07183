import { randomInt } from "node:crypto";
import { type RTCRtpSender, RtpHeader } from "werift";

export interface RtpWriter {
  /** Sends 20 ms of PCMU; dropped until the transport is up. */
  write(frame: Buffer): void;
}

const pcmuType = 0;
const samplesPerMs = 8;
const pauseMs = 100;

/**
 * A PCMU stream (RFC 3551) of one sender. It writes to the DTLS transport itself: the sender would overwrite payload
 * types. After a pause the timestamp moves on with the clock and the packet carries the marker of a talkspurt, so that
 * the phone's jitter buffer does not take the pause for delay.
 */
export function createRtpWriter(sender: RTCRtpSender): RtpWriter {
  let sequenceNumber = randomInt(0x1_0000);
  let timestamp = randomInt(0x1_0000_0000);
  let lastAt: number | null = null;

  return {
    write(frame) {
      if (sender.dtlsTransport?.state !== "connected") return;
      const at = performance.now();
      const pause = lastAt === null ? Number.POSITIVE_INFINITY : at - lastAt;
      const marker = pause > pauseMs;
      if (marker && lastAt !== null) timestamp += Math.round(pause - 20) * samplesPerMs;
      lastAt = at;
      sequenceNumber = (sequenceNumber + 1) & 0xffff;
      timestamp = (timestamp + frame.length) >>> 0;
      const header = new RtpHeader({
        payloadType: pcmuType,
        sequenceNumber,
        timestamp,
        ssrc: sender.ssrc,
        marker,
      });
      void sender.dtlsTransport.sendRtp(frame, header);
    },
  };
}
