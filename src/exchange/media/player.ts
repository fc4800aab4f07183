import type { Leg } from "../pbx/leg.ts";
import { frameBytes } from "./g711.ts";

const frameMs = 20;

/**
 * Plays PCMU to a leg in real time, 20 ms at a time, until it is through (`onEnd`), the leg has ended, or the answer is
 * called. Less than 20 ms at the end is left out.
 */
export function playTo(
  leg: Pick<Leg, "play" | "state">,
  frames: Buffer,
  { loop, onEnd }: { loop: boolean; onEnd?(): void },
): () => void {
  const count = Math.floor(frames.length / frameBytes);
  const startedAt = performance.now();
  let played = 0;

  // Timers run late under load; what is due by the clock is sent, so that the voice keeps its pace.
  const timer = setInterval(() => {
    const elapsed = Math.floor((performance.now() - startedAt) / frameMs);
    const due = loop ? elapsed : Math.min(elapsed, count);
    for (; played < due && count > 0; played += 1) {
      const at = (played % count) * frameBytes;
      leg.play(frames.subarray(at, at + frameBytes));
    }
    const isThrough = count === 0 || (!loop && played === count);
    if (!isThrough && leg.state !== "ended") return;
    clearInterval(timer);
    if (isThrough) onEnd?.();
  }, frameMs);

  return () => clearInterval(timer);
}
