import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeWav } from "../src/exchange/media/wav.ts";

/** Synthesises assets/sounds: music on hold for the exchange, what the windows ring and tell of calls. What loops has no seam. */

interface Note {
  readonly atS: number;
  /** MIDI number: 69 is the A of 440 Hz. */
  readonly pitch: number;
  readonly loudness: number;
}

interface Instrument {
  /** Relative strength of each harmonic, and after how long it has faded to a third. */
  readonly partials: readonly {
    readonly harmonic: number;
    readonly strength: number;
    readonly fadeS: number;
  }[];
  readonly attackS: number;
}

const softPiano: Instrument = {
  attackS: 0.03,
  partials: [
    { harmonic: 1, strength: 1, fadeS: 1.1 },
    { harmonic: 2, strength: 0.35, fadeS: 0.6 },
    { harmonic: 3, strength: 0.12, fadeS: 0.35 },
  ],
};

const marimba: Instrument = {
  attackS: 0.004,
  partials: [
    { harmonic: 1, strength: 1, fadeS: 0.28 },
    { harmonic: 4, strength: 0.25, fadeS: 0.09 },
    { harmonic: 10, strength: 0.05, fadeS: 0.03 },
  ],
};

/** A note that rings on past the end sounds on at the beginning: that is what makes the loop seamless. */
function render(
  instrument: Instrument,
  notes: readonly Note[],
  seconds: number,
  sampleRate: number,
): Int16Array {
  const mix = new Float64Array(Math.round(seconds * sampleRate));
  for (const { atS, pitch, loudness } of notes) {
    const hz = 440 * 2 ** ((pitch - 69) / 12);
    for (const { harmonic, strength, fadeS } of instrument.partials) {
      if (hz * harmonic > sampleRate * 0.42) continue;
      for (let sample = 0; sample < fadeS * 7 * sampleRate; sample += 1) {
        const t = sample / sampleRate;
        const envelope = Math.min(1, t / instrument.attackS) * Math.exp(-t / fadeS);
        const at = (Math.round(atS * sampleRate) + sample) % mix.length;
        mix[at] = (mix[at] ?? 0) + loudness * strength * envelope * Math.sin(2 * Math.PI * hz * harmonic * t);
      }
    }
  }
  const peak = mix.reduce((highest, value) => Math.max(highest, Math.abs(value)), 0);
  return Int16Array.from(mix, (value) => Math.round((value / peak) * 16_000));
}

/** Four broken chords, C major 7, A minor 7, D minor 7 and G 7, two seconds each. */
function holdMusic(): Note[] {
  const chords = [
    [48, 60, 64, 67, 71, 67, 64, 60],
    [45, 60, 64, 67, 72, 67, 64, 60],
    [50, 60, 65, 69, 72, 69, 65, 60],
    [43, 59, 65, 67, 74, 67, 65, 62],
  ];
  return chords.flatMap((chord, bar) =>
    chord.map((pitch, step) => ({ atS: bar * 2 + step * 0.25, pitch, loudness: step === 0 ? 1 : 0.6 })),
  );
}

/** Two rising figures, then silence until the loop begins again. */
const ringFigure: readonly Note[] = [76, 81, 85, 81, 76, 81, 85].map((pitch, step) => ({
  atS: step * 0.11 + (step > 2 ? 0.05 : 0),
  pitch,
  loudness: step % 3 === 0 ? 1 : 0.8,
}));

/** Two notes upwards, soon gone. */
const pip: readonly Note[] = [
  { atS: 0, pitch: 76, loudness: 0.7 },
  { atS: 0.09, pitch: 81, loudness: 1 },
];

/** What a telephone network of Europe sounds (ETSI TR 101 041): 425 Hz, in bursts that begin and end without a click. */
function signalTone(
  bursts: readonly { atS: number; forS: number }[],
  seconds: number,
  amplitude: number,
): Int16Array {
  const sampleRate = 8000;
  const edgeS = 0.005;
  return Int16Array.from({ length: seconds * sampleRate }, (_, sample) => {
    const t = sample / sampleRate;
    const burst = bursts.find(({ atS, forS }) => t >= atS && t < atS + forS);
    if (!burst) return 0;
    const envelope = Math.min(1, (t - burst.atS) / edgeS, (burst.atS + burst.forS - t) / edgeS);
    return Math.round(amplitude * envelope * Math.sin(2 * Math.PI * 425 * t));
  });
}

const ringback = signalTone([{ atS: 0, forS: 1 }], 5, 6000);
const busy = signalTone(
  [0, 1, 2].map((atS) => ({ atS, forS: 0.5 })),
  3,
  6000,
);
/** Quiet: somebody is speaking. */
const callWaiting = signalTone(
  [0, 0.4].map((atS) => ({ atS, forS: 0.2 })),
  4,
  2000,
);

const folder = join(import.meta.dirname, "../assets/sounds");
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, "hold.wav"), writeWav(render(softPiano, holdMusic(), 8, 8000), 8000));
writeFileSync(join(folder, "ring.wav"), writeWav(render(marimba, ringFigure, 2, 22_050), 22_050));
writeFileSync(join(folder, "answered.wav"), writeWav(render(marimba, pip, 0.6, 22_050), 22_050));
writeFileSync(join(folder, "ringback.wav"), writeWav(ringback, 8000));
writeFileSync(join(folder, "busy.wav"), writeWav(busy, 8000));
writeFileSync(join(folder, "call-waiting.wav"), writeWav(callWaiting, 8000));
