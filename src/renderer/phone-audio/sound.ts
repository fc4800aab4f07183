import type { Speakers, Where } from "./speakers.ts";

/** A sound that begins anew at each start, and is silent the moment it is stopped. */
export interface Sound {
  start(): Promise<void>;
  stop(): void;
}

export function createSound(
  speakers: Speakers,
  url: string,
  { where, loops }: { where: Where; loops: boolean },
): Sound {
  const element = new Audio(url);
  element.loop = loops;
  speakers.place(element, where);
  return {
    async start() {
      element.currentTime = 0;
      try {
        await element.play();
      } catch (cause) {
        // Stopped before it could begin.
        if (!(cause instanceof DOMException && cause.name === "AbortError")) throw cause;
      }
    },
    stop: () => element.pause(),
  };
}
