import { type Result, refused } from "../../shared/model/result.ts";
import type { Clock } from "../support/clock.ts";
import type { AudioPages } from "./audio-pages.ts";
import type { LiveCall } from "./live-call.ts";

/** As long as the tone is that tells that somebody is about to be there. */
const ANNOUNCE_MS = 600;

/** Calls that are answered by themselves after a tone. */
export interface AnnouncedCalls {
  /** Those that are about to be: they do not ring any more. */
  readonly calls: ReadonlySet<LiveCall>;
  /** Refused while the person talks, dials or has another call announced: then it rings on. */
  answer(call: LiveCall): Promise<Result<void>>;
}

export function createAnnouncedCalls(options: {
  audio: Pick<AudioPages, "refusal">;
  clock: Clock;
  all(): readonly LiveCall[];
  /** Does it in its turn, unless `whyNot` has a reason by then. */
  answerInTurn(call: LiveCall, whyNot: () => Result<never> | null): Promise<Result<void>>;
  onChange(): void;
}): AnnouncedCalls {
  const { clock } = options;
  const calls = new Set<LiveCall>();

  function whyNot(): Result<never> | null {
    const busy = options.all().find((call) => ["talking", "dialling"].includes(call.facts().state));
    return busy ? refused("wrong-call-state", busy.facts().state) : options.audio.refusal();
  }

  return {
    calls,
    async answer(call) {
      const { state } = call.facts();
      if (state !== "incoming" || calls.size > 0) return refused("wrong-call-state", state);
      const reason = whyNot();
      if (reason) return reason;
      calls.add(call);
      options.onChange();
      await new Promise<void>((resolve) => clock.after(ANNOUNCE_MS, resolve));
      const answered = await options.answerInTurn(call, whyNot);
      calls.delete(call);
      options.onChange();
      return answered;
    },
  };
}
