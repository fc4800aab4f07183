import type { Clock } from "./clock.ts";
import type { EndCause, Leg } from "./leg.ts";

const ignore = () => undefined;

/** Rings a party until it answers, fails, or `limitMs` have passed. The answer stops it, with a cause for the party's device. */
export function ring(
  leg: Leg,
  limitMs: number,
  clock: Clock,
  on: { ringing(): void; answered(): void; failed(cause: EndCause): void; early?(frame: Buffer): void },
): (cause: EndCause) => void {
  let over = false;
  const settle = () => {
    if (over) return false;
    over = true;
    stopTimer();
    return true;
  };
  const stopTimer = clock.after(limitMs, () => {
    if (!settle()) return;
    leg.end("no-answer");
    on.failed("no-answer");
  });
  leg.listen({
    ringing() {
      if (!over) on.ringing();
    },
    answered() {
      if (settle()) on.answered();
    },
    ended(cause) {
      if (settle()) on.failed(cause);
    },
    audio(frame) {
      if (!over) on.early?.(frame);
    },
    held: ignore,
    digit: ignore,
    transfer: (request) => request.report(481, "Call/Transaction Does Not Exist"),
  });
  return (cause) => {
    if (settle()) leg.end(cause);
  };
}
