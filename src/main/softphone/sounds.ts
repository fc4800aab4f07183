import type { Clock } from "../support/clock.ts";
import type { AudioPages } from "./audio-pages.ts";
import type { LiveCall } from "./live-call.ts";

/** Longer than the tone is. */
const BUSY_MS = 6_000;

/** What the person hears of calls that have no sound of their own, and what a headset shows of all. */
export interface Sounds {
  /** `quiet`: a call is expected, which will be answered by itself; `announced`: those that are about to be, which a tone tells. */
  show(calls: readonly LiveCall[], quiet: boolean, announced: ReadonlySet<LiveCall>): void;
  /** The number that was dialled is engaged. */
  busy(): void;
}

/** Whoever talks hears no ring and no tone but, softly, that somebody else calls. */
export function createSounds(options: { audio: AudioPages; clock: Clock; onChange(): void }): Sounds {
  const { audio, clock } = options;
  let isBusy = false;
  let cancelBusy = () => {};

  function endBusy() {
    cancelBusy();
    isBusy = false;
  }

  function toneOf(calls: readonly LiveCall[], isTalking: boolean, rings: boolean) {
    if (isTalking) return rings ? "call-waiting" : null;
    const dialled = calls.filter((call) => call.facts().state === "dialling");
    if (dialled.length > 0) endBusy();
    if (isBusy) return "busy";
    const isRingback = dialled.length > 0 && dialled.every((call) => call.hears() === "ringing");
    return isRingback ? "ringback" : null;
  }

  return {
    show(calls, quiet, announced) {
      const all = calls.map((call) => call.facts());
      const talking = all.filter(({ state }) => state === "talking");
      const isTalking = talking.length > 0;
      const rings = !quiet && calls.some((call) => isRinging(call) && !announced.has(call));
      if (isTalking) endBusy();
      audio.ring(rings && !isTalking);
      const tells = calls.some((call) => announced.has(call) && isRinging(call));
      audio.keep("tone", { tone: tells ? "answered" : toneOf(calls, isTalking, rings) });
      audio.keep("headset.show", {
        ringing: rings,
        offHook: isTalking || all.some(({ state }) => state === "dialling"),
        muted: isTalking && talking.every(({ muted }) => muted),
        onHold: !isTalking && all.some(({ state }) => state === "on-hold"),
      });
    },
    busy() {
      isBusy = true;
      cancelBusy = clock.after(BUSY_MS, () => {
        isBusy = false;
        options.onChange();
      });
      options.onChange();
    },
  };
}

export const isRinging = (call: LiveCall): boolean =>
  call.facts().state === "incoming" && !call.isBeingAnswered();
