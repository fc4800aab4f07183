import type { Clock } from "../support/clock.ts";

const quietMs = 3_000;
const answerWithinMs = 2_000;

/** Notices within five seconds that the core fell silent: after three quiet seconds it is asked, and has two to answer. */
export interface Liveness {
  /** Anything at all came from the core. */
  heard(): void;
  /** Asks at once, where there is reason to doubt. */
  check(): void;
  lastHeardAt(): number;
  stop(): void;
}

export function watchLiveness(options: { clock: Clock; ping(): void; silent(): void }): Liveness {
  const { clock } = options;
  let heardAt = clock.now();
  let answered = true;
  let cancel = clock.after(quietMs, quiet);

  function quiet(): void {
    const leftMs = heardAt + quietMs - clock.now();
    // Where more is left than there was, the machine's clock was set back.
    if (leftMs > 0 && leftMs <= quietMs) {
      cancel = clock.after(leftMs, quiet);
      return;
    }
    ask();
  }

  function ask(): void {
    answered = false;
    cancel = clock.after(answerWithinMs, () => {
      if (answered) quiet();
      else options.silent();
    });
    options.ping();
  }

  return {
    heard() {
      heardAt = clock.now();
      answered = true;
    },
    check() {
      cancel();
      ask();
    },
    lastHeardAt: () => heardAt,
    stop: () => cancel(),
  };
}
