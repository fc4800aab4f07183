import type { Leg } from "../pbx/leg.ts";
import { frameBytes } from "./g711.ts";

const frameMs = 20;

/**
 * Plays PCMU to a leg over and over in real time, 20 ms at a time, until the leg has ended or the answer is called. Less
 * than 20 ms at the end is left out.
 */
export function playTo(leg: Pick<Leg, "play" | "state">, frames: Buffer): () => void {
  const count = Math.floor(frames.length / frameBytes);
  const startedAt = performance.now();
  let played = 0;

  // Timers run late under load; what is due by the clock is sent, so that the voice keeps its pace.
  const timer = setInterval(() => {
    const due = Math.floor((performance.now() - startedAt) / frameMs);
    for (; played < due && count > 0; played += 1) {
      const at = (played % count) * frameBytes;
      leg.play(frames.subarray(at, at + frameBytes));
    }
    if (count === 0 || leg.state === "ended") clearInterval(timer);
  }, frameMs);

  return () => clearInterval(timer);
}
