import type { EndCause, LegListener } from "../pbx/leg.ts";
import type { MediaListener } from "./media-leg.ts";

/** Tells a leg's listener what its party does: later, never from inside a call to the leg; after the end, nothing. */
export interface LegNotices extends LegListener, MediaListener {
  listen(listener: LegListener): void;
  /** From now on the listener is told nothing: we ended the leg ourselves. */
  close(): void;
}

export function createLegNotices(): LegNotices {
  let listener: LegListener | null = null;
  let closed = false;

  function tell(notice: (listener: LegListener) => void): void {
    queueMicrotask(() => {
      if (!closed && listener) notice(listener);
    });
  }

  return {
    listen(next) {
      listener = next;
    },
    close() {
      closed = true;
    },
    ringing: () => tell((to) => to.ringing()),
    answered: () => tell((to) => to.answered()),
    audio: (frame) => tell((to) => to.audio(frame)),
    held: (held) => tell((to) => to.held(held)),
    digit: (digit) => tell((to) => to.digit(digit)),
    transfer: (request) => tell((to) => to.transfer(request)),
    ended(cause: EndCause) {
      tell((to) => {
        closed = true;
        to.ended(cause);
      });
    },
  };
}
