import { decodeMuLaw, encodeMuLaw } from "./g711.ts";

const sampleRate = 8000;

/** A pure tone as PCMU, at a quarter of full scale; the length is rounded to whole samples. */
export function tone(hz: number, seconds: number): Buffer {
  const samples = Math.round(seconds * sampleRate);
  return encodeMuLaw(
    Int16Array.from({ length: samples }, (_, at) => 8000 * Math.sin((2 * Math.PI * hz * at) / sampleRate)),
  );
}

/** The share of the energy of PCMU audio that lies at one frequency, 0 to 1 (Goertzel's algorithm); 0 for silence. */
export function goertzel(frames: Buffer, hz: number): number {
  const samples = decodeMuLaw(frames);
  const coefficient = 2 * Math.cos((2 * Math.PI * hz) / sampleRate);
  let last = 0;
  let beforeLast = 0;
  let total = 0;
  for (const sample of samples) {
    [last, beforeLast] = [sample + coefficient * last - beforeLast, last];
    total += sample * sample;
  }
  const power = last * last + beforeLast * beforeLast - coefficient * last * beforeLast;
  return total === 0 ? 0 : Math.min(1, (2 * power) / (samples.length * total));
}
