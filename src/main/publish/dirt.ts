import type { CallId, QueueId, UserId } from "../../shared/model/ids.ts";
import type { Touched } from "../store/touched.ts";

/** Gathers what was touched until it is looked at. */
export function createDirt() {
  const clean = () => ({
    everything: false,
    userIds: new Set<UserId>(),
    queueIds: new Set<QueueId>(),
    calls: false,
    callIds: new Set<CallId>(),
    switches: false,
    history: false,
  });
  let dirt = clean();
  return {
    add(touched: Touched) {
      dirt.everything ||= touched.everything;
      dirt.calls ||= touched.calls;
      dirt.switches ||= touched.switches;
      dirt.history ||= touched.history;
      for (const callId of touched.callIds) dirt.callIds.add(callId);
      for (const userId of touched.userIds) dirt.userIds.add(userId);
      for (const queueId of touched.queueIds) dirt.queueIds.add(queueId);
    },
    take() {
      const taken = dirt;
      dirt = clean();
      return taken;
    },
  };
}
