import type { PhoneCall } from "../../shared/model/calls.ts";
import type { Clock } from "../support/clock.ts";

/** An exchange that knows our phones for this long after their line broke (ours does) has given them up by then. */
const GIVE_UP_MS = 30_000;
const LOOK_AGAIN_MS = 5_000;

/** What becomes of calls while the exchange cannot be reached: those with sound go on, the others wait for it a while. */
export interface Recovery {
  signallingLost(): void;
  /** Calls that the exchange does not know any more end, those whose sound broke off look for a new path. */
  signallingBack(): void;
  /** Said again whenever the exchange can be reached again, until the answer is called: it was heard. */
  whenBack(say: () => void): () => void;
  stop(): void;
}

export function createRecovery<C extends { facts(): Pick<PhoneCall, "audio">; cutOff(): void }>(options: {
  clock: Clock;
  calls(): readonly C[];
  /** The exchange can be reached again: what has become of this one? */
  review(call: C): void;
}): Recovery {
  const { clock, calls, review } = options;
  const unheard = new Set<() => void>();
  let cancel: (() => void) | null = null;

  function giveUp() {
    cancel = clock.after(LOOK_AGAIN_MS, giveUp);
    for (const call of calls()) if (call.facts().audio !== "flowing") call.cutOff();
  }

  function stopWaiting() {
    cancel?.();
    cancel = null;
  }

  return {
    signallingLost() {
      cancel ??= clock.after(GIVE_UP_MS, giveUp);
    },
    signallingBack() {
      stopWaiting();
      for (const say of [...unheard]) say();
      for (const call of calls()) review(call);
    },
    whenBack(say) {
      unheard.add(say);
      return () => unheard.delete(say);
    },
    stop() {
      stopWaiting();
      unheard.clear();
    },
  };
}
