import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CallId, PhoneCallId } from "../../shared/model/ids.ts";
import type { Store } from "../store/rows.ts";
import { call1, ended, mark, me, ring1, testIngest } from "./test-ingest.ts";

let parts: ReturnType<typeof testIngest>;
beforeEach(() => {
  parts = testIngest();
});
afterEach(() => parts.close());

const matched = (store: Store) => store.phoneCalls().map((each) => each.callId);

describe("a call of our phone is the feed's call", () => {
  test("by the id that the exchange told, and by the waiting call where a queue rings us", () => {
    const { store, ingest, hearCall, external, inSales, atUser, phoneCall } = parts;
    hearCall(call1, external(), inSales());
    ingest.phoneCalls([phoneCall({ coreCallId: ring1 })]);
    expect(matched(store)).toEqual([null]);
    hearCall(ring1, external(), atUser(me, "ringing"), call1);
    expect(matched(store)).toEqual([call1]);
  });

  test("by number, my callpoint and time, and stays so when the agent ring has ended", () => {
    const { clock, store, ingest, hear, hearCall, external, inSales, atUser, phoneCall } = parts;
    hearCall(call1, external(), inSales());
    hearCall(ring1, inSales(), atUser(me, "ringing"), call1);
    clock.advance(900);
    ingest.phoneCalls([phoneCall({ remote: { number: "0612345678", name: null } })]);
    expect(matched(store)).toEqual([call1]);
    hearCall(call1, external(), atUser(me, "answered"));
    hear(ended(ring1));
    ingest.phoneCalls([phoneCall({ state: "talking", remote: { number: "0612345678", name: null } })]);
    expect(matched(store)).toEqual([call1]);
  });

  test("but not another number's, not an older one, and never two phone calls'", () => {
    const { clock, store, ingest, hearCall, external, atUser, phoneCall } = parts;
    hearCall(call1, external(), atUser(me, "ringing"));
    ingest.phoneCalls([phoneCall({ remote: { number: "+31699999999", name: null } })]);
    expect(matched(store)).toEqual([null]);
    ingest.phoneCalls([phoneCall({ startedAt: clock.now() + 6_000 })]);
    expect(matched(store)).toEqual([null]);
    ingest.phoneCalls([phoneCall(), phoneCall({ phoneCallId: "p-2" as PhoneCallId })]);
    expect(matched(store)).toEqual([call1, null]);
  });

  test("that somebody put a caller through to, in either order of the two that are joined", () => {
    for (const order of ["reached", "over"] as const) {
      const { clock, store, ingest, hear, hearCall, external, atUser, phoneCall } = parts;
      const consult = `consult ${order}` as CallId;
      const caller = `caller ${order}` as CallId;
      hearCall(caller, external(), atUser(mark, "answered"));
      hearCall(consult, atUser(mark, "answered"), atUser(me, "answered"));
      const talking = phoneCall({ state: "talking", coreCallId: consult, answeredAt: clock.now() });
      ingest.phoneCalls([talking]);
      clock.advance(60_000);
      const joined = () => hearCall(caller, external(), atUser(me, "answered"));
      if (order === "reached") joined();
      hear(ended(consult, "REPLACE"));
      if (order === "over") joined();
      expect(matched(store)).toEqual([caller]);
      hear(ended(caller));
      expect(matched(store)).toEqual([null]);
    }
  });

  test("by the whole extension of a colleague", () => {
    const { store, ingest, hearCall, atUser, phoneCall } = parts;
    hearCall(call1, atUser(mark, "answered"), atUser(me, "ringing"));
    ingest.phoneCalls([phoneCall({ remote: { number: "14", name: null } })]);
    expect(matched(store)).toEqual([null]);
    ingest.phoneCalls([phoneCall({ remote: { number: "214", name: "Mark" } })]);
    expect(matched(store)).toEqual([call1]);
  });
});
