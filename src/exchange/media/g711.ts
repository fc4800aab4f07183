/** One 20 ms frame of PCMU has this many bytes: 8,000 samples a second, a byte each. */
export const frameBytes = 160;

/** Linear 16-bit samples to PCMU: µ-law of ITU-T G.711. */
export function encodeMuLaw(samples: Int16Array): Buffer {
  return Buffer.from(Uint8Array.from(samples, encodeSample));
}

/** PCMU to linear 16-bit samples. */
export function decodeMuLaw(frames: Uint8Array): Int16Array {
  return Int16Array.from(frames, decodeSample);
}

const bias = 0x84;
const clip = 32_635;

function encodeSample(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), clip) + bias;
  const exponent = 31 - Math.clz32(magnitude) - 7;
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  // The line carries the complement.
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

function decodeSample(code: number): number {
  const bits = ~code & 0xff;
  const magnitude = ((((bits & 0x0f) << 3) + bias) << ((bits & 0x70) >> 4)) - bias;
  return bits & 0x80 ? -magnitude : magnitude;
}
