import type { Clock } from "../support/clock.ts";
import type { CallControl } from "./call-control.ts";
import type { LiveCall } from "./live-call.ts";

const EXPECT_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 25;

/** Calls that are answered by themselves as soon as they ring. */
export interface ExpectedCalls {
  expectCall: CallControl["expectCall"];
  areAny(): boolean;
  stopAll(): void;
}

export function createExpectedCalls(options: {
  clock: Clock;
  ringing(): readonly LiveCall[];
  /** `done` is to be called once that has succeeded or failed. */
  answer(call: LiveCall, done: () => void): void;
  onChange(): void;
}): ExpectedCalls {
  const { clock } = options;
  /** Each ends one expectation. */
  const expectations = new Set<() => void>();

  return {
    expectCall(isExpected) {
      let cancelLook = () => {};
      const cancelLimit = clock.after(EXPECT_WITHIN_MS, () => stop());
      const stop = () => {
        cancelLook();
        cancelLimit();
        if (expectations.delete(stop)) options.onChange();
      };
      const look = () => {
        const call = options.ringing().find((each) => isExpected(each.facts().phoneCallId));
        if (call) options.answer(call, stop);
        else cancelLook = clock.after(LOOK_EVERY_MS, look);
      };
      expectations.add(stop);
      look();
      return stop;
    },
    areAny: () => expectations.size > 0,
    stopAll() {
      for (const stop of [...expectations]) stop();
    },
  };
}
