import type { Frame, Page } from "playwright-core";

/** What the page plays to the person: the strongest frequency and how loud it is, over about a third of a second. */
export async function heardInPage(page: Page): Promise<{ hz: number; level: number }> {
  return audioFrame(page).evaluate(async () => {
    const playing = [...document.querySelectorAll("audio")].find((each) => each.srcObject && !each.paused);
    if (!(playing?.srcObject instanceof MediaStream)) return { hz: 0, level: 0 };
    const context = new AudioContext();
    const analyser = new AnalyserNode(context, { fftSize: 16_384, smoothingTimeConstant: 0 });
    context.createMediaStreamSource(playing.srcObject).connect(analyser);
    await new Promise((filled) => setTimeout(filled, 450));
    const spectrum = new Float32Array(analyser.frequencyBinCount);
    const wave = new Float32Array(analyser.fftSize);
    analyser.getFloatFrequencyData(spectrum);
    analyser.getFloatTimeDomainData(wave);
    await context.close();
    const strongest = spectrum.indexOf(Math.max(...spectrum));
    return {
      hz: (strongest * context.sampleRate) / analyser.fftSize,
      level: Math.sqrt(wave.reduce((sum, sample) => sum + sample * sample, 0) / wave.length),
    };
  });
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

function audioFrame(page: Page): Frame {
  const frame = page.frames().find((each) => new URL(each.url()).pathname === "/phone-audio");
  if (!frame) throw new Error("the page has no phone-audio frame");
  return frame;
}
