import { expect, test } from "vitest";
import type { CallId } from "../../shared/model/ids.ts";
import { call1, feedCall, ring1, testIngest } from "./test-ingest.ts";

test.each([
  [2, 8],
  [50, 20],
])(
  "storing that took %i ms rests for %i ms, so that what arrives under load is fewer batches",
  (tookMs, restMs) => {
    const { clock, batches, hear, external, close } = testIngest((store, time) => ({
      ...store,
      transaction(name, run) {
        const result = store.transaction(name, run);
        if (name === "facts") time.advance(tookMs);
        return result;
      },
    }));
    const call = (callId: CallId) =>
      ({ kind: "call", call: feedCall(callId, external(), external()) }) as const;
    hear(call(call1));
    const before = batches.length;
    const call2 = "c-2" as CallId;
    hear(call(call2));
    clock.advance(restMs - 3);
    hear(call(ring1));
    expect(batches.length).toBe(before);
    clock.advance(1);
    expect(batches.slice(before).map(({ callIds }) => callIds)).toEqual([new Set([call2, ring1])]);
    close();
  },
);
