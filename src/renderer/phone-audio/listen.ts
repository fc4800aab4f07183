import type { Microphone } from "./microphone.ts";
import { openMixer } from "./mixer.ts";

/** Half of what one look at the sound covers at 48 kHz, so that nothing is missed. */
const LOOK_MS = 20;

/** The loudest that the microphone brings within this time, 0 to 1, also in a call that is mute. Whoever calls has the microphone. */
export async function listenTo(microphone: Microphone, forMs: number): Promise<number> {
  const context = openMixer();
  const analyser = new AnalyserNode(context, { fftSize: 2048 });
  const hear = (track: MediaStreamTrack) =>
    void context.createMediaStreamSource(new MediaStream([track])).connect(analyser);
  const line = await microphone.open(async (track) => hear(track));
  const wave = new Float32Array(analyser.fftSize);
  let loudest = 0;
  const looking = setInterval(() => {
    analyser.getFloatTimeDomainData(wave);
    loudest = wave.reduce((most, sample) => Math.max(most, Math.abs(sample)), loudest);
  }, LOOK_MS);
  try {
    hear(line.track());
    await context.resume();
    await new Promise((passed) => setTimeout(passed, forMs));
    return Math.min(1, loudest);
  } finally {
    clearInterval(looking);
    line.close();
    await context.close();
  }
}
