import type { FailedCall } from "../shared/model/calls.ts";
import type { Clock } from "./support/clock.ts";

/** Long enough to be read. */
const TOLD_MS = 10_000;

/** Tells of each call that failed for ten seconds; `changed` gets all of them whenever one comes or goes. */
export function createFailedCalls(options: { clock: Clock; changed(calls: readonly FailedCall[]): void }): {
  add(call: FailedCall): void;
  close(): void;
} {
  let told: readonly { readonly call: FailedCall; forget(): void }[] = [];

  function tell(now: typeof told) {
    told = now;
    options.changed(told.map(({ call }) => call));
  }

  return {
    add(call) {
      const forget = options.clock.after(TOLD_MS, () => tell(told.filter((each) => each.call !== call)));
      tell([...told, { call, forget }]);
    },
    close() {
      for (const { forget } of told) forget();
    },
  };
}
