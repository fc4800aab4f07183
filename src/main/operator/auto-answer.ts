import type { PhoneCallId, QueueId } from "../../shared/model/ids.ts";
import type { CallControl } from "../softphone/call-control.ts";
import type { StoredPhoneCall, StoreReader } from "../store/rows.ts";
import type { Clock } from "../support/clock.ts";

/** Has the phone answer the calls of some queues by itself. */
export interface AutoAnswer {
  /** To be called whenever calls, or what is known of them, changed. */
  look(): void;
  close(): void;
}

/**
 * Each call is decided on once, as soon as the feed tells that a queue rings our phone with it: a call that rang while somebody talked
 * is not answered behind his back at the end of the talk.
 */
export function createAutoAnswer(options: {
  phone: Pick<CallControl, "answerByItself">;
  store: Pick<StoreReader, "phoneCalls" | "call">;
  isOn(queueId: QueueId): boolean;
  clock: Clock;
}): AutoAnswer {
  const { phone, store, clock } = options;
  let decided: ReadonlySet<PhoneCallId> = new Set();
  let cancel: (() => void) | null = null;

  function queueOf({ phoneCall, callId }: StoredPhoneCall): QueueId | null {
    const waiting = phoneCall.state === "incoming" && callId !== null ? store.call(callId) : null;
    return waiting?.destination.kind === "queue" ? waiting.destination.queueId : null;
  }

  function decide() {
    cancel = null;
    const before = decided;
    const ringing = store.phoneCalls().flatMap((each) => {
      const queueId = queueOf(each);
      return queueId === null ? [] : [{ phoneCallId: each.phoneCall.phoneCallId, queueId }];
    });
    decided = new Set(ringing.map(({ phoneCallId }) => phoneCallId));
    for (const { phoneCallId, queueId } of ringing)
      if (!before.has(phoneCallId) && options.isOn(queueId)) void phone.answerByItself(phoneCallId);
  }

  return {
    // Not within what changed them: answering changes them too.
    look() {
      cancel ??= clock.after(0, decide);
    },
    close: () => cancel?.(),
  };
}
