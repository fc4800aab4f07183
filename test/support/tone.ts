import { goertzel, tone } from "../../src/exchange/media/tone.ts";
import { writeWav } from "../../src/exchange/media/wav.ts";

export { goertzel, tone };

/** A pure tone as WAV, 48 kHz, 16 bits, mono: a microphone for Chromium's `--use-file-for-fake-audio-capture`. */
export function toneWav(hz: number, seconds: number): Buffer {
  const sampleRate = 48_000;
  const samples = Int16Array.from(
    { length: Math.round(seconds * sampleRate) },
    (_, at) => 8000 * Math.sin((2 * Math.PI * hz * at) / sampleRate),
  );
  return writeWav(samples, sampleRate);
}

/** Keeps the last milliseconds of the 20 ms frames that come. */
export interface Recorder {
  record(frame: Buffer): void;
  /** What is kept, oldest first; shorter while less has come. */
  frames(): Buffer;
  /** Starts anew, so that nothing of before is taken for new. */
  forget(): void;
}

export function createRecorder(keptMs: number): Recorder {
  const kept: Buffer[] = [];
  return {
    record(frame) {
      kept.push(Buffer.from(frame));
      if (kept.length > keptMs / 20) kept.shift();
    },
    frames: () => Buffer.concat(kept),
    forget: () => void kept.splice(0),
  };
}
