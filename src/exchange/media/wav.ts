/** 16-bit mono PCM samples as a WAV file. */
export function writeWav(samples: Int16Array, sampleRate: number): Buffer {
  const header = Buffer.alloc(44);
  header.write("RIFF", 0, "latin1");
  header.writeUInt32LE(36 + samples.length * 2, 4);
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(pcm, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * 2, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write("data", 36, "latin1");
  header.writeUInt32LE(samples.length * 2, 40);
  const data = Buffer.alloc(samples.length * 2);
  for (const [at, sample] of samples.entries()) data.writeInt16LE(sample, at * 2);
  return Buffer.concat([header, data]);
}

/** The samples of a WAV file for the telephone: 8 kHz, 16 bits, mono. Throws, saying what it found, on any other. */
export function readTelephoneWav(file: Buffer, name: string): Int16Array {
  const chunks = chunksOf(file);
  const format = chunks.get("fmt ");
  const data = chunks.get("data");
  if (!format || format.length < 16 || !data) throw new Error(`${name} is not a WAV file`);
  const encoding = format.readUInt16LE(0);
  const channels = format.readUInt16LE(2);
  const sampleRate = format.readUInt32LE(4);
  const bits = format.readUInt16LE(14);
  if (encoding !== pcm || channels !== 1 || sampleRate !== 8000 || bits !== 16) {
    const found = `encoding ${encoding}, ${channels} channel(s), ${sampleRate} Hz, ${bits} bits`;
    throw new Error(`${name} must be PCM (1), mono, 8000 Hz, 16 bits; it is ${found}`);
  }
  return Int16Array.from({ length: data.length >> 1 }, (_, at) => data.readInt16LE(at * 2));
}

const pcm = 1;

function chunksOf(file: Buffer): Map<string, Buffer> {
  const chunks = new Map<string, Buffer>();
  if (file.toString("latin1", 0, 4) !== "RIFF" || file.toString("latin1", 8, 12) !== "WAVE") return chunks;
  for (let at = 12; at + 8 <= file.length; ) {
    const length = file.readUInt32LE(at + 4);
    chunks.set(file.toString("latin1", at, at + 4), file.subarray(at + 8, at + 8 + length));
    // Chunks start on even offsets.
    at += 8 + length + (length % 2);
  }
  return chunks;
}
