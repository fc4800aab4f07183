import type { Frame, Page } from "playwright-core";

/** What the page plays to the person: the strongest frequency and how loud it is, over about a third of a second. */
export async function heardInPage(page: Page): Promise<{ hz: number; level: number }> {
  const { hz, level } = await soundOf(page, []);
  return { hz, level };
}

/** Asks again until the page plays this tone, and fails with what it played instead. */
export async function hearInPage(page: Page, hz: number, withinMs: number): Promise<void> {
  const end = Date.now() + withinMs;
  let heard = { hz: 0, level: 0 };
  while (Date.now() < end) {
    heard = await heardInPage(page);
    if (Math.abs(heard.hz - hz) < 10 && heard.level > 0.01) return;
  }
  throw new Error(
    `expected ${hz} Hz in the page, heard ${heard.hz.toFixed(0)} Hz at level ${heard.level.toFixed(4)}`,
  );
}

/** As `hearInPage`, of several voices at once: none is more than 20 dB below the strongest. */
export async function hearTogetherInPage(
  page: Page,
  tones: readonly number[],
  withinMs: number,
): Promise<void> {
  const end = Date.now() + withinMs;
  let below: readonly number[] = [];
  while (Date.now() < end) {
    const heard = await soundOf(page, tones);
    below = heard.below;
    if (heard.level > 0.01 && below.every((decibels) => decibels < 20)) return;
  }
  throw new Error(
    `expected ${tones} Hz in the page, which are ${below.map(Math.round)} dB below the strongest`,
  );
}

/** `below`: how many dB each tone is weaker than the strongest of all that the page plays together. */
function soundOf(
  page: Page,
  tones: readonly number[],
): Promise<{ hz: number; level: number; below: number[] }> {
  return audioFrame(page).evaluate(async (asked) => {
    const playing = [...document.querySelectorAll("audio")].flatMap(({ srcObject, paused }) =>
      srcObject instanceof MediaStream && !paused ? [srcObject] : [],
    );
    if (playing.length === 0) return { hz: 0, level: 0, below: asked.map(() => 200) };
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 16_384, smoothingTimeConstant: 0 });
    for (const stream of playing) context.createMediaStreamSource(stream).connect(analyser);
    await new Promise((filled) => setTimeout(filled, 450));
    const spectrum = new Float32Array(analyser.frequencyBinCount);
    const wave = new Float32Array(analyser.fftSize);
    analyser.getFloatFrequencyData(spectrum);
    analyser.getFloatTimeDomainData(wave);
    await context.close();
    const strongest = spectrum.indexOf(Math.max(...spectrum));
    const binOf = (hz: number) => Math.round((hz * analyser.fftSize) / context.sampleRate);
    const levelAt = (hz: number) => Math.max(...spectrum.slice(binOf(hz) - 2, binOf(hz) + 3));
    return {
      hz: (strongest * context.sampleRate) / analyser.fftSize,
      level: Math.sqrt(wave.reduce((sum, sample) => sum + sample * sample, 0) / wave.length),
      below: asked.map((hz) => Math.min(200, (spectrum[strongest] ?? 0) - levelAt(hz))),
    };
  }, tones);
}

declare global {
  interface Window {
    /** Sounds in a loop that were played in this page. */
    loops?: Set<HTMLMediaElement>;
  }
}

/** To be run in a page before its own scripts: a ring tone is not in the document, so it is noted when it is played. */
export function noteLoops(): void {
  const loops = new Set<HTMLMediaElement>();
  window.loops = loops;
  const { play } = HTMLMediaElement.prototype;
  HTMLMediaElement.prototype.play = function (this: HTMLMediaElement) {
    if (this.loop) loops.add(this);
    return play.call(this);
  };
}

/** Whether the person at this page hears it ring; other sounds go on in loops too. */
export const ringsInPage = (page: Page): Promise<boolean> =>
  audioFrame(page).evaluate(() =>
    [...(window.loops ?? [])].some((sound) => !sound.paused && /\/ring-/.test(sound.src)),
  );

/** The frame that has the microphone and speaker. */
export function audioFrame(page: Page): Frame {
  const frame = page.frames().find((each) => new URL(each.url()).pathname === "/phone-audio");
  if (!frame) throw new Error("the page has no phone-audio frame");
  return frame;
}
