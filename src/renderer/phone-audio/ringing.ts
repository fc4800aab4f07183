import ringTone from "../../../assets/sounds/ring.wav";
import type { AudioAnswers } from "./audio-page.ts";

/** Rings in a loop until it is told to stop. */
export function createRinging(): Pick<AudioAnswers, "ring.start" | "ring.stop"> {
  const sound = new Audio(ringTone);
  sound.loop = true;
  return {
    async "ring.start"() {
      sound.currentTime = 0;
      try {
        await sound.play();
      } catch (cause) {
        // Stopped before it could begin.
        if (!(cause instanceof DOMException && cause.name === "AbortError")) throw cause;
      }
      return {};
    },
    async "ring.stop"() {
      sound.pause();
      return {};
    },
  };
}
