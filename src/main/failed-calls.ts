import type { FailedCall, PhoneCall } from "../shared/model/calls.ts";
import type { Publisher } from "./publish/create-publisher.ts";
import { partyOfPhoneCall } from "./publish/party.ts";
import type { StoreReader } from "./store/rows.ts";
import type { Clock } from "./support/clock.ts";

/** Long enough to be read. */
const TOLD_MS = 10_000;

/** Tells of each call that failed for ten seconds. */
export function createFailedCalls(options: {
  store: StoreReader;
  clock: Clock;
  publisher: Pick<Publisher, "set">;
}): { add(call: PhoneCall, reason: FailedCall["reason"]): void; close(): void } {
  let told: readonly { readonly call: FailedCall; forget(): void }[] = [];

  function tell(now: typeof told) {
    told = now;
    options.publisher.set(
      "failed-calls",
      told.map(({ call }) => call),
    );
  }

  return {
    add(phoneCall, reason) {
      const { phoneCallId } = phoneCall;
      const call = { phoneCallId, party: partyOfPhoneCall(phoneCall, null, options.store), reason };
      const forget = options.clock.after(TOLD_MS, () => tell(told.filter((each) => each.call !== call)));
      tell([...told, { call, forget }]);
    },
    close() {
      for (const { forget } of told) forget();
    },
  };
}
